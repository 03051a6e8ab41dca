"""The connector of mail: each mailbox is a channel, read over IMAP from where it was left, answered over SMTP."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from ...channel import Account, Batch, ChannelError, Heard, Outgoing, Refused, Sent
from .asked import SETTINGS
from .composing import compose
from .imap import Lying, Opened, opened
from .letter import Arrival, Mailbox, known_as, read_letter
from .options import Options, options
from .relay import deliver, entered

MIB = 1024 * 1024
LARGEST = 25 * MIB  # what most providers let through; a larger one is not downloaded
MOST_MAILS, MOST_BYTES = 100, 8 * MIB  # of a batch; a larger mail is one of its own
IDLE_SECONDS = 20


class Mail:
    """Mailboxes. A mail that is sent again has the same Message-ID, but no server is bound to know it again."""

    settings = SETTINGS
    sends_once = False
    carries_files = True

    def check(self, account: Account) -> str:
        told = options(account)
        with opened(told) as folder:
            found = _("%(folder)s is open and holds %(many)d mails.") % {"folder": told.folder, "many": folder.many}
        if told.smtp is None:
            return f"{found} {_('It cannot answer: no SMTP server is set.')}"
        _need_a_sender(told)
        with entered(told.smtp):
            return f"{found} {_('The sending mail server lets us in.')}"

    def listen(self, account: Account, cursor: Mapping[str, Any]) -> Iterator[Batch]:
        """What came after the last UID. Under a new UIDVALIDITY the old UIDs mean nothing (RFC 3501 section 2.3.1.1):
        all is read again, and who is known by their Message-ID is not heard twice.

        IDLE (RFC 2177) is only a short wait at the end, where the office wants it and the server offers it: one loop
        reads all channels one after the other, and while it waits for one mailbox all others wait too. A longer wait
        would gain nothing over the poll that every mailbox has.
        """
        told = options(account)
        with opened(told) as folder:
            known = cursor.get("uidvalidity") == folder.validity
            last = int(cursor.get("uid", 0)) if known else 0
            for batch in _read(folder, last, told):
                last = int(batch.cursor["uid"])
                yield batch
            if told.idle and folder.wait(IDLE_SECONDS):
                yield from _read(folder, last, told)

    def send(self, account: Account, message: Outgoing) -> Sent:
        told = options(account)
        if told.smtp is None:
            raise ChannelError(_("No SMTP server is set."), retry=False, where="smtp_host")
        _need_a_sender(told)
        mail = compose(message, told, slug=account.slug, at=datetime.now(UTC))
        deliver(mail, told.smtp)
        return Sent(external_id=str(mail["Message-ID"]))


def _need_a_sender(told: Options) -> None:
    if not told.from_address:
        raise ChannelError(
            _("The mailbox has no mail address of its own."),
            retry=False,
            where="from_address",
            fix=_("Enter the address of the sender."),
        )


def _read(folder: Opened, last: int, told: Options) -> Iterator[Batch]:
    for lying in _batches(folder.sizes(folder.after(last, told.since))):
        yield _batch(folder, lying, told)


def _batches(lying: Iterator[Lying]) -> Iterator[list[Lying]]:
    """At most so many mails and bytes at once."""
    batch: list[Lying] = []
    size = 0
    for mail in lying:
        fetched = mail.size if mail.size <= LARGEST else 0
        if batch and (len(batch) >= MOST_MAILS or size + fetched > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(mail)
        size += fetched
    if batch:
        yield batch


def _batch(folder: Opened, lying: list[Lying], told: Options) -> Batch:
    wanted = [mail.uid for mail in lying if mail.size <= LARGEST]
    contents = folder.contents(wanted) if wanted else {}
    read: list[Heard | Refused] = []
    for mail in lying:
        if mail.size > LARGEST:
            read.append(_too_large(mail, folder))
        elif mail.uid in contents:  # else it was deleted meanwhile
            read.append(_piece(mail, contents.pop(mail.uid), folder.validity, told.folder, told.mailbox))
    return Batch(
        heard=tuple(one for one in read if isinstance(one, Heard)),
        refused=tuple(one for one in read if isinstance(one, Refused)),
        cursor={"uidvalidity": folder.validity, "uid": lying[-1].uid},
    )


def _piece(mail: Lying, raw: bytes | None, validity: int, folder: str, mailbox: Mailbox) -> Heard | Refused:
    if raw is None:
        return Refused(external_id=f"{validity}.{mail.uid}", reason=_("The mail server cannot give it."))
    if len(raw) > LARGEST:
        return Refused(external_id=f"{validity}.{mail.uid}", reason=_size(len(raw)))
    place = {"folder": folder, "uidvalidity": validity, "uid": mail.uid}
    return read_letter(raw, Arrival(at=mail.arrived, number=f"{validity}.{mail.uid}", place=place), mailbox)


def _too_large(mail: Lying, folder: Opened) -> Refused:
    number = folder.message_id(mail.uid)
    return Refused(external_id=known_as(number) or f"{folder.validity}.{mail.uid}", reason=_size(mail.size))


def _size(size: int) -> str:
    told = {"size": f"{size / MIB:.1f}", "most": LARGEST // MIB}
    return _("It has %(size)s MiB; at most %(most)d MiB are read.") % told


CONNECTOR = Mail()
