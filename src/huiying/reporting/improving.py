"""What an office promises in a self-inspection, whether it did so, and what it learned."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.handling.models import Case, Incident
from huiying.language.privacy import veil
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User

from .asked import Asked
from .figures import BY_KEY, Numbers, UnknownReference, Value, named
from .inspecting.lessons import WATCHED
from .models import Lesson, Measure, Snapshot
from .papers.citing import plain
from .papers.findings import find
from .papers.measures import HEADS
from .papers.reading import Reading

IMPROVE = "reporting.improve"
State = Measure.State
PARTLY_FROM = 1 / 3
"""The share of the way to what was wanted from which a measure is partly done."""
LONGEST = 300


def keep_promised(snapshot: Snapshot, *, by: User | None, at: datetime) -> None:
    """Keep the measures of the paper that was written from a snapshot; once, however often it is written."""
    if snapshot.measures.exists():
        return
    reading = Reading.of(snapshot.facts)
    found = {finding.id for finding in find(reading)}
    promises = [(head.title, promise) for head in HEADS for promise in head.promises(reading, found)]
    sections = dict(Section.objects.filter(unit=snapshot.unit).values_list("name", "pk"))
    due = reading.part("due")
    kept = [
        Measure(
            snapshot=snapshot,
            place=place,
            head=head,
            text=plain(promise.text)[:LONGEST],
            section_id=sections.get(promise.section),
            due_on=due[promise.when],
            reference=promise.aim.reference if promise.aim else "",
            was=promise.aim.was if promise.aim else None,
            wanted=promise.aim.wanted if promise.aim else None,
        )
        for place, (head, promise) in enumerate(promises, start=1)
    ]
    if kept:
        Measure.objects.bulk_create(kept)
        record("measures.promised", about=f"snapshot:{snapshot.pk}", by=by, at=at, measures=len(kept))


def check_promised(asked: Asked, *, by: User | None) -> None:
    """Find by its figure in this period whether each measure of the last self-inspection was done. Of those of which
    a person said so the figure is noted, and their word stands.
    """
    measures = list(BY_KEY["promised"].rows(asked.period).select_for_update())
    numbers, today = Numbers(asked.period), timezone.localdate(asked.at)
    for measure in measures:
        measure.became = _now(numbers, measure.reference)
        measure.checked_at = asked.at
        if measure.by_id is None:
            measure.state = state_of(measure.was, measure.wanted, measure.became, is_due=measure.due_on <= today)
    Measure.objects.bulk_update(measures, ["became", "checked_at", "state"])
    if measures:
        told = {str(state): sum(one.state == state for one in measures) for state in State}
        record("measures.checked", about=f"snapshot:{measures[0].snapshot_id}", by=by, at=asked.at, **told)


def _now(numbers: Numbers, reference: str) -> Value:
    try:
        return numbers.take(reference) if reference else None
    except UnknownReference:
        return None


def state_of(was: Value, wanted: Value, now: Value, *, is_due: bool) -> str:
    """Done where the figure reached what was wanted, partly where it came a third of the way."""
    if was is None or wanted is None or now is None:
        return State.OPEN
    way = (now - was) / (wanted - was) if wanted != was else 1.0
    if way >= 1:
        return State.DONE
    if not is_due:
        return State.OPEN
    return State.PARTLY if way >= PARTLY_FROM else State.NOT_DONE


@transaction.atomic
def tell_measure(measure: Measure, *, state: str, reason: str, evidence: str, by: User, at: datetime) -> None:
    """Say how a measure went. What is said to be done is shown by something; what is not done has a reason."""
    policies.require(by, IMPROVE, measure)
    reason, evidence = veil(reason.strip())[:LONGEST], veil(evidence.strip())[:LONGEST]
    if state not in State.values or state == State.OPEN:
        raise InputError(_("How did it go?"), where="state", fix=_("Choose done, partly done or not done."))
    if state == State.DONE and not evidence:
        raise InputError(_("What shows that it is done?"), where="evidence", fix=_("Name a page, a paper or a case."))
    if state != State.DONE and not reason:
        raise InputError(_("Why is it not wholly done?"), where="reason", fix=_("Say what stood in the way."))
    Measure.objects.filter(pk=measure.pk).update(state=state, reason=reason, evidence=evidence, by=by, checked_at=at)
    record("measure.told", about=f"measure:{measure.pk}", by=by, at=at, state=state)


@transaction.atomic
def record_lesson(told: Mapping[str, Any], *, by: User, at: datetime) -> Lesson:
    """Write down what happened, why, what was changed since when, and the figure that will tell whether it helped."""
    unit = by.place()
    policies.require(by, IMPROVE, unit)
    texts = {key: veil(str(told.get(key) or "").strip())[:LONGEST] for key in ("happened", "cause", "change")}
    missing = next((key for key, text in texts.items() if not text), "")
    if missing or unit is None:
        raise InputError(_("A lesson says what happened, why, and what was changed."), where=missing or "unit")
    since = told.get("since")
    if not isinstance(since, date) or since > timezone.localdate(at):
        raise InputError(_("Since when? The change has to be made already."), where="since")
    lesson = Lesson.objects.create(
        **texts, unit=unit, source=_source(told, by), reference=_watched(told), since=since, by=by, at=at
    )
    record("lesson.recorded", about=f"lesson:{lesson.pk}", by=by, at=at, reference=lesson.reference)
    return lesson


def _watched(told: Mapping[str, Any]) -> str:
    """The figure to watch, of one section where one is named."""
    key, section = str(told.get("figure") or ""), told.get("section")
    reference = f"{key}:section={section.pk}" if isinstance(section, Section) else key
    if key not in WATCHED:
        raise InputError(_("Which figure tells whether it helped?"), where="figure")
    figure = named(reference)
    if figure.slices and figure.figure.model not in figure.slices[0][0].to:
        raise InputError(_("This figure is counted for the whole office only."), where="section")
    return reference


def _source(told: Mapping[str, Any], by: User) -> str:
    """The case or the incident by its number; only one that is there, and that the person may read."""
    number = str(told.get("source") or "").strip()
    if not number:
        return ""
    case = Case.objects.filter(policies.within(by, "handling.read"), number=number).first()
    if case is None:
        raise InputError(_("There is no case with this number."), where="source", fix=_("Look at the number again."))
    incident = Incident.objects.filter(case=case).first()
    return f"incident:{case.number}" if incident else case.ref
