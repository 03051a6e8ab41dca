"""What happened on the stage becomes rows: voices in their channels, calls, hints, turns of the temper."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..models import Call, Prompt, Pulse, Stage, Utterance
from ..scenario.happening import Happened, Said, Turn
from ..scenario.model import MomentKind
from .channels import ABOUT_A_CHANNEL, Channels

log = logging.getLogger(__name__)
VOICES = (MomentKind.LETTER, MomentKind.POST, MomentKind.NEWS)
MOST_WHO, MOST_HINT, MOST_BECAUSE, MOST_TITLE = 80, 500, 300, 300


@dataclass(frozen=True, slots=True)
class Stagehand:
    """Lays down what happened. What has its key already was laid down before, and stays as it is."""

    stage: Stage
    began: datetime
    channels: Channels

    def lay(self, happened: Happened) -> None:
        said = [one for one in happened.said if self._has_its_channel(one)]
        Utterance.objects.bulk_create(
            [self.utterance(one) for one in said if one.kind in VOICES], ignore_conflicts=True, batch_size=200
        )
        Call.objects.bulk_create([self.call(one) for one in said if one.kind is MomentKind.CALL], ignore_conflicts=True)
        Prompt.objects.bulk_create(
            [self.hint(one) for one in said if one.kind is MomentKind.HINT], ignore_conflicts=True
        )
        Pulse.objects.bulk_create([self.pulse(turn) for turn in happened.turns])
        for one in said:
            if one.kind in ABOUT_A_CHANNEL:
                self.switch(one)

    def _has_its_channel(self, said: Said) -> bool:
        """A channel that was there when the drill began may be gone: what is said there is then lost, and no more."""
        if said.kind not in (*VOICES, *ABOUT_A_CHANNEL) or self.channels.find(said.channel, said.kind):
            return True
        log.warning("No channel “%s” for %s.", said.channel, said.ident)
        return False

    def utterance(self, said: Said) -> Utterance:
        channel = self.channels.need(said.channel, said.kind, addressed=said.addressed)
        return Utterance(
            stage=self.stage,
            channel=channel,
            ident=said.ident,
            kind=said.kind,
            stream=said.stream[:80],
            rumour=said.rumour[:80],
            at=self.began + said.at,
            heard=heard_of(said),
        )

    def call(self, said: Said) -> Call:
        at = self.began + said.at
        told = {"who": said.who[:MOST_WHO], "text": said.text, "at": at, "due_at": at + said.within}
        return Call(stage=self.stage, ident=said.ident, **told)

    def hint(self, said: Said) -> Prompt:
        return Prompt(stage=self.stage, ident=said.ident, text=said.text[:MOST_HINT], at=self.began + said.at)

    def pulse(self, turn: Turn) -> Pulse:
        told = {"before": turn.before, "after": turn.after, "because": turn.because[:MOST_BECAUSE]}
        return Pulse(stage=self.stage, at=self.began + turn.at, ref=turn.ref[:80], **told)

    def switch(self, said: Said) -> None:
        """A source stops answering, or answers again; the stage's connector reads it here."""
        slug = self.channels.need(said.channel, said.kind).slug
        down: dict[str, bool] = self.stage.state.setdefault("down", {})
        if said.kind is MomentKind.DOWN:
            down[slug] = True
        else:
            down.pop(slug, None)


def heard_of(said: Said) -> Mapping[str, Any]:
    """What a channel hears of it, by the names of `intake.channel.Heard`; number and moment stand beside it."""
    addressed = said.addressed or said.kind is MomentKind.LETTER
    told = {"text": said.text, "title": said.title[:MOST_TITLE], "said_by": said.who, "addressed": addressed}
    return told | {"spread": dict(said.spread)}
