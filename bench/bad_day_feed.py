"""A forum's feed whose entries grow in number while the day lasts."""

import threading
import time
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape

from bench.bad_day_letters import Letter, letter

SHOWN = 300  # entries at once: more than come between two looks
ENTRY = "<item><guid>{guid}</guid><title>{title}</title><description>{text}</description><pubDate>{at}</pubDate></item>"


class Feed:
    """Serves RSS on a port of its own; `second` entries a second are written between `begin` and `stop`."""

    def __init__(self, run: str, second: float) -> None:
        self._run, self._second = run, second
        self._begun = self._ended = 0.0
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = feed.page().encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(ConnectionError):  # on a busy machine whoever asks may have given up
                    self.wfile.write(body)

            def log_message(self, *_told: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/feed.xml"

    def __enter__(self) -> "Feed":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()

    def begin(self) -> None:
        self._begun = time.time()

    def stop(self) -> None:
        self._ended = time.time()

    def shown(self) -> list[str]:
        """The marks of all that was ever in the feed."""
        return [one.mark for one, _at in self._entries()]

    def page(self) -> str:
        told = "".join(
            ENTRY.format(guid=f"tag:{one.mark}", title=escape(one.title), text=escape(one.text), at=formatdate(at))
            for one, at in reversed(self._entries()[-SHOWN:])
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>论坛</title>{told}</channel></rss>'

    def _entries(self) -> list[tuple[Letter, float]]:
        if not self._begun:
            return []
        count = int(((self._ended or time.time()) - self._begun) * self._second)
        return [(letter(self._run, "feed", n), self._begun + n / self._second) for n in range(count)]
