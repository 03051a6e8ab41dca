"""A real server on this machine that answers as OpenAI's embeddings do, from the lexical encoder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

from huiying.language import encoders


class _Answering(BaseHTTPRequestHandler):
    status: ClassVar[int] = 200
    body: ClassVar[bytes | None] = None
    asked: ClassVar[list[dict[str, Any]]] = []
    keys: ClassVar[list[str | None]] = []

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(question)
        self.keys.append(self.headers["Authorization"])
        body = self.body if self.body is not None else _answer(question)
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told: Any) -> None:
        """Says nothing."""


def _answer(question: dict[str, Any]) -> bytes:
    rows = encoders.lexical().encode(question["input"])
    data = [{"index": i, "embedding": (2 * row).tolist()} for i, row in enumerate(rows)]
    return json.dumps({"data": data[::-1]}).encode()


@contextmanager
def model_server(status: int = 200, body: bytes | None = None) -> Iterator[tuple[str, type[_Answering]]]:
    """The server's address, and what it was asked; `body` is said instead of vectors."""
    answering = type("Answering", (_Answering,), {"status": status, "body": body, "asked": [], "keys": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", answering
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
