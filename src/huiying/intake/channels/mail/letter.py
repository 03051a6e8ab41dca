"""One mail, from its bytes to `Heard`, or `Refused` with the reason; never an exception, never for long."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ...channel import Attached, Heard, Reach, Refused
from . import automatic
from .authenticity import is_verified
from .charsets import plain
from .content import Content, gather
from .headers import LONGEST_ID, Headers, addresses, date, message_ids
from .parts import MOST_PARTS, Part, TooManyParts, read_parts
from .quotes import Said, apart

log = logging.getLogger(__name__)
LONGEST_TEXT = 100_000  # as of a cell of a file; all of a longer one comes along as mail.txt
MOST_THREAD = 20
UNDER_WAY = timedelta(days=30)  # how long before its arrival a mail may say that it was written
KEPT = ("date", "in-reply-to", "references", "auto-submitted", "precedence", "list-id", "x-mailer", "user-agent")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What must be known of the mailbox: its own addresses, and whose word it believes about senders."""

    addresses: frozenset[str] = frozenset()
    authserv_id: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """When and where the mail server laid it down."""

    at: datetime
    number: str  # for a mail without a number of its own that cannot be read
    place: Mapping[str, Any]


def read_letter(raw: bytes, arrival: Arrival, mailbox: Mailbox) -> Heard | Refused:
    try:
        return _read(raw, arrival, mailbox)
    except TooManyParts:
        return Refused(external_id=arrival.number, reason=_("It has more than %(most)d parts.") % {"most": MOST_PARTS})
    except Exception as error:  # whatever a stranger may write keeps no other mail from being read
        log.warning("A mail could not be read: %s.", type(error).__name__)
        return Refused(external_id=arrival.number, reason=_("It could not be read (%s).") % type(error).__name__)


def known_as(message_id: str) -> str:
    """The number under which a mail is kept: its own, or the digest of one that is too long to keep."""
    if len(message_id) <= LONGEST_ID:
        return message_id
    return f"sha256:{hashlib.sha256(message_id.encode()).hexdigest()}"


def number_of(headers: Headers, raw: bytes) -> str:
    """Its Message-ID, else a digest of all its bytes: read anew, the same mail has the same number."""
    told = message_ids(headers.first("message-id"))
    return known_as(told[0]) if told else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _read(raw: bytes, arrival: Arrival, mailbox: Mailbox) -> Heard | Refused:
    tree = read_parts(raw)
    headers = tree.headers
    number, title, content = number_of(headers, raw), headers.text("subject"), gather(tree)
    said = _said(content, title)
    text = said.own or title or "\n".join(file.name for file in content.files)
    if not text.strip():
        return Refused(external_id=number, reason=_("There is nothing in it."))
    senders = addresses(headers.all("from"))
    name, sender = senders[0] if senders else ("", "")
    machine = automatic.written_by(tree, title, sender, mailbox.addresses)
    bounce_of = automatic.bounced(tree, raw) if machine == automatic.BOUNCE else ""
    told = {"automatic": machine, "bounce_of": bounce_of, "quoted": said.quoted, "signature": said.signature}
    return Heard(
        external_id=number,
        text=text[:LONGEST_TEXT],
        title=title[:300],
        said_at=_said_at(headers, arrival.at),
        said_by=name[:60],
        reaches=_reaches(sender, headers, mailbox, alone=len(senders) == 1),
        reply_to={} if machine else _way_back(tree, sender, title, number, mailbox),
        continues=_thread(headers, bounce_of),
        attached=_files(content, text),
        addressed=False if machine else None,
        raw=_raw(headers, title, arrival, told),
    )


def _said(content: Content, title: str) -> Said:
    said = apart(content.text, quoted="\n\n".join(content.quoted), subject=title)
    own = "\n\n".join(filter(None, (said.own, *content.inside)))
    return Said(own=own, quoted=said.quoted[:LONGEST_TEXT], signature=said.signature[:LONGEST_TEXT])


def _said_at(headers: Headers, arrived: datetime) -> datetime:
    """The Date of the mail where it can be true: not after its arrival, nor long before. It can say anything, and the
    time that the law gives an answer is counted from it.
    """
    told = date(headers.first("date"))
    fits = told is not None and arrived - UNDER_WAY <= told <= arrived
    return told if fits and told else min(arrived, datetime.now(UTC))


def _reaches(sender: str, headers: Headers, mailbox: Mailbox, *, alone: bool) -> tuple[Reach, ...]:
    if not sender:
        return ()
    verified = alone and len(headers.all("from")) == 1 and is_verified(headers, sender, mailbox.authserv_id)
    return (Reach(kind="mail", value=sender, verified=verified),)


def _way_back(tree: Part, sender: str, title: str, number: str, mailbox: Mailbox) -> dict[str, str]:
    """Where an answer goes: Reply-To where it names somebody else than us, else From; nowhere where nobody reads it."""
    ours = {address.lower() for address in mailbox.addresses}
    told = [address for _name, address in addresses(tree.headers.all("reply-to"))]
    mail = next((a for a in [*told, sender] if a and a.lower() not in ours and not automatic.NO_REPLY.match(a)), "")
    if not mail:
        return {}
    message_id = next(iter(message_ids(tree.headers.first("message-id"))), "")
    return {"mail": mail, "message_id": message_id, "subject": title[:300]}


def _thread(headers: Headers, bounce_of: str) -> tuple[str, ...]:
    """The mails that it goes on from, the nearest first."""
    told = (
        *([bounce_of] if bounce_of else []),
        *message_ids(headers.first("in-reply-to")),
        *reversed(message_ids(headers.first("references"))),
    )
    return tuple(dict.fromkeys(known_as(number) for number in told))[:MOST_THREAD]


def _files(content: Content, text: str) -> tuple[Attached, ...]:
    if len(text) <= LONGEST_TEXT:
        return tuple(content.files)
    return (Attached(name="mail.txt", content=text.encode()), *content.files)


def _raw(headers: Headers, title: str, arrival: Arrival, told: Mapping[str, str]) -> dict[str, Any]:
    """The source's own form without addresses, which are kept sealed: what was cut off, what the mail said of itself,
    and where it lies.
    """
    kept = {name.replace("-", "_"): plain(headers.text(name))[:1000] for name in KEPT if name in headers}
    return {"subject": title, **kept, **{name: value for name, value in told.items() if value}, "at": arrival.place}
