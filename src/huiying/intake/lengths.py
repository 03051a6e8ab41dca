"""How long a body is said to be, before any of it is read."""

from typing import Final

from django.http import HttpRequest

UNREADABLE: Final = 2**63  # more than any door takes


def told_length(request: HttpRequest) -> int:
    """Bytes as the sender tells them; 0 where nothing is told, `UNREADABLE` where it is no number."""
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else UNREADABLE
