"""What was, and what is to come: the course of a drill, line by line, for whoever steers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from huiying.handling.models import Incident

from ..hearing import heard
from ..models import Stage
from ..scenario.happening import Spoken, SpokenSort
from ..scenario.model import Moment, MomentKind, Scenario, When

MOST_WORDS = 80
KINDS: dict[str, Any] = {
    MomentKind.LETTER: pgettext_lazy("drill", "Letter"),
    MomentKind.POST: pgettext_lazy("drill", "Post"),
    MomentKind.NEWS: pgettext_lazy("drill", "News"),
    MomentKind.CALL: pgettext_lazy("drill", "Call"),
    MomentKind.INSTRUCTION: pgettext_lazy("drill", "Leader's instruction"),
    MomentKind.DOWN: pgettext_lazy("drill", "Source goes down"),
    MomentKind.UP: pgettext_lazy("drill", "Source is back"),
    MomentKind.HINT: pgettext_lazy("drill", "Hint"),
}
SAID: dict[str, Any] = {
    SpokenSort.RELEASE: pgettext_lazy("drill", "Release"),
    SpokenSort.POST: pgettext_lazy("drill", "Publication"),
    SpokenSort.REPLY: pgettext_lazy("drill", "Reply"),
    SpokenSort.ANSWER: pgettext_lazy("drill", "Answer to a call"),
}
WAITS: dict[str, Any] = {
    When.SILENCE: pgettext_lazy("drill", "the office says nothing"),
    When.RELEASE: pgettext_lazy("drill", "a release comes out"),
    When.WORDS: pgettext_lazy("drill", "certain words are said"),
    When.RUMOUR: pgettext_lazy("drill", "a rumour is answered"),
    When.CONTRADICTION: pgettext_lazy("drill", "the office contradicts itself or the facts"),
    When.REPLY: pgettext_lazy("drill", "a writer is answered"),
    When.CALL: pgettext_lazy("drill", "a call is left unanswered"),
    When.PROMISE: pgettext_lazy("drill", "a promised release does not come"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the course: `sort` is moment, turn, deed or brought; `over` says that it has happened."""

    at: datetime
    sort: str
    what: str
    words: str
    over: bool = True
    warmer: bool | None = None


def course(stage: Stage, scenario: Scenario, *, at: datetime) -> list[Line]:
    """Moments of the scenario, turns of the temper, what a trainer brought in, what the office did; in order."""
    began = stage.began_at or at
    told = [
        *(_moment(moment, began, stage.played_until) for moment in scenario.moments),
        *_turns(stage),
        *_brought(stage),
        *_deeds(stage, at),
    ]
    return sorted(told, key=lambda line: line.at)


def _moment(moment: Moment, began: datetime, played: datetime | None) -> Line:
    words = " · ".join(filter(None, (moment.who, moment.title, moment.text)))
    over = played is not None and began + moment.at <= played
    return Line(began + moment.at, "moment", str(KINDS[moment.kind]), short(words or moment.channel), over)


def _turns(stage: Stage) -> Iterator[Line]:
    for turn in stage.pulses.all():
        what = _("Temper %(before).1f → %(after).1f") % {"before": turn.before, "after": turn.after}
        yield Line(turn.at, "turn", what, turn.because, warmer=turn.after > turn.before)


def _brought(stage: Stage) -> Iterator[Line]:
    """What a trainer added: its kind, and who brought it in."""
    for said in stage.utterances.filter(injected_by__isnull=False).select_related("injected_by", "channel"):
        words = f"{said.channel.name} · {said.heard.get('title') or said.heard.get('text', '')}"
        yield Line(said.at, "brought", f"{KINDS.get(said.kind, said.kind)} · {said.injected_by}", short(words))
    for call in stage.calls.filter(ident__startswith="brought:"):
        yield Line(call.at, "brought", str(KINDS[MomentKind.CALL]), short(f"{call.who} · {call.text}"))
    for hint in stage.prompts.filter(by__isnull=False).select_related("by"):
        yield Line(hint.at, "brought", f"{KINDS[MomentKind.HINT]} · {hint.by}", short(hint.text))


def _deeds(stage: Stage, at: datetime) -> Iterator[Line]:
    """What the office did that the public can hear, and the incidents that it opened."""
    for spoken in heard(stage, until=at):
        yield _spoken(spoken, stage)
    if stage.began_at is not None:
        for opened in Incident.objects.filter(opened_at__gte=stage.began_at).select_related("opened_by"):
            yield Line(opened.opened_at, "deed", _("Incident opened"), short(f"{opened.title} · {opened.opened_by}"))


def _spoken(spoken: Spoken, stage: Stage) -> Line:
    assert stage.began_at is not None
    return Line(stage.began_at + spoken.at, "deed", str(SAID[spoken.sort]), short(spoken.title or spoken.text))


@dataclass(frozen=True, slots=True)
class Awaited:
    """A reaction of the public, in words, and by how much it turns the temper."""

    when: str
    factor: float
    because: str


def awaited(scenario: Scenario) -> Sequence[Awaited]:
    return [Awaited(str(WAITS[each.when]), each.temper, each.because) for each in scenario.reactions]


def short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= MOST_WORDS else f"{told[: MOST_WORDS - 1]}…"
