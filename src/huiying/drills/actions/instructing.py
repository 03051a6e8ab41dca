"""批示 · A leader of this world writes the scenario's instruction, with the real deed, once there is something it can
stand on: the incident that runs, else the largest topic since the beginning, else the newest voice.

The players are told at once; until it can stand somewhere it waits in the stage's state.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from huiying.assessment.models import Level, Topic
from huiying.core.errors import HuiyingError
from huiying.core.lifecycle import OPEN
from huiying.handling.actions.supervising import instruct, instruct_on_voice
from huiying.handling.models import Case, Incident
from huiying.intake.models import Voice
from huiying.people import policies
from huiying.people.models import Role, Seat, Section, User

from ..models import Prompt, Stage
from ..scenario.happening import Said

DEED = "handling.instruct"
WAITING = "instructions"
TERM = timedelta(hours=2)
"""So long the section has to report back."""
MOST_TEXT = 1000


def take_down(said: Said, stage: Stage) -> None:
    """Tell the players, and lay the instruction with those that wait."""
    stage.state.setdefault(WAITING, []).append({"who": said.who, "text": said.text[:MOST_TEXT]})


def hint_of(said: Said, stage: Stage, at: datetime) -> Prompt:
    words = f"{said.who or '领导'}批示：{said.text}"
    return Prompt(stage=stage, ident=said.ident, text=words if len(words) <= 500 else f"{words[:499]}…", at=at)


def give_waiting(stage: Stage, *, at: datetime) -> int:
    """Write every instruction that waits and can stand somewhere now; returns how many."""
    waiting = stage.state.get(WAITING, [])
    if not waiting:
        return 0
    rest = [told for told in waiting if not _given(told, stage, at)]
    stage.state[WAITING] = rest
    return len(waiting) - len(rest)


def _given(told: dict[str, Any], stage: Stage, at: datetime) -> bool:
    assert stage.began_at is not None
    for ground in _grounds(stage.began_at):
        leader = _leader(told["who"], ground.thing)
        section = ground.section()
        if leader is None or section is None:
            continue
        words = {"text": told["text"], "sections": [section], "level": Level.CONSIDERABLE}
        try:
            with transaction.atomic():
                ground.write(**words, due_at=at + TERM, by=leader, at=at)
        except HuiyingError:  # the case was closed meanwhile, or the voice joined another: the next one may do
            continue
        return True
    return False


@dataclass(frozen=True, slots=True)
class Ground:
    """On what an instruction can stand, and whose it is."""

    thing: Case | Topic | Voice
    unit: int | None

    def section(self) -> Section | None:
        """The section that leads in it, else the information section of its unit."""
        part = self.thing.lead_part() if isinstance(self.thing, Case) else None
        if part is not None:
            return part.section
        of_the_unit = Section.objects.filter(is_information=True, **({"unit": self.unit} if self.unit else {}))
        return of_the_unit.order_by("pk").first()

    def write(self, **words: Any) -> None:
        if isinstance(self.thing, Voice):
            instruct_on_voice(self.thing, **words)
        elif isinstance(self.thing, Case):
            instruct(case=self.thing, **words)
        else:
            instruct(topic=self.thing, **words)


def _grounds(began: datetime) -> Iterator[Ground]:
    """What there is, the best first."""
    running = Incident.objects.running().filter(opened_at__gte=began, case__state__in=OPEN)
    for incident in running.select_related("case").prefetch_related("case__parts__section")[:1]:
        yield Ground(incident.case, incident.unit_id)
    for topic in Topic.objects.filter(last_at__gte=began).order_by("-voices_count", "-pk")[:1]:
        yield Ground(topic, topic.unit_id)
    for voice in Voice.objects.filter(heard_at__gte=began).select_related("channel").order_by("-pk")[:3]:
        yield Ground(voice, voice.channel.unit_id)


def _leader(name: str, thing: Case | Topic | Voice) -> User | None:
    """The leader of this name, else the head of the leading group, else any: of those who may write it."""
    leaders = User.objects.filter(Q(posts__role=Role.LEADER), is_active=True).distinct().order_by("pk")
    heads = set(leaders.filter(seats__seat=Seat.HEAD).values_list("pk", flat=True))
    able = [person for person in leaders if policies.allows(person, DEED, thing)]
    return min(
        able, key=lambda person: (name not in (person.name, person.username), person.pk not in heads), default=None
    )
