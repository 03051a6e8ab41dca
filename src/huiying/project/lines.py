"""连接 · Whether what passes between the parts of an office passes by TLS, or stays on its machine."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiying.intake.models import Channel

BY_TLS = frozenset({"rediss", "amqps", "https"})
MAIL_SERVERS = (("host", "security"), ("smtp_host", "smtp_security"))
UNPROVED = frozenset({"ssl_cert_reqs", "ssl_check_hostname"})  # by them Redis and RabbitMQ take any certificate
PROVED = frozenset({"verify-ca", "verify-full"})  # the others are content with any certificate
ASKED: dict[str, Promise] = {
    "database": _("the database"),
    "cache": _("the cache"),
    "broker": _("the broker"),
    "search": _("the search server"),
    "model": _("the language model"),
    "media": _("the store of files"),
    "scanner": _("the virus scanner"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A way from the office to a part of it, and whether nobody on the way can read along."""

    to: str
    host: str
    is_closed: bool


def lines() -> Iterator[Line]:
    """Of every part that this office has: those named in its settings, and the mail servers of open channels."""
    for name, words in ASKED.items():
        if address := settings.OFFICE.service(name):
            yield _line(str(words), address)
    with suppress(DatabaseError):  # which is told by itself
        yield from _to_mail_servers()


def _to_mail_servers() -> Iterator[Line]:
    for channel in Channel.objects.filter(connector="mail", is_open=True):
        for named, security in MAIL_SERVERS:
            if host := str(channel.settings.get(named) or ""):
                yield Line(channel.name, host, is_here(host) or channel.settings.get(security) != "none")


def _line(words: str, address: str) -> Line:
    parts = urlsplit(address)
    if parts.scheme == "s3":
        parts = urlsplit(dict(parse_qsl(parts.query)).get("endpoint", "https://s3"))
    told = dict(parse_qsl(parts.query))
    by_tls = (parts.scheme in BY_TLS and not told.keys() & UNPROVED) or _sslmode(parts.scheme, parts.query) in PROVED
    host = told.get("host") or parts.hostname or ""  # which some clients take from behind the question mark
    return Line(words, host, by_tls or is_here(host))


def _sslmode(scheme: str, query: str) -> str:
    told = dict(parse_qsl(query)).get("sslmode") or os.environ.get("PGSSLMODE", "")
    return told if scheme in ("postgres", "postgresql") else ""


def is_here(host: str) -> bool:
    """A socket, or this machine."""
    try:
        return not host or host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name, whatever it begins with
        return host.startswith("/")
