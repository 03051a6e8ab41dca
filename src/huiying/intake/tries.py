"""How often one address may do a thing before it is asked to wait."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Tries:
    """At most `most` counted tries an address within `window` seconds from the first."""

    name: str
    most: int
    window: int

    def used_up(self, request: HttpRequest) -> bool:
        return int(cache.get(self._key(request), 0)) >= self.most

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        if cache.add(key, 1, self.window):
            return
        try:
            cache.incr(key)
        except ValueError:  # the window closed between the two
            cache.add(key, 1, self.window)

    def _key(self, request: HttpRequest) -> str:
        return f"tries:{self.name}:{address(request)}"


def address(request: HttpRequest) -> str:
    """The address that asks: behind a proxy, the last one that the proxy wrote down."""
    passed_on = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return passed_on.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
