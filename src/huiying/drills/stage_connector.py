"""The connector of every channel in a drill's world: what it hears is what the public says on the stage, and what it is
given to send is kept, not sent.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.intake.channel import Account, Batch, ChannelError, Connector, Heard, Outgoing, Refused, Sent, Setting
from huiying.intake.models import Channel

from .models import Stage, Told, Utterance

BATCH = 100
CURSOR = "utterance"
DOWN = "down"  # in `Stage.state`: the keys of the channels that do not answer


@dataclass(frozen=True, slots=True)
class StageConnector:
    """`now` is the drill's clock, by which what is sent is kept."""

    now: Callable[[], datetime] = timezone.now
    settings: ClassVar[tuple[Setting, ...]] = ()
    sends_once: ClassVar[bool] = True
    carries_files: ClassVar[bool] = True

    def check(self, account: Account) -> str:
        _require_up(account)
        return _("This channel belongs to the drill; nothing leaves it.")

    def listen(self, account: Account, cursor: Mapping[str, Any]) -> Iterator[Batch]:
        """What was said by this channel after the cursor, each once and in order."""
        last = _number(cursor.get(CURSOR))
        while True:
            _require_up(account)
            said = list(Utterance.objects.filter(channel__slug=account.slug, pk__gt=last).order_by("pk")[:BATCH])
            if not said:
                return
            last = said[-1].pk
            pieces = [heard(one) for one in said]
            yield Batch(
                heard=tuple(piece for piece in pieces if isinstance(piece, Heard)),
                refused=tuple(piece for piece in pieces if isinstance(piece, Refused)),
                cursor={CURSOR: last},
            )

    def send(self, account: Account, message: Outgoing) -> Sent:
        _require_up(account)
        told, _made = Told.objects.get_or_create(
            channel=Channel.objects.get(slug=account.slug),
            key=message.key[:120],
            defaults={
                "to": dict(message.to),
                "title": message.title[:300],
                "text": _whole(message),
                "at": self.now(),
            },
        )
        return Sent(external_id=f"told:{told.pk}", text=told.text)


def heard(said: Utterance) -> Heard | Refused:
    """What the public says, as any channel would bring it. Whoever says it can be answered by the way it came."""
    told = said.heard if isinstance(said.heard, dict) else {}
    if not str(told.get("text", "")).strip():
        return Refused(external_id=said.ident, reason=_("It has no words."))
    addressed = told.get("addressed")
    return Heard(
        external_id=said.ident,
        text=str(told.get("text", "")),
        title=str(told.get("title", "")),
        said_by=str(told.get("said_by", "")),
        said_at=said.at,
        reply_to=dict(told.get("reply_to") or {CURSOR: said.ident}),
        addressed=None if addressed is None else bool(addressed),
        spread={name: figure for name, figure in (told.get("spread") or {}).items() if isinstance(figure, int)},
    )


def _whole(message: Outgoing) -> str:
    """What the writer reads: the text, and where more of it stands."""
    return f"{message.text}\n{message.link}" if message.link and message.link not in message.text else message.text


def _require_up(account: Account) -> None:
    down = (Stage.objects.values_list("state", flat=True).first() or {}).get(DOWN) or {}
    if account.slug in down:
        raise ChannelError(_("The source does not answer."), retry=True, where=account.name)


def _number(told: object) -> int:
    return told if isinstance(told, int) and told >= 0 else 0


CONNECTOR: Any = StageConnector()


def connector(name: str) -> Connector:
    """The one connector of a drill, whatever the channel is in the office."""
    found: Connector = CONNECTOR
    return found
