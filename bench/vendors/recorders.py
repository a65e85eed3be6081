"""Keeps what vendors record instead of sending it: one class a vendor. client makes a client that the vendor counts, records says
of each record since reset whether it has tokens."""

import os


def sent_to(port):
    """Arguments of a client that believes to talk to api.openai.com and is answered here: some vendors look at the host."""
    import openai

    def here(request):
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)

    return {"base_url": "https://api.openai.com/v1", "http_client": openai.DefaultHttpxClient(event_hooks={"request": [here]})}


class Spans:
    """What OpenTelemetry is given."""

    def __init__(self, url):
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import SimpleSpanProcessor
        from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

        self.exporter = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.start(url)

    def client(self, **options):
        import openai

        return openai.OpenAI(**options)

    def reset(self):
        self.exporter.clear()

    def records(self):
        return [
            any("token" in key.lower() and value not in (None, 0, "", "{}") for key, value in (span.attributes or {}).items())
            for span in self.exporter.get_finished_spans()
        ]


class OpenInference(Spans):
    def start(self, _):
        from openinference.instrumentation.openai import OpenAIInstrumentor

        OpenAIInstrumentor().instrument(tracer_provider=self.provider)


class OpenLLMetry(Spans):
    def start(self, _):
        from opentelemetry.instrumentation.openai import OpenAIInstrumentor
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import InMemoryMetricReader

        self.reader = InMemoryMetricReader()
        OpenAIInstrumentor().instrument(tracer_provider=self.provider, meter_provider=MeterProvider([self.reader]))

    def reset(self):
        super().reset()
        self.before = self.points()

    def records(self):
        more = {name for name, count in self.points().items() if count > self.before.get(name, 0)}
        return super().records() or ([any("token" in name for name in more)] if more else [])

    def points(self):
        found = {}
        data = self.reader.get_metrics_data()
        for resource in data.resource_metrics if data else []:
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    found[metric.name] = sum(getattr(p, "count", getattr(p, "value", 0)) for p in metric.data.data_points)
        return found


class Langfuse(Spans):
    def start(self, url):
        os.environ.update(LANGFUSE_PUBLIC_KEY="pk", LANGFUSE_SECRET_KEY="sk", LANGFUSE_BASE_URL=url)
        from langfuse import Langfuse as Client

        Client(tracer_provider=self.provider)

    def client(self, **options):
        from langfuse.openai import OpenAI

        return OpenAI(**options)

    def records(self):
        usages = [(span.attributes or {}).get("langfuse.observation.usage_details") for span in self.exporter.get_finished_spans()]
        return [usage not in (None, "", "{}", "null") for usage in usages]


class Kept:
    """Records by the id that the vendor gives them."""

    def __init__(self, url):
        self.kept = {}
        self.start(url)

    def keep(self, id, tokens):
        self.kept[id] = self.kept.get(id, False) or bool(tokens)

    def reset(self):
        self.kept.clear()

    def records(self):
        return list(self.kept.values())


class LangSmith(Kept):
    def start(self, url):
        os.environ.update(LANGSMITH_TRACING="true", LANGSMITH_API_KEY="x", LANGSMITH_ENDPOINT=url)
        from langsmith import Client

        outer = self

        class Recorder(Client):
            def create_run(self, name, inputs, run_type, **rest):
                outer.keep(str(rest.get("id")), False)

            def update_run(self, run_id, **rest):
                outputs = rest.get("outputs") or {}
                nested = outputs.get("output")
                usage = outputs.get("usage_metadata") or (nested.get("usage_metadata") if isinstance(nested, dict) else None)
                outer.keep(str(run_id), usage and usage.get("total_tokens"))

        self.recorder = Recorder(auto_batch_tracing=False)

    def client(self, **options):
        import openai
        from langsmith.wrappers import wrap_openai

        return wrap_openai(openai.OpenAI(**options), tracing_extra={"client": self.recorder})


class Braintrust(Kept):
    def start(self, _):
        from braintrust import logger
        from braintrust.test_helpers import init_test_logger, simulate_login
        from braintrust.util import LazyValue

        simulate_login()
        self.context = logger._internal_with_memory_background_logger()  # ends when it is dropped
        self.log = self.context.__enter__()
        logger._state._global_bg_logger = LazyValue(lambda: self.log, use_mutex=False)
        init_test_logger("project")

    def client(self, **options):
        import openai
        from braintrust import wrap_openai

        return wrap_openai(openai.OpenAI(**options))

    def reset(self):
        super().reset()
        self.log.pop()

    def records(self):
        for span in self.log.pop():
            metrics = span.get("metrics") or {}
            self.keep(span.get("span_id"), any(metrics.get(name) for name in ("tokens", "prompt_tokens", "completion_tokens")))
        return super().records()


class Opik(Kept):
    def start(self, url):
        os.environ.update(OPIK_URL_OVERRIDE=url + "/api", OPIK_API_KEY="x", OPIK_WORKSPACE="w")
        from opik.message_processing import streamer

        def put(_, message, *rest, **more):
            if type(message).__name__ in ("CreateSpanMessage", "UpdateSpanMessage"):
                self.keep(message.span_id, getattr(message, "usage", None))

        streamer.Streamer.put = put

    def client(self, **options):
        import openai
        from opik.integrations.openai import track_openai

        return track_openai(openai.OpenAI(**options), provider="openai")


class PostHog(Kept):
    privacy_mode = False

    def start(self, _):
        pass

    def capture(self, *_, **event):
        self.keep(len(self.kept), (event.get("properties") or {}).get("$ai_input_tokens"))

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_, **__: None

    def client(self, **options):
        from posthog.ai.openai import OpenAI

        return OpenAI(posthog_client=self, **options)


class Sentry(Kept):
    def start(self, _):
        import sentry_sdk

        def sent(event, _):
            trace = (event.get("contexts") or {}).get("trace") or {}
            for span in [trace, *event.get("spans", [])]:
                if str(span.get("op")).startswith("gen_ai"):
                    self.keep(len(self.kept), any("tokens" in key and value for key, value in (span.get("data") or {}).items()))

        sentry_sdk.init(dsn="http://x@127.0.0.1:9/1", traces_sample_rate=1.0, before_send_transaction=sent, before_send=lambda *_: None)

    def client(self, **options):
        import openai

        return openai.OpenAI(**options)


RECORDERS = {
    "braintrust": Braintrust,
    "langfuse": Langfuse,
    "langsmith": LangSmith,
    "openinference": OpenInference,
    "openllmetry": OpenLLMetry,
    "opik": Opik,
    "posthog": PostHog,
    "sentry": Sentry,
}
