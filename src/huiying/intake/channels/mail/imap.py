"""A mailbox over IMAP (RFC 3501), opened to be read only: no flag is ever changed, nothing is ever moved."""

import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils.translation import gettext as _
from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError, MailboxStarttlsError
from imap_tools.mailbox import BaseMailBox

from ...channel import ChannelError
from .headers import message_ids
from .options import Options, Server

TIMEOUT = 30.0  # seconds without a byte
MANY = 500  # sizes asked for at once
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'\bINTERNALDATE "([^"]{10,40})"')
# RFC 5530: what may be otherwise the next time.
_PASSING = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|OVERQUOTA|SERVERBUG|CONTACTADMIN)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lying:
    """A mail that lies in the folder, before it is fetched."""

    uid: int
    size: int
    arrived: datetime


class Opened:
    """A folder that is open."""

    def __init__(self, box: BaseMailBox, validity: int, many: int) -> None:
        self._box = box
        self.validity = validity
        self.many = many

    def after(self, uid: int, since: date | None) -> list[int]:
        """The numbers of the mails behind this one, in order."""
        criteria = f"UID {uid + 1}:*" + (f" SINCE {_imap_day(since)}" if since else "")
        found = self._box.uids(criteria, charset=None)
        return sorted({int(told) for told in found if int(told) > uid})  # "9:*" tells 8 where 8 is the last

    def sizes(self, uids: Sequence[int]) -> Iterator[Lying]:
        """What lies there under these numbers, without downloading it."""
        for start in range(0, len(uids), MANY):
            told = self._fetched(uids[start : start + MANY], "(UID RFC822.SIZE INTERNALDATE)")
            found = (_lying(line) for line in told if isinstance(line, bytes))
            yield from sorted((one for one in found if one), key=lambda one: one.uid)

    def contents(self, uids: Sequence[int]) -> dict[int, bytes | None]:
        """The mails by their numbers; None for one that the server cannot give, nothing for one that is gone."""
        try:
            return _bodies(self._fetched(uids, "(UID BODY.PEEK[])"))
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            if len(uids) == 1:
                return {uids[0]: None}
            return {uid: content for one in uids for uid, content in self.contents([one]).items()}

    def message_id(self, uid: int) -> str:
        """The Message-ID of a mail that is not downloaded."""
        told = self._fetched([uid], "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]<0.1000>)")
        lines = [line[1] for line in told if isinstance(line, tuple)]
        return next(iter(message_ids(*(line.decode("ascii", "ignore") for line in lines))), "")

    def wait(self, seconds: int) -> bool:
        """Wait until the server tells of something, at most so long; False at once where it does not offer IDLE. What
        it told is not read: servers tell it in many ways, and one more search is cheap.
        """
        if "IDLE" not in self._box.client.capabilities:
            return False
        self._box.idle.wait(seconds)
        return True

    def _fetched(self, uids: Iterable[int], what: str) -> list[Any]:
        client = self._box.client
        answer, told = client.uid("FETCH", ",".join(map(str, uids)), what)
        if answer != "OK":
            raise imaplib.IMAP4.error(answer)
        return told


@contextmanager
def opened(options: Options) -> Iterator[Opened]:
    """The folder, opened to be read. All that can go wrong with the server leaves as a ChannelError."""
    try:
        box = _entered(options.imap)
        try:
            yield _folder(box, options.folder)
        finally:
            with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
                box.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise _told(error) from error


def _entered(server: Server) -> BaseMailBox:
    box = _connected(server)
    try:
        if server.user.isascii() and server.password.isascii():
            box.login(server.user, server.password, initial_folder=None)
        else:
            box.login_utf8(server.user, server.password, initial_folder=None)
        _introduce(box)
    except BaseException:
        box.client.shutdown()
        raise
    return box


def _connected(server: Server) -> BaseMailBox:
    if server.security == "ssl":
        return MailBox(server.host, server.port, timeout=TIMEOUT, ssl_context=server.context())
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=TIMEOUT, ssl_context=server.context())
    return MailBoxUnencrypted(server.host, server.port, timeout=TIMEOUT)


def _introduce(box: BaseMailBox) -> None:
    """RFC 2971: 163 and 126 open no folder to a program that does not say its name ("Unsafe Login")."""
    client = box.client
    client.capabilities = tuple(_words(client.capability()[1]).split())  # more is offered to those who are known
    if "ID" in client.capabilities:
        with suppress(imaplib.IMAP4.error):
            client.xatom("ID", '("name" "huiying" "version" "1")')


def _words(lines: Iterable[Any]) -> str:
    return b" ".join(line for line in lines if isinstance(line, bytes)).decode("ascii", "ignore").upper()


def _folder(box: BaseMailBox, folder: str) -> Opened:
    count = box.folder.set(folder, readonly=True)[1][0]
    validity = box.client.response("UIDVALIDITY")[1][-1]
    return Opened(box, int(validity or 0), int(count or 0))


def _imap_day(day: date) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day}-{months[day.month - 1]}-{day.year}"  # not strftime, which speaks the language of the machine


def _lying(line: bytes) -> Lying | None:
    uid, size, arrived = _UID.search(line), _SIZE.search(line), _ARRIVED.search(line)
    if not (uid and size):
        return None
    return Lying(uid=int(uid[1]), size=int(size[1]), arrived=_moment(arrived[1] if arrived else b""))


def _moment(told: bytes) -> datetime:
    """24-Nov-2026 10:00:00 +0800"""
    try:
        return parsedate_to_datetime(told.decode("ascii").strip().replace("-", " ", 2)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return datetime.now(UTC)


def _bodies(told: Sequence[Any]) -> dict[int, bytes | None]:
    """UID may stand before the content or behind it."""
    found: dict[int, bytes | None] = {}
    for number, line in enumerate(told):
        if isinstance(line, tuple):
            behind = told[number + 1] if number + 1 < len(told) and isinstance(told[number + 1], bytes) else b""
            if uid := _UID.search(line[0]) or _UID.search(behind):
                found[int(uid[1])] = line[1]
        elif isinstance(line, bytes) and b"BODY[]" in line and (uid := _UID.search(line)):
            found.setdefault(int(uid[1]), None)
    return found


def _told(error: Exception) -> ChannelError:
    """What a clerk can do about it; the server's own words may hold names and stay out."""
    if isinstance(error, MailboxLoginError) and not _PASSING.search(str(error)):
        return ChannelError(
            _("The mail server turned user or password down."),
            retry=False,
            fix=_("Enter them again; many providers want an authorisation code, and IMAP switched on."),
        )
    if isinstance(error, MailboxFolderSelectError) and not _PASSING.search(str(error)):
        return ChannelError(
            _("The mail server does not open this folder."),
            retry=False,
            fix=_("Correct the folder, or let it be read."),
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return ChannelError(
            _("The mail server's certificate cannot be trusted."),
            retry=False,
            fix=_("Correct the server's name, or enter the certificate of your authority."),
        )
    if isinstance(error, MailboxStarttlsError) or _speaks_otherwise(error):
        return ChannelError(
            _("The mail server does not speak this way."), retry=False, fix=_("Correct security and port.")
        )
    return ChannelError(
        _("The mail server cannot be reached or broke off (%(what)s).") % {"what": type(error).__name__},
        retry=True,
        fix=_("It is tried again by itself. If it stays so, check server and port."),
    )


def _speaks_otherwise(error: Exception) -> bool:
    if isinstance(error, ssl.SSLError):
        return error.reason in ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST")
    return isinstance(error, imaplib.IMAP4.error) and "TLS" in str(error) and not isinstance(error, imaplib.IMAP4.abort)
