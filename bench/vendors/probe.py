"""Calls API methods on a client that a vendor counts, against a server on this machine, and prints as JSON what is recorded of
each: full (with tokens), no-tokens, none. Its argument names the vendor; it runs where the vendor's package is installed.
"""

import http.server
import json
import os
import sys
import threading
import time

import recorders

CHAT = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}
RESPONSE = {"model": "gpt-4o", "input": "hi"}
SOUND, PICTURE = ("a.wav", b"RIFF", "audio/wav"), ("a.png", b"\x89PNG", "image/png")

METHODS = {
    "audio.speech.create": {"model": "tts-1", "voice": "alloy", "input": "hi"},
    "audio.transcriptions.create": {"model": "gpt-4o-transcribe", "file": SOUND},
    "audio.translations.create": {"model": "whisper-1", "file": SOUND},
    "batches.create": {"completion_window": "24h", "endpoint": "/v1/responses", "input_file_id": "f"},
    "beta.chat.completions.parse": CHAT,
    "chat.completions.create": CHAT,
    "chat.completions.parse": CHAT,
    "completions.create": {"model": "gpt-3.5-turbo-instruct", "prompt": "hi"},
    "embeddings.create": {"model": "text-embedding-3-small", "input": "hi"},
    "files.create": {"file": ("a.jsonl", b"{}"), "purpose": "batch"},
    "fine_tuning.jobs.create": {"model": "m", "training_file": "f"},
    "images.create_variation": {"image": PICTURE},
    "images.edit": {"model": "gpt-image-1", "prompt": "x", "image": PICTURE},
    "images.generate": {"model": "gpt-image-1", "prompt": "x"},
    "models.list": {},
    "moderations.create": {"input": "hi"},
    "responses.create": RESPONSE,
    "responses.parse": RESPONSE,
    "videos.create": {"model": "sora-2", "prompt": "x"},
}

COMPLETION_USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
DETAILS = {"input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}
USAGE = {"input_tokens": 11, "output_tokens": 7, "total_tokens": 18}


def answer(path, number):
    """The least that the SDK takes for an answer of an endpoint; each has an id of its own."""
    message = {"role": "assistant", "content": "{}", "refusal": None}
    text = {"type": "output_text", "text": "{}", "annotations": []}
    answers = {
        "/v1/chat/completions": {
            "id": f"c{number}", "object": "chat.completion", "created": 1, "model": "gpt-4o", "usage": COMPLETION_USAGE,
            "choices": [{"index": 0, "finish_reason": "stop", "logprobs": None, "message": message}],
        },
        "/v1/completions": {
            "id": f"c{number}", "object": "text_completion", "created": 1, "model": "m", "usage": COMPLETION_USAGE,
            "choices": [{"index": 0, "text": "hi", "finish_reason": "stop", "logprobs": None}],
        },
        "/v1/responses": {
            "id": f"r{number}", "object": "response", "created_at": 1, "model": "gpt-4o", "status": "completed", "usage": USAGE | DETAILS,
            "output": [{"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [text]}],
            "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None, "instructions": None, "metadata": {},
        },
        "/v1/embeddings": {
            "object": "list", "model": "text-embedding-3-small", "usage": {"prompt_tokens": 11, "total_tokens": 11},
            "data": [{"object": "embedding", "index": 0, "embedding": [0.1]}],
        },
        "/v1/audio/transcriptions": {"text": "hi", "usage": {"type": "tokens"} | USAGE},
        "/v1/audio/translations": {"text": "hi"},
        "/v1/moderations": {"id": "m", "model": "m", "results": []},
        "/v1/models": {"object": "list", "data": []},
        "/v1/batches": {"id": "b", "object": "batch", "status": "completed", "created_at": 1},
        "/v1/files": {"id": "f", "object": "file", "bytes": 1, "created_at": 1, "filename": "x", "purpose": "batch"},
        "/v1/fine_tuning/jobs": {"id": "j", "object": "fine_tuning.job", "created_at": 1, "model": "m", "status": "succeeded"},
        "/v1/videos": {"id": "v", "object": "video", "created_at": 1, "model": "sora-2", "status": "completed", "progress": 100},
    }
    if path.startswith("/v1/images/"):
        return {"created": 1, "data": [{"b64_json": "aGk="}], "usage": USAGE | {"input_tokens_details": {"text_tokens": 11, "image_tokens": 0}}}
    return answers.get(path, {"id": "x"})


class API(http.server.BaseHTTPRequestHandler):
    """A stand-in for the API."""

    protocol_version = "HTTP/1.1"
    number = 0

    def do_POST(self):
        if self.headers.get("transfer-encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        else:
            self.rfile.read(int(self.headers.get("content-length") or 0))
        API.number += 1
        body = json.dumps(answer(self.path.split("?")[0], API.number)).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *_):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), API)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    vendor = recorders.RECORDERS[sys.argv[1]](f"http://127.0.0.1:{server.server_port}")
    found = {}
    for path, arguments in METHODS.items():
        client = vendor.client(api_key="key", max_retries=0, **recorders.sent_to(server.server_port))
        vendor.reset()
        method = client
        for name in path.split("."):
            method = getattr(method, name)
        method(**arguments)
        time.sleep(0.1)  # what is recorded in another thread
        records = vendor.records()
        found[path] = "full" if any(records) else "no-tokens" if records else "none"
    print(json.dumps(found), flush=True)
    os._exit(0)  # exporters wait for servers that are not there


main()
