"""A stand-in for api.weixin.qq.com on this machine: it checks what the documents ask and refuses with their codes."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from django.utils import timezone

APPID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
OPENID = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"
ARTICLE = 2247490098
PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + b"\x00\x00\x00\rIHDR"
    + b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


@dataclass
class WeChatDouble:
    """What WeChat knows of one account."""

    address: str = ""
    secret: str = SECRET
    away: bool = False
    hangs_up: bool = False
    whitelisted: bool = True
    quota: int = 1_000_000
    certified: bool = True
    followers: dict[str, datetime] = field(default_factory=dict)  # openid: last message
    sent: list[tuple[str, str]] = field(default_factory=list)
    since_last: dict[str, int] = field(default_factory=dict)
    comments: dict[tuple[int, int], list[Any]] = field(default_factory=lambda: {(ARTICLE, 0): []})
    replies: dict[tuple[int, int, int], str] = field(default_factory=dict)
    longest_reply: int = 10_000
    drafts: list[dict[str, Any]] = field(default_factory=list)
    pictures: int = 0
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    forced: int = 0
    slow_token: float = 0.0
    lock: Any = field(default_factory=threading.Lock)

    def says(self, openid: str = OPENID, at: datetime | None = None) -> None:
        self.followers[openid] = at or timezone.now()
        self.since_last[openid] = 0

    def expire_token(self) -> None:
        """As when somebody else forced a new one."""
        self.tokens.append(f"other-{len(self.tokens)}-{time.monotonic_ns()}")

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes, kind: str) -> tuple[str, bytes]:
        with self.lock:
            self.asked.append(path)
        if path == "/cgi-bin/stable_token":
            time.sleep(self.slow_token)
            return _json(self._token(json.loads(body)))
        if not self.tokens or query.get("access_token") != self.tokens[-1]:
            return _json(_error(40001, "invalid credential, access_token is invalid or not latest"))
        self.quota -= 1
        if self.quota < 0:
            return _json(_error(45009, "reach max api daily quota limit"))
        if path == "/cgi-bin/media/get":
            return self.media.get(query.get("media_id", "")) or _json(_error(40007, "invalid media_id"))
        return self._files_and_json(method, path, query, body, kind)

    def _files_and_json(
        self, method: str, path: str, query: dict[str, str], body: bytes, kind: str
    ) -> tuple[str, bytes]:
        if path == "/cgi-bin/material/add_material":
            fine = kind.startswith("multipart/form-data") and b'name="media"' in body and query.get("type") == "image"
            return _json({"media_id": "uploaded-cover", "url": "u"} if fine else _error(41005, "media data missing"))
        if path == "/cgi-bin/media/uploadimg":
            if not kind.startswith("multipart/form-data") or b'name="media"' not in body:
                return _json(_error(41005, "media data missing"))
            if len(body) > 1024 * 1024 + 1024:
                return _json(_error(40009, "invalid image size"))
            with self.lock:
                self.pictures += 1
            return _json({"url": f"http://mmbiz.qpic.cn/mmbiz_png/{self.pictures}/0"})
        if method == "POST" and b"\\u" in body:
            return _json(_error(40033, "invalid charset"))
        told = json.loads(body) if body else {}
        return _json(getattr(self, "_" + path.strip("/").replace("/", "_").replace("-", "_"))(told))

    def _token(self, told: dict[str, Any]) -> dict[str, Any]:
        if not self.whitelisted:
            return _error(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 1")
        if told.get("grant_type") != "client_credential" or told.get("appid") != APPID:
            return _error(40013, "invalid appid")
        if told.get("secret") != self.secret:
            return _error(40125, "invalid appsecret")
        with self.lock:
            self.forced += bool(told.get("force_refresh"))
            if not self.tokens or told.get("force_refresh"):
                self.tokens.append(f"token-{len(self.tokens)}-{'x' * 300}")
        return {"access_token": self.tokens[-1], "expires_in": 7200}

    def _cgi_bin_get_api_domain_ip(self, _told: dict[str, Any]) -> dict[str, Any]:
        return {"ip_list": ["101.226.212.27"]}

    def _cgi_bin_message_custom_send(self, told: dict[str, Any]) -> dict[str, Any]:
        text = told["text"]["content"]
        last = self.followers.get(told["touser"])
        if told["msgtype"] != "text" or last is None:
            return _error(40003, "invalid openid")
        if timezone.now() - last > timedelta(hours=48):
            return _error(45015, "response out of time limit or subscription is canceled")
        if self.since_last[told["touser"]] >= 5:
            return _error(45047, "out of response count limit")
        if len(text.encode()) > 2048:
            return _error(45002, "content size out of limit")
        self.since_last[told["touser"]] += 1
        self.sent.append((told["touser"], text))
        return _error(0, "ok")

    def _datacube_getarticletotaldetail(self, told: dict[str, Any]) -> dict[str, Any]:
        if not self.certified:
            return _error(48001, "api unauthorized")
        today = timezone.now().astimezone(ZoneInfo("Asia/Shanghai")).date()
        if told["begin_date"] != told["end_date"] or told["end_date"] >= today.isoformat():
            return _error(61501, "date range error")
        if told["end_date"] != (today - timedelta(days=1)).isoformat():
            return {"list": [], "is_delay": False}
        rows = [{"ref_date": told["end_date"], "msgid": f"{n}_{i + 1}", "publish_type": 0} for n, i in self.comments]
        return {"list": rows, "is_delay": False}

    def _cgi_bin_comment_list(self, told: dict[str, Any]) -> dict[str, Any]:
        if told["count"] >= 50:
            return _error(88010, "count range error. count <= 0 or count > 50")
        kept = self.comments.get((told["msg_data_id"], told.get("index", 0)))
        if kept is None:
            return _error(88001, "msg_data is not exists")
        page = kept[told["begin"] : told["begin"] + told["count"]]
        return {"errcode": 0, "errmsg": "ok", "total": len(page), "comment": page}

    def _cgi_bin_comment_reply_add(self, told: dict[str, Any]) -> dict[str, Any]:
        where = (told["msg_data_id"], told["index"], told["user_comment_id"])
        if where in self.replies:
            return _error(88005, "already reply")
        if not 0 < len(told["content"]) <= self.longest_reply:
            return _error(88007, "reply content beyond max len or content len is zero")
        self.replies[where] = told["content"]
        return _error(0, "ok")

    def _cgi_bin_draft_add(self, told: dict[str, Any]) -> dict[str, Any]:
        (article,) = told["articles"]
        if len(article["title"]) > 32:
            return _error(45003, "title size out of limit")
        if len(article["digest"]) > 128:
            return _error(45004, "description size out of limit")
        if not article["thumb_media_id"]:
            return _error(40007, "invalid media_id")
        self.drafts.append(article)
        return {"media_id": f"draft-{len(self.drafts)}"}


def _error(code: int, said: str) -> dict[str, Any]:
    return {"errcode": code, "errmsg": said}


def _json(told: dict[str, Any]) -> tuple[str, bytes]:
    return "application/json; encoding=utf-8", json.dumps(told, ensure_ascii=False).encode()


@contextmanager
def running(double: WeChatDouble) -> Iterator[WeChatDouble]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            self.answer()

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if double.away:
                self.send_error(503)
                return
            where = urlsplit(self.path)
            if double.hangs_up and where.path != "/cgi-bin/stable_token":
                self.close_connection = True
                return
            kind = self.headers.get("Content-Type", "")
            media_type, content = double.answer(self.command, where.path, dict(parse_qsl(where.query)), body, kind)
            self.send_response(200)
            self.send_header("Content-Type", media_type)
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
