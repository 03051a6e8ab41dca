import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Hook:
    """Another system that is told: it checks each signature, notes what it took, and fails when it is asked to."""

    address: str = ""
    secret: str = ""
    took: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    forged: int = 0
    answers: list[int] = field(default_factory=list)  # the statuses to come; 200 after them

    def told(self, headers: Any, body: bytes) -> int:
        expected = hmac.digest(self.secret.encode(), f"{headers['Huiying-Timestamp']}.".encode() + body, "sha256").hex()
        if not hmac.compare_digest(headers["Huiying-Signature"], f"sha256={expected}"):
            self.forged += 1
            return 401
        status = self.answers.pop(0) if self.answers else 200
        if status < 300:
            self.took.append(json.loads(body))
            self.keys.append(headers["Idempotency-Key"])
        return status


@pytest.fixture
def hook(settings: Any) -> Iterator[Hook]:
    settings.FETCH_PRIVATE = True
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = hook.told(self.headers, body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hook.address = f"http://127.0.0.1:{server.server_port}/hook?key=1"
    yield hook
    server.shutdown()
    server.server_close()
    thread.join()
