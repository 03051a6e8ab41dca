"""What is to be said to writers: put in the outbox by the deed that decided it, sent afterwards by the loop."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from .channel import Speaks
from .connectors import connector
from .models import Channel, Connector, Delivery, Voice

MOST_BYTES_ALONG = 15 * 1024 * 1024  # a third more once it is encoded; most mail servers take 25 MiB
ANSWERS_BY = "answers_by"  # in `Channel.settings`: the key of the mail channel that answers for one that cannot speak


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes along: its name and type, where in the store it is kept, and its size in bytes."""

    name: str
    media_type: str
    place: str
    size: int


def reachable(voice: Voice) -> bool:
    """Whether an answer can go back to the writer of this voice."""
    return way_back(voice) is not None


def way_back(voice: Voice) -> tuple[Channel, Mapping[str, Any]] | None:
    """By which channel and to where an answer goes: the way the voice came, else to the mail address that its writer
    left; None where neither can be.
    """
    if not voice.reply_to:
        return None
    if isinstance(connector(voice.channel.connector), Speaks):
        return voice.channel, voice.reply_to
    mail = voice.reply_to.get("mail")
    channel = mail_channel(voice.channel) if mail else None
    return (channel, {"mail": mail}) if channel else None


def mail_channel(channel: Channel) -> Channel | None:
    """The mail channel that answers for this one: the one its settings name, else the only one that is open."""
    if not isinstance(connector(Connector.MAIL), Speaks):
        return None
    can = Channel.objects.filter(connector=Connector.MAIL, is_open=True)
    if named := channel.settings.get(ANSWERS_BY):
        return can.filter(slug=named).first()
    found = list(can[:2])
    return found[0] if len(found) == 1 else None


def put(
    voice: Voice,
    *,
    kind: str,
    about: str,
    text: str,
    title: str = "",
    link: str = "",
    files: Sequence[Enclosed] = (),
    at: datetime,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> Delivery | None:
    """Lay a message to the writer of `voice` in the outbox, once for each `kind` and `about`; None where the channel
    cannot speak or the writer left no way back. Call it inside the deed's transaction: with it, it stands or falls.
    Until `not_before` it waits, and `withdraw` takes it back. `files` go along where the channel carries files and they
    are small enough together; the link leads to them in any case.
    """
    way = way_back(voice)
    if way is None:
        return None
    channel, to = way
    along = [asdict(file) for file in files] if _carries(channel, files) else []
    values = {"kind": kind, "title": title or voice.title, "text": text, "link": link, "files": along}
    row, _made = Delivery.objects.get_or_create(
        key=_key(kind, voice, about),
        defaults=values
        | {"channel": channel, "voice": voice, "to": dict(to), "put_at": at, "due_at": not_before or at}
        | {"expires_at": expires_at},
    )
    return row


def carries_files(channel: Channel) -> bool:
    """Whether what goes out by this channel can have files with it."""
    return bool(getattr(connector(channel.connector), "carries_files", False))


def _carries(channel: Channel, files: Sequence[Enclosed]) -> bool:
    return bool(files) and carries_files(channel) and sum(file.size for file in files) <= MOST_BYTES_ALONG


def withdraw(voice: Voice, *, kind: str, about: str) -> bool:
    """Take a message back that nobody has tried to send yet; False where it has left, or may have."""
    laid = Delivery.objects.filter(key=_key(kind, voice, about))
    laid.filter(state=Delivery.State.WAITING, tries=0).delete()
    return not laid.exists()


def receipt(voice: Voice, *, text: str, title: str, at: datetime) -> Delivery:
    """The receipt of a voice that can be answered by the way it came; laid in the outbox by `put_all`."""
    return Delivery(
        key=_key(Delivery.Kind.RECEIPT, voice, "1"),
        channel=voice.channel,
        voice=voice,
        kind=Delivery.Kind.RECEIPT,
        title=title,
        text=text,
        to=dict(voice.reply_to),
        put_at=at,
        due_at=at,
    )


def put_all(rows: Iterable[Delivery]) -> None:
    """Lay many messages in the outbox in few statements; one that is there already stays as it is."""
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=100)


def _key(kind: str, voice: Voice, about: str) -> str:
    return f"{kind}:{voice.number}:{about}"


def put_release(
    channel: Channel,
    *,
    key: str,
    text: str,
    title: str = "",
    link: str = "",
    files: Sequence[Enclosed] = (),
    to: Mapping[str, Any],
    at: datetime,
) -> Delivery:
    """Lay a release in the outbox of a channel, once for each key; `files` are pictures that its connector takes."""
    values = {"channel": channel, "kind": Delivery.Kind.RELEASE, "title": title, "text": text, "link": link}
    values["files"] = [asdict(file) for file in files]
    row, _made = Delivery.objects.get_or_create(
        key=f"release:{key}", defaults=values | {"to": dict(to), "put_at": at, "due_at": at}
    )
    return row
