"""A stand-in for api.weibo.com on this machine: it checks what the documents ask and refuses with their codes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.utils import timezone

TOKEN, OWN, WRITER = "2.00abcdefghijklmnopqrstu", 1404376560, 1902538057
OUR_POST = 4412345678901234
SAFE = "https://portal.example/"


@dataclass
class WeiboDouble:
    """What Weibo knows of one account."""

    address: str = ""
    away: bool = False
    hangs_up: bool = False
    valid: bool = True
    token_error: int = 21327
    expires_in: int = 10 * 86_400
    hits: int = 10_000
    reset: int = 1415
    streams: dict[str, list[Any]] = field(
        default_factory=lambda: {"statuses/mentions": [], "comments/to_me": [], "comments/mentions": []}
    )
    said: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    late: bool = False
    longest: int = 280
    asked: list[str] = field(default_factory=list)
    number: int = 5_000_000_000_000_000

    def next(self) -> int:
        self.number += 7
        return self.number

    def user(self, number: int = WRITER, **more: object) -> dict[str, Any]:
        name = {"screen_name": "热心市民", "followers_count": 1204, "verified": False, "location": "北京"}
        return {"id": number, "idstr": str(number), **name, **more}

    def post(self, text: str, *, at: datetime | None = None, **more: Any) -> dict[str, Any]:
        number = self.next()
        told = {
            "id": number, "idstr": str(number), "mid": str(number), "created_at": when(at), "text": text,
            "reposts_count": 8, "comments_count": 9, "attitudes_count": 3, "user": self.user(), **more,
        }  # fmt: skip
        self.streams["statuses/mentions"].insert(0, told)
        return told

    def comment(self, text: str, *, stream: str = "comments/to_me", at: datetime | None = None, **more: Any) -> Any:
        number = self.next()
        told = {
            "id": number, "idstr": str(number), "created_at": when(at), "text": text, "user": self.user(),
            "status": {"id": OUR_POST, "idstr": str(OUR_POST), "text": "关于路灯的通知", "created_at": when(None)},
            **more,
        }  # fmt: skip
        self.streams[stream].insert(0, told)
        return told

    def answer(
        self, method: str, path: str, told: dict[str, str], token: str, picture: bytes | None = None
    ) -> tuple[int, dict[str, Any]]:
        self.asked.append(path)
        given = told.pop("access_token", "") if path == "/oauth2/get_token_info" else token.removeprefix("OAuth2 ")
        if not self.valid or given != TOKEN:
            return 403, error(self.token_error, "expired_token")
        if path == "/oauth2/get_token_info":
            wanted = {"uid": OWN, "appkey": "1352222456", "scope": None, "create_at": 1352267591}
            return (200, wanted | {"expire_in": self.expires_in}) if method == "POST" else (400, error(10021, "method"))
        name = path.removeprefix("/2/").removesuffix(".json")
        if name == "account/rate_limit_status":
            return 200, {"remaining_user_hits": self.hits, "reset_time_in_seconds": self.reset, "user_limit": 150}
        self.hits -= 1
        if self.hits < 0:
            return 403, error(10023, "User requests out of rate limit!")
        if name in self.streams and method == "GET":
            return 200, self._page(name, told)
        return self._say(name, told, picture) if method == "POST" else (404, error(10020, "Request Api not found!"))

    def _looked_at(self, name: str, picture: bytes) -> tuple[int, str] | None:
        if name != "statuses/share":
            return 20007, "Does multipart has image?"
        if not picture.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8")):
            return 20005, "Unsupported image type, only support JPG, GIF, PNG!"
        return (20006, "Image size too large") if len(picture) >= 5_000_000 else None

    def _page(self, name: str, told: dict[str, str]) -> dict[str, Any]:
        since, below = int(told.get("since_id", 0)), int(told.get("max_id", 0))
        fit = [p for p in self.streams[name] if since < number_of(p) and (not below or number_of(p) <= below)]
        page = fit[: min(int(told.get("count", 50)), 200)]
        return {name.partition("/")[0]: page, "total_number": len(fit)}

    def _say(self, name: str, told: dict[str, str], picture: bytes | None) -> tuple[int, dict[str, Any]]:
        bad = self._looked_at(name, picture) if picture is not None else None
        return (400, error(*bad)) if bad else self._say_it(name, told, picture)

    def _say_it(self, name: str, told: dict[str, str], picture: bytes | None) -> tuple[int, dict[str, Any]]:
        text = told.get("status" if name == "statuses/share" else "comment", "")
        if name not in {"statuses/share", "comments/create", "comments/reply"}:
            return 404, error(10020, "Request Api not found!")
        if not text or not told.get("rip") or (name == "comments/reply" and not told.get("cid")):
            return 400, error(10016, "Miss required parameter")
        if sum(1 if c.isascii() else 2 for c in text) > self.longest:
            return 400, error(20012, "Text too long")
        if name == "statuses/share" and (SAFE not in text or "#" in text):
            return 400, error(10017, "appkey not bind domain!")
        if name != "statuses/share" and not told["id"].isdigit():
            return 400, error(20101, "Target weibo does not exist")
        self.said.append((name, told))
        self.pictures += [picture] if picture is not None else []
        number = self.next()
        return (
            (400, error(20032, "Update success, slow now"))
            if self.late
            else (200, {"id": number, "idstr": str(number)})
        )


def number_of(told: Any) -> int:
    return int(told["id"]) if isinstance(told, dict) and isinstance(told.get("id"), int) else 1


def when(at: datetime | None) -> str:
    return (at or timezone.now() - timedelta(minutes=1)).strftime("%a %b %d %H:%M:%S +0000 %Y")


def error(code: int, said: str) -> dict[str, Any]:
    return {"error": said, "error_code": code, "request": "/2/x.json"}


def read_form(kind: str, body: bytes) -> tuple[dict[str, str], bytes | None]:
    """The fields of an ordinary form, or of one with a picture (RFC 7578)."""
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode())), None
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = {str(part.get_param("name", header="content-disposition")): part for part in whole.get_payload()}
    picture = parts.pop("pic", None)
    fields = {name: part.get_payload(decode=True).decode() for name, part in parts.items()}
    return fields, picture.get_payload(decode=True) if picture is not None and picture.get_filename() else None


@contextmanager
def running(double: WeiboDouble) -> Iterator[WeiboDouble]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            self.answer()

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            where = urlsplit(self.path)
            if double.away:
                self.send_error(503)
                return
            if double.hangs_up and self.command == "POST":
                self.close_connection = True
                return
            fields, picture = read_form(self.headers.get("Content-Type", ""), body)
            told = dict(parse_qsl(where.query, strict_parsing=bool(where.query))) | fields
            token = self.headers.get("Authorization", "")
            status, said = double.answer(self.command, where.path, told, token, picture)
            content = json.dumps(said, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        double.address = f"http://127.0.0.1:{server.server_port}"
        yield double
        server.shutdown()
        thread.join()
