"""The parts that random Python factories are put together from: what records, what a wrapper does, how it gets onto a client.

A part is text. What a part counts is never said here: that is seen when it runs.
"""

METHODS = [
    "chat.completions.create", "chat.completions.parse", "beta.chat.completions.parse", "completions.create", "embeddings.create",
    "responses.create", "responses.parse", "images.generate", "images.edit", "audio.transcriptions.create", "audio.speech.create",
    "beta.threads.create_and_run", "beta.threads.runs.create", "batches.create", "fine_tuning.jobs.create", "vector_stores.create",
]  # fmt: skip
SURELY_USAGE = {"chat.completions.create", "embeddings.create", "responses.create", "completions.create"}

# Recorders: the files they are in, how they are imported, how they are called.
RECORDERS = {
    "function": ({"quota.py": "seen = []\n\n\ndef record(method, tokens=None):\n    seen.append(tokens)\n"},
                 "from quota import record", 'record("{m}", {t})', 'record("{m}")', "quota.record"),
    "module": ({"quota.py": "seen = []\n\n\ndef add(tokens=None, **labels):\n    seen.append(tokens)\n"},
               "import quota", 'quota.add({t}, method="{m}")', 'quota.add(method="{m}")', "quota.add"),
    "object": ({"quota.py": "seen = []\n\n\nclass Tracker:\n    def __init__(self):\n        self.calls = 0\n\n"
                            "    def record_request(self, tokens=None, method=''):\n        self.calls += 1\n"
                            "        seen.append(tokens)\n\n\ntracker = Tracker()\n"},
               "from quota import tracker", 'tracker.record_request({t}, "{m}")', 'tracker.record_request(method="{m}")',
               "quota.tracker.record_request"),
    "package": ({"quota.py": "seen = []\n", "usage/__init__.py": "from .ledger import Ledger\n",
                 "usage/ledger.py": "import quota\n\n\nclass Ledger:\n    def __init__(self, team):\n        self.team = team\n\n"
                                    "    def book(self, method, tokens=None):\n        quota.seen.append(tokens)\n"},
                'from usage import Ledger\n\nledger = Ledger("search")', 'ledger.book("{m}", {t})', 'ledger.book("{m}")',
                "usage.ledger.Ledger.book"),
}  # fmt: skip

CONTEXT = '''

@contextmanager
def spending(method):
    entry = {{"tokens": None}}
    yield entry
    {record}
'''


def body(rng, mode, m, call, recorder, pad):
    """The lines of a wrapper that makes a call: mode says what it does besides."""
    full, bare = RECORDERS[recorder][2], RECORDERS[recorder][3]
    if m in SURELY_USAGE and mode != "stream-branch" and rng.random() < 0.3:
        usage, tokens = [], "response.usage.total_tokens"
    else:
        usage = ['usage = getattr(response, "usage", None)']
        tokens = 'getattr(usage, "total_tokens", 0)' if rng.random() < 0.5 else "usage.total_tokens if usage else 0"
    record = full.format(m=m, t=tokens)
    log = rng.choice([[], [], ['logger.info("%s done", "{}")'.format(m)], ['print("answered")'], ['logger.debug("usage: %s", response)']])
    lines = {
        "full": [f"response = {call}", *log, *usage, record, "return response"],
        "no-tokens": [f"response = {call}", *log, bare.format(m=m), "return response"],
        "before": [bare.format(m=m), f"return {call}"],
        "stream-branch": ['if kwargs.get("stream"):', f"    return {call}", f"response = {call}", *usage, record, "return response"],
        "try": ["try:", f"    response = {call}", "except Exception as error:", '    logger.warning("failed: %s", error)', "    raise",
                *usage, record, "return response"],
        "try-inside": ["try:", f"    response = {call}", *[f"    {x}" for x in [*usage, record]], "    return response",
                       "except Exception:", '    logger.exception("failed")', "    raise"],
        "finally": ["try:", f"    return {call}", "finally:", f"    {bare.format(m=m)}"],
        "retry": ["for attempt in range(3):", "    try:", f"        response = {call}", "        break", "    except TimeoutError:",
                  "        time.sleep(attempt)", *usage, record, "return response"],
        "helper": [f"response = {call}", *log, f'note("{m}", response)', "return response"],
        "log-only": [f"response = {call}", 'logger.info("%s: %s", "{}", getattr(response, "usage", None))'.format(m), "return response"],
        "time-only": ["started = time.monotonic()", f"response = {call}", "logger.info('took %.2f s', time.monotonic() - started)",
                      "return response"],
        "except-only": ["try:", f"    return {call}", "except Exception:", f"    {bare.format(m=m)}", "    raise"],
        "silent": [f"return {call}"],
        "remember": [f"response = {call}", f'remember("{m}", response)', "return response"],
    }[mode]  # fmt: skip
    return "".join(f"{pad}{line}\n" for line in lines)


RECORDING = ["full"] * 4 + ["no-tokens", "before", "stream-branch", "try", "try-inside", "finally", "retry", "helper"]
NOT_RECORDING = ["log-only", "time-only", "except-only", "silent"]


def note(recorder):
    """A helper of the project that records, and one that does not."""
    record = RECORDERS[recorder][2].format(m="{m}", t="tokens").replace('"{m}"', "method")
    return (
        "\n\ndef note(method, response):\n"
        '    usage = getattr(response, "usage", None)\n'
        '    tokens = getattr(usage, "total_tokens", 0)\n'
        f"    {record}\n"
        "\n\nanswers = {}\n\n\ndef remember(method, response):\n    answers[method] = response\n"
    )


def decoys(rng, wrap):
    """Functions that nothing calls."""
    texts = [
        f"\n\ndef track_images(client):\n    client.images.create_variation = {wrap}(client.images.create_variation)\n    return client\n",
        '\n\ndef tracked_methods():\n    """Every method is counted."""\n    return ["completions.create", "videos.create"]\n',
        "\n\ndef health():\n    return len(OpenAI(timeout=1).models.list().data) > 0\n",
        "\n\nclass CountedOpenAI(OpenAI):\n    pass\n",
    ]
    return "".join(rng.sample(texts, rng.randrange(3)))
