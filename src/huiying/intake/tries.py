"""How often one address, or one person, may do a thing before it is asked to wait."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Tries:
    """At most `most` counted tries an address within `window` seconds from the first; `by_person`: of whoever is signed
    in, from wherever they ask.
    """

    name: str
    most: int
    window: int
    by_person: bool = False

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
        if self.by_person and request.user.is_authenticated:
            return f"tries:{self.name}:person-{request.user.pk}"
        return f"tries:{self.name}:{address(request)}"


def address(request: HttpRequest) -> str:
    """The address that asks: behind a proxy, the last one that the proxy wrote down. Of IPv6 the network of 64 bits,
    since all of it is usually one household's (RFC 6177).
    """
    passed_on = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    here = str(request.META.get("REMOTE_ADDR", ""))
    return _network(passed_on.rpartition(",")[2].strip()) or _network(here) or here


def _network(told: str) -> str:
    """Empty for what is no address."""
    try:
        found = ip_address(told.strip("[]"))
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False))
