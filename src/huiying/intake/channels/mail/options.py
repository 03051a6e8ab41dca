"""What an office sets for a mailbox, checked before anything is asked of a server."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from ...channel import Account, ChannelError
from .headers import plain_address
from .letter import Mailbox

SECURITIES = ("ssl", "starttls", "none")
IMAP_PORTS = {"ssl": 993, "starttls": 143, "none": 143}
SMTP_PORTS = {"ssl": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True, slots=True)
class Server:
    """A server and how to enter it; `user` is "" where it asks for none."""

    host: str
    port: int
    security: str
    user: str
    password: str
    certificate: str = ""

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.certificate or None)


@dataclass(frozen=True, slots=True)
class Options:
    """A mailbox as the office set it up."""

    imap: Server
    folder: str
    idle: bool
    since: date | None
    smtp: Server | None
    from_name: str
    from_address: str
    mailbox: Mailbox


def options(account: Account) -> Options:
    """The settings of an account; ChannelError, not to be tried again, where one is missing or wrong."""
    told = account.settings
    imap = _imap(account)
    address = _text(told, "from_address") or imap.user
    known = {plain_address(address), plain_address(imap.user)} - {""}
    return Options(
        imap=imap,
        folder=_text(told, "folder") or "INBOX",
        idle=bool(told.get("idle")),
        since=_day(told, "since"),
        smtp=_smtp(account, imap) if _text(told, "smtp_host") else None,
        from_name=_text(told, "from_name") or account.name,
        from_address=plain_address(address),
        mailbox=Mailbox(frozenset(known), _text(told, "authserv_id")),
    )


def _imap(account: Account) -> Server:
    told = account.settings
    security = _security(told, "security")
    return Server(
        host=_needed(told, "host"),
        port=_port(told, "port", IMAP_PORTS[security]),
        security=security,
        user=_needed(told, "user"),
        password=_needed(account.secrets, "password"),
        certificate=_certificate(told),
    )


def _smtp(account: Account, imap: Server) -> Server:
    told = account.settings
    security = _security(told, "smtp_security")
    user = _text(told, "smtp_user") or imap.user
    return Server(
        host=_text(told, "smtp_host"),
        port=_port(told, "smtp_port", SMTP_PORTS[security]),
        security=security,
        user="" if user == "-" else user,
        password=_text(account.secrets, "smtp_password") or imap.password,
        certificate=imap.certificate,
    )


def _text(told: Mapping[str, Any], name: str) -> str:
    return str(told.get(name) or "").strip()


def _needed(told: Mapping[str, Any], name: str) -> str:
    return _text(told, name) or _wrong(name, _("This setting is missing."))


def _security(told: Mapping[str, Any], name: str) -> str:
    value = _text(told, name).lower() or "ssl"
    return value if value in SECURITIES else _wrong(name, _("It must be ssl, starttls or none."))


def _port(told: Mapping[str, Any], name: str, usual: int) -> int:
    value = _text(told, name)
    if not value:
        return usual
    if not (value.isascii() and value.isdecimal() and 0 < int(value[:9]) < 65536):
        _wrong(name, _("It must be a number from 1 to 65535."))
    return int(value)


def _day(told: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_text(told, name)) if _text(told, name) else None
    except ValueError:
        _wrong(name, _("It must be a day such as 2026-11-01."))


def _certificate(told: Mapping[str, Any]) -> str:
    value = told.get("certificate") or ""
    pem = value if isinstance(value, str) else "\n".join(str(line) for line in value)
    try:
        ssl.create_default_context(cadata=pem or None)
    except (ssl.SSLError, ValueError):
        _wrong("certificate", _("This is no certificate in PEM form."))
    return pem


def _wrong(name: str, what: str) -> NoReturn:
    raise ChannelError(what, retry=False, where=name, fix=_("Correct it in the settings of this channel."))
