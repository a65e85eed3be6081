"""A local server that answers like the API.

It answers every path with what answers.json holds for it, keeps count of what it was asked and of the tokens it said were used,
and opens a socket where one is asked for. It checks no key and no request.
"""

import base64
import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ANSWERS = json.loads((Path(__file__).parent / "answers.json").read_text())


class API:
    """A server on a free port. seen is the list that whoever asks adds records to.

    Since the last reset: requests is how many came, spent the tokens they were told they cost, and posts holds for each POST how
    many records there were when it came.
    """

    def __init__(self, seen):
        self.seen = seen
        self.requests = 0
        self.spent = 0
        self.posts = []
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"api": self}))
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def reset(self):
        with self.lock:
            self.requests = self.spent = 0
            self.posts = []

    def count(self, spent):
        with self.lock:
            self.requests += 1
            self.spent += spent


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # a response is one write: two would wait for each other
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self.open_socket()
        else:
            self.answer()

    def do_POST(self):
        self.api.posts.append(len(self.api.seen))
        self.answer()

    def open_socket(self):
        self.api.count(0)
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        self.wfile.write(b"\x88\x02\x03\xe8")  # closes at once
        self.wfile.flush()
        self.close_connection = True

    def answer(self):
        request = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding") == "chunked":
            request = self.read_chunks()
        path = self.path.partition("?")[0]
        answer = next(a for a in ANSWERS if re.search(a["path"], f"{self.command} {path}"))
        streams = re.search(rb'"stream": ?true|name="stream"\r\n\r\ntrue', request) and "stream" in answer
        if streams:
            asked = re.search(rb'"include_usage": ?true', request)
            events = [e for e in answer["stream"] if asked or not e.get("asked")]
            self.send("text/event-stream", b"".join(map(event, events)), sum(map(tokens, events)))
        elif "bytes" in answer:
            self.send("audio/mpeg", answer["bytes"].encode(), 0)
        else:
            self.send("application/json", json.dumps(answer["body"]).encode(), tokens(answer["body"]))

    def read_chunks(self):
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def send(self, kind, body, spent):
        self.api.count(spent)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("openai-poll-after-ms", "1")
        self.end_headers()
        self.wfile.write(body)


def event(e):
    data = e["data"] if isinstance(e["data"], str) else json.dumps(e["data"])
    name = f"event: {e['event']}\n" if "event" in e else ""
    return f"{name}data: {data}\n\n".encode()


def tokens(answer):
    """The tokens that an answer, or an event of one, says were used."""
    if not isinstance(answer, dict):
        return 0
    used = (answer.get("usage") or {}).get("total_tokens", 0)
    return used + tokens(answer.get("data")) + tokens(answer.get("response"))
