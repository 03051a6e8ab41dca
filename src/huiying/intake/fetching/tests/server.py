"""A real web server on this machine, for tests: it does what a test tells it at each path, also badly."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """`asked` keeps what was asked: path and headers."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.port = port
        self.base = f"{scheme}://127.0.0.1:{port}"
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()

    def at(self, path: str, behaviour: Behaviour) -> str:
        self.behaviours[path] = behaviour
        return self.base + path

    def says(self, path: str, content: bytes | str, status: int = 200, **headers: str) -> str:
        """Answer at a path with this; `content_type="…"` is the header Content-Type. The address."""
        body = content.encode() if isinstance(content, str) else content
        return self.at(path, lambda asked: answer(asked, body, status, headers))


def answer(
    asked: BaseHTTPRequestHandler, body: bytes, status: int = 200, headers: dict[str, str] | None = None
) -> None:
    asked.send_response(status)
    for name, value in (headers or {}).items():
        asked.send_header(name.replace("_", "-"), value)
    asked.send_header("Content-Length", str(len(body)))
    asked.end_headers()
    if status not in {204, 304}:
        asked.wfile.write(body)


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, dict(self.headers.items())))
            behaviour = server.behaviours.get(self.path) or (lambda asked: answer(asked, b"", 404))
            try:
                behaviour(self)
            except OSError:
                self.close_connection = True  # whoever asked is gone

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_args: object) -> None:
            """Tests have nothing to log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        http.handle_error = lambda *_args: None  # type: ignore[method-assign]
        if tls:
            http.socket = tls.wrap_socket(http.socket, server_side=True)
        server = Server(http.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            http.shutdown()
            thread.join()
