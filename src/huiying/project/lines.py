"""连接 · Whether what passes between the parts of an office passes by TLS, or stays on its machine."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiying.intake.fetching.addresses import is_this_machine
from huiying.intake.models import Channel, Subscription

BY_TLS = frozenset({"rediss", "amqps", "https"})
MAIL_SERVERS = (("host", "security"), ("smtp_host", "smtp_security"))
POSTGRESQL = frozenset({"postgres", "postgresql"})
ASKS = (("ssl_cert_reqs", "required"), ("ssl_check_hostname", "true"))  # else Redis takes any certificate
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
    """Of every part that this office has: those named in its settings, the mail servers of open channels, and
    whom webhooks tell.
    """
    for name, words in ASKED.items():
        if address := settings.OFFICE.service(name):
            yield _line(str(words), address)
    with suppress(DatabaseError):  # which is told by itself
        yield from _to_mail_servers()
        for subscription in Subscription.objects.filter(is_open=True):
            yield _line(str(_("a webhook")), subscription.url)


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
    host = parts.hostname or told.get("host", "")  # where the first is missing, redis-py takes the other
    return Line(words, host, _is_proved(parts.scheme, told) or is_here(host))


def _is_proved(scheme: str, told: Mapping[str, str]) -> bool:
    """Whether it is TLS with a certificate that is looked at."""
    if scheme in POSTGRESQL:
        return (told.get("sslmode") or os.environ.get("PGSSLMODE", "")) in PROVED
    return scheme in BY_TLS and all(told.get(name, value).lower() in {value, f"cert_{value}"} for name, value in ASKS)


def is_here(host: str) -> bool:
    """A socket, or this machine."""
    return not host or host.startswith("/") or is_this_machine(host)
