"""What another system brings is received in one transaction, piece by piece told what became of it, and once however
often it is sent.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel

from huiying.intake import codes
from huiying.intake.actions import Received, receive
from huiying.intake.channel import Heard
from huiying.intake.models import ApiToken, Channel, PostingKey, Voice

from .auth import channel_of
from .letters import Letter
from .orders import Order
from .refusing import ApiRefusal

MADE = "key-"
KEYS_KEPT = timedelta(days=30)
IDS_AT_ONCE = 500


class Result(BaseModel):
    """What became of one piece."""

    state: Literal["new", "known", "conflict", "refused"]
    external_id: str = ""
    number: str = ""
    code: str = ""
    where: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A piece that is not of the right form."""

    external_id: str
    where: str
    reason: str

    def result(self) -> Result:
        return Result(state="refused", external_id=self.external_id, where=self.where, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Posting:
    """What one request brings: its pieces in their order, its Idempotency-Key, and the digest of its body."""

    pieces: Sequence[Letter | Unfit]
    key: str
    digest: str


@transaction.atomic
def post(posting: Posting, *, token: ApiToken, at: datetime) -> list[Result]:
    """Take the pieces in, all in one transaction; the results stand in their order. ApiRefusal where the key stands for
    another body, or the channel is closed.
    """
    channel = channel_of(token)
    locked = Channel.objects.select_for_update().filter(pk=channel.pk)  # a second try waits for the first
    if not locked.values_list("is_open", flat=True).get():
        raise ApiRefusal(403, _("This channel is closed."), where=channel.slug, fix=_("Ask the office to open it."))
    fresh = bool(posting.key) and _remembered(posting, token, at)
    letters = {place: piece for place, piece in enumerate(posting.pieces) if isinstance(piece, Letter)}
    named = {place: _identity(letter, posting.key, token, place) for place, letter in letters.items()}
    earlier = _earlier([name for name in named.values() if not (fresh and name.startswith(MADE))], channel)
    said = {name: voice.said_at for name, voice in earlier.items()}
    heard = {place: letter.heard(named[place], said.get(named[place], at)) for place, letter in letters.items()}
    received = receive(list(heard.values()), channel=channel, by=None, at=at)
    told = _Telling(channel, earlier, received).results(letters, heard)
    return [piece.result() if isinstance(piece, Unfit) else told[place] for place, piece in enumerate(posting.pieces)]


def _remembered(posting: Posting, token: ApiToken, at: datetime) -> bool:
    """Keep the key with its body; False where it is kept already. The same again is no error: what it brings is known
    by now, and said so.
    """
    kept = PostingKey.objects.filter(token=token, key=posting.key).values_list("digest", flat=True).first()
    if kept is None:
        PostingKey.objects.create(token=token, key=posting.key, digest=posting.digest, at=at)
        return True
    if kept != posting.digest:
        raise ApiRefusal(
            409,
            _("Something else was sent with this key before."),
            where="Idempotency-Key",
            fix=_("Use a new key for a new request, and the same one only to send the same again."),
        )
    return False


def forget_keys(*, at: datetime) -> int:
    """Remove the keys that nobody will try again; returns how many."""
    old = PostingKey.objects.filter(at__lt=at - KEYS_KEPT)
    return old.delete()[0] if old.exists() else 0


def _identity(letter: Letter, key: str, token: ApiToken, place: int) -> str:
    """The number by which it is known again: the sender's own, or one that the key makes."""
    if isinstance(letter, Order):
        return letter.number
    if letter.external_id:
        return letter.external_id
    made = hashlib.sha256(f"{token.pk}\x1f{key}\x1f{place}".encode()).hexdigest()
    return f"{MADE}{made[:40]}"


def _earlier(names: Iterable[str], channel: Channel) -> dict[str, Voice]:
    wanted, found = list(dict.fromkeys(names)), dict[str, Voice]()
    for start in range(0, len(wanted), IDS_AT_ONCE):
        rows = Voice.objects.filter(channel=channel, external_id__in=wanted[start : start + IDS_AT_ONCE])
        found |= {row.external_id: row for row in rows.only("external_id", "number", "said_at", "code", "raw")}
    return found


class _Telling:
    """Says of each piece what became of it."""

    def __init__(self, channel: Channel, earlier: dict[str, Voice], received: Received) -> None:
        self._channel = channel
        self._known = {id(heard) for heard in received.known}
        self._conflicting = {id(heard) for heard in received.conflicting}
        self._voices = earlier | {voice.external_id: voice for voice in received.new}
        self._coded: list[Voice] = []

    def results(self, letters: dict[int, Letter], heard: dict[int, Heard]) -> dict[int, Result]:
        told = {place: self._result(letter, heard[place]) for place, letter in letters.items()}
        Voice.objects.bulk_update(self._coded, ["code"], batch_size=200)
        return told

    def _result(self, letter: Letter, heard: Heard) -> Result:
        voice = self._voices[heard.external_id]
        result = Result(state="new", external_id=heard.external_id, number=voice.number)
        if id(heard) in self._conflicting:
            result.state = "conflict"
            result.reason = _("Another piece of this channel already bears this number.")
        elif id(heard) in self._known:
            result.state = "known"
            if isinstance(letter, Order) and voice.raw.get("order") != letter.order():
                result.state = "conflict"
                result.reason = _("This order came before with another term; a new term is set with PUT.")
        if letter.code and result.state != "conflict":
            result.code = self._code(voice)
        return result

    def _code(self, voice: Voice) -> str:
        """The query code; none where the voice got another one elsewhere."""
        code = codes.code_for(f"{self._channel.slug} {voice.external_id}")
        if not voice.code:
            voice.code = codes.sealed(code)
            self._coded.append(voice)
        return code if codes.matches(code, voice.code) else ""
