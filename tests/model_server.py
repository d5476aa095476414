"""An OpenAI-compatible endpoint on a port of 127.0.0.1, which answers as it is told to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

DRIPS = 100
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Pass each request to the server's way of answering."""

    server: ModelServer

    def do_POST(self) -> None:
        """Read a request, note it, and answer."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body["messages"][0]["content"])
        self.server.keys.append(self.headers.get("authorization", ""))
        self.server.paths.append(self.path)
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def send(self, status: int, data: bytes, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class ModelServer(ThreadingHTTPServer):
    """The endpoint: what it was asked, with which keys, and how it answers; the last way is used again and again."""

    daemon_threads = True

    def __init__(self, *answers: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.asked: list[str] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        self.closing = Event()

    @property
    def url(self) -> str:
        """Return the URL up to /v1."""
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(*answers: Answer) -> Iterator[ModelServer]:
    """Serve until the block ends."""
    server = ModelServer(*answers)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def says(text: str) -> Answer:
    """Answer with a chat completion."""
    data = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()
    return lambda handler: handler.send(200, data)


def fails(status: int, **headers: str) -> Answer:
    """Answer with a status, and the key that came in the body."""
    return lambda handler: handler.send(status, handler.headers.get("authorization", "").encode(), **headers)


def returns(data: bytes) -> Answer:
    """Answer with these bytes."""
    return lambda handler: handler.send(200, data)


def drips(handler: Handler) -> None:
    """Answer a character at a time, of which there are so many that it takes seconds."""
    data = b" " * DRIPS + json.dumps({"choices": [{"message": {"content": "at last"}}]}).encode()
    handler.send_response(200)
    handler.send_header("content-length", str(len(data)))
    handler.end_headers()
    for place in range(DRIPS):
        handler.wfile.write(data[place : place + 1])
        handler.wfile.flush()
        if handler.server.closing.wait(0.02):
            return
    handler.wfile.write(data[DRIPS:])


def breaks(handler: Handler) -> None:
    """Close the connection in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True
