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
    leads_to: ClassVar[str] = ""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(question)
        self.keys.append(self.headers["Authorization"])
        body = self.body if self.body is not None else _answer(question)
        self.send_response(self.status)
        if self.leads_to:
            self.send_header("Location", self.leads_to)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.keys.append(self.headers["Authorization"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *told: Any) -> None:
        """Says nothing."""


def _answer(question: dict[str, Any]) -> bytes:
    rows = encoders.lexical().encode(question["input"])
    data = [{"index": i, "embedding": (2 * row).tolist()} for i, row in enumerate(rows)]
    return json.dumps({"data": data[::-1]}).encode()


@contextmanager
def model_server(
    status: int = 200, body: bytes | None = None, leads_to: str = ""
) -> Iterator[tuple[str, type[_Answering]]]:
    """The server's address, and what it was asked; `body` is said instead of vectors, `leads_to` beside it."""
    told = {"status": status, "body": body, "asked": [], "keys": [], "leads_to": leads_to}
    answering = type("Answering", (_Answering,), told)
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", answering
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
