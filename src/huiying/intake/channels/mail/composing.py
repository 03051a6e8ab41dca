"""A message of ours as a mail that finds its thread, and that no machine answers."""

import hashlib
import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.utils.translation import gettext as _

from ...channel import ChannelError, Outgoing
from .automatic import OURS
from .headers import message_ids, plain_address
from .options import Options

LONGEST_SUBJECT = 200
AUTOMATIC = {"receipt": "auto-replied", "release": "auto-generated"}  # RFC 3834; a person wrote the others
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def compose(message: Outgoing, options: Options, *, slug: str, at: datetime) -> EmailMessage:
    """The mail for this message; ChannelError where the address of its reader is none."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(options.from_name, options.from_address)
    mail["To"] = _address("", str(message.to.get("mail", "")))
    if reply_to := sorted(options.mailbox.addresses - {options.from_address}):
        mail["Reply-To"] = _address(options.from_name, reply_to[0])
    mail["Subject"] = _subject(message)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(message.key, slug, options.from_address)
    _thread(mail, message)
    _say_that_it_is_automatic(mail, message)
    mail.set_content(text(message), charset="utf-8", cte="base64")
    for file, kind in message.enclosed:
        sort, _slash, sub = kind.partition("/")
        mail.add_attachment(file.content, maintype=sort, subtype=sub or "octet-stream", filename=file.name)
    return mail


def message_id(key: str, slug: str, address: str) -> str:
    """The same for the same message however often it is sent: mailers show it once, and a server may drop it."""
    digest = hashlib.sha256(f"{slug}\x1f{key}".encode()).hexdigest()[:32]
    return f"<{OURS}{digest}@{address.rpartition('@')[2]}>"


def text(message: Outgoing) -> str:
    """All of it, however long, and the link at its end."""
    told = message.text.rstrip()
    if message.link and not told.endswith(message.link):
        told = f"{told}\n\n{_UNSAFE.sub('', message.link)}"
    return f"{told}\n".encode("utf-8", "replace").decode()


def _subject(message: Outgoing) -> str:
    told = message.title or f"Re: {message.to.get('subject', '')}"
    return " ".join(_UNSAFE.sub(" ", told).split())[:LONGEST_SUBJECT]


def _address(name: str, address: str) -> Address:
    plain = plain_address(address)
    try:
        if plain:
            return Address(display_name=_UNSAFE.sub(" ", name).strip()[:60], addr_spec=plain)
    except (ValueError, IndexError, HeaderParseError):
        pass
    raise ChannelError(_("This is no mail address to which one can write."), retry=False)


def _thread(mail: EmailMessage, message: Outgoing) -> None:
    for number in message_ids(str(message.to.get("message_id", "")))[:1]:
        mail["In-Reply-To"] = number
        mail["References"] = number


def _say_that_it_is_automatic(mail: EmailMessage, message: Outgoing) -> None:
    if told := AUTOMATIC.get(message.key.partition(":")[0]):
        mail["Auto-Submitted"] = told
        mail["X-Auto-Response-Suppress"] = "All"  # MS-OXCMAIL 2.2.3.2.14: Exchange looks here
