"""The machine looks at what waits on the shelf and proposes, each proposal with its evidence."""

import traceback
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction
from django.db.models import F

from huiying.intake.models import Voice
from huiying.language.judge import Judge, Judgement
from huiying.language.rumour_lessons import Suspicion
from huiying.ledger.actions import Deed, record_many
from huiying.ledger.turns import TAKEN, holding
from huiying.people.models import Section, Unit

from ..models import Proposal
from ..office import judge as office_judge
from ..spreading import spread_of
from ..suspecting import as_said, suspicions

BATCH = 200
TRIES = 3


def assess(*, at: datetime, limit: int = BATCH, judge: Judge | None = None) -> int:
    """Propose for up to `limit` waiting voices; returns how many were looked at, 0 when the shelf is empty. Where
    several workers look, each has voices of its own until it has judged them.
    """
    with holding():
        return _looked_at(limit, judge, at)


def _looked_at(limit: int, judge: Judge | None, at: datetime) -> int:
    waiting = list(Voice.objects.unassessed().select_related("channel").select_for_update(**TAKEN)[:limit])
    if not waiting:
        return 0
    several = Unit.objects.count() > 1
    by_unit = groupby(sorted(waiting, key=_unit), key=_unit) if several else [(0, iter(waiting))]
    for unit, voices in by_unit:
        _assessed(list(voices), unit or None, judge, at)
    return len(waiting)


def _unit(voice: Voice) -> int:
    return voice.channel.unit_id or 0


def _assessed(voices: list[Voice], unit: int | None, judge: Judge | None, at: datetime) -> None:
    """Judge the voices of one unit: its sections are those to which they may go."""
    judge = judge or office_judge(unit)
    judged = [(voice, said) for voice in voices if (said := _judged(judge, voice)) is not None]
    _written(judged, suspicions([voice for voice, _ in judged]), unit, at)


def _judged(judge: Judge, voice: Voice) -> Judgement | None:
    try:
        return judge.judge(voice.text, title=voice.title, spread=spread_of(voice))
    except Exception as error:  # one letter that cannot be read must not stop the others
        _fail(voice, error)
        return None


def _fail(voice: Voice, error: Exception) -> None:
    """Count the failure; after three the voice is set aside with its error, for a person to look at."""
    Voice.objects.filter(pk=voice.pk).update(failures=F("failures") + 1)
    Voice.objects.filter(pk=voice.pk, failures__gte=TRIES).update(set_aside=told(error))


def told(error: Exception) -> str:
    """The sort of error and where in the code it arose; what it says may hold words of the letter, and is left out."""
    *_, last = traceback.extract_tb(error.__traceback__) or [None]
    place = f" ({Path(last.filename).name}:{last.lineno})" if last else ""
    return f"{type(error).__name__}{place}"[:300]


@transaction.atomic
def _written(
    judged: Sequence[tuple[Voice, Judgement]], suspected: Sequence[Suspicion | None], unit: int | None, at: datetime
) -> None:
    free = set(Voice.objects.filter(pk__in=[v.pk for v, _ in judged], assessed_at=None).values_list("pk", flat=True))
    suspicion = {voice.pk: told for (voice, _), told in zip(judged, suspected, strict=True)}
    judged = [(voice, said) for voice, said in judged if voice.pk in free]
    rows = Section.objects.filter(unit=unit) if unit else Section.objects.all()
    sections = {s.name: s for s in rows}
    proposals = [_proposal(voice, said, suspicion[voice.pk], sections, at) for voice, said in judged]
    Proposal.objects.bulk_create(proposals, batch_size=100)
    Proposal.co_sections.through.objects.bulk_create(
        Proposal.co_sections.through(proposal_id=proposal.pk, section_id=sections[route.name].pk)
        for proposal, (_, said) in zip(proposals, judged, strict=True)
        for route in said.sections
        if not route.lead and route.name in sections
    )
    Voice.objects.filter(pk__in=free).update(assessed_at=at)
    record_many(_deed(voice, proposal, at) for (voice, _), proposal in zip(judged, proposals, strict=True))


def _proposal(
    voice: Voice, said: Judgement, suspicion: Suspicion | None, sections: dict[str, Section], at: datetime
) -> Proposal:
    lead = next((sections.get(route.name) for route in said.sections if route.lead), None)
    evidence = said.to_evidence()
    return Proposal(
        voice=voice,
        kind=said.kind,
        theme=said.theme,
        level=said.level,
        lead=lead,
        criteria=said.to_json()["criteria"],
        emergency=said.emergency,
        rumour=suspicion.rumour if suspicion else said.rumour,
        said=as_said(evidence, suspicion, voice.text) if suspicion else evidence,
        proposed_at=at,
    )


def _deed(voice: Voice, proposal: Proposal, at: datetime) -> Deed:
    facts = {"kind": proposal.kind, "theme": proposal.theme, "level": proposal.level}
    facts["lead"] = proposal.lead.name if proposal.lead else ""
    return Deed(name="voice.proposed", about=f"voice:{voice.number}", by="machine", at=at, facts=facts)
