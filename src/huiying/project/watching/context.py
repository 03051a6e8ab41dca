"""What is known of a request: its number, which view answers it, who is signed in. Nothing asks the database."""

import re
import secrets
from contextvars import ContextVar

from django.http import HttpRequest

CURRENT: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def number_of(request: HttpRequest) -> str:
    """The number that a proxy gave it, if it is one; else a new one."""
    told = request.headers.get("X-Request-ID", "")
    return told if _SAFE.fullmatch(told) else secrets.token_hex(8)


def view_of(request: HttpRequest) -> str:
    """The name of the view: paths may hold what only the writer of a letter knows."""
    match = getattr(request, "resolver_match", None)
    return match.view_name or "unnamed" if match else "none"


def who(request: HttpRequest) -> str:
    """The login of who is signed in, if anybody asked for it in this request; no question is put for a log."""
    user = getattr(request, "_cached_user", None)
    return str(user.get_username()) if user is not None and user.is_authenticated else ""
