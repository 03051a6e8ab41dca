"""A case opens: at once for every addressed voice, and already closed for a letter answered before it came to us."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from huiying.core.lifecycle import OPEN, State
from huiying.intake import numbers
from huiying.intake.due import LETTER, kind_of
from huiying.intake.models import Voice
from huiying.ledger.actions import Deed, record_many
from huiying.ledger.turns import TAKEN, holding
from huiying.people import policies
from huiying.people.models import User

from .. import rulebook
from ..clocks import clockwork
from ..disclosure.beginning import begin
from ..models import Case, Clock, Reply

BATCH = 500


def open_case(voice: Voice, *, by: User | None, at: datetime) -> Case:
    """Open the case of one addressed voice; its clock runs from when the letter was sent to us."""
    return _opened([voice], by, at)[0]


def take_waiting(*, at: datetime, limit: int = BATCH) -> int:
    """Take what waits on the shelf: addressed voices that no case answers yet. What goes on from another voice waits
    for that one's case, and joins it while it is open. Returns how many were taken.
    """
    waiting = (
        Voice.objects.untaken()
        .select_related("channel")
        .filter(answered_at=None)
        .exclude(continues__taken_at=None, continues__isnull=False)
        .exclude(continues__case__state__in=OPEN)
        .select_for_update(**TAKEN)
    )
    with holding():
        return len(_opened(list(waiting[:limit]), None, at))


@transaction.atomic
def take_past_answers(*, at: datetime, limit: int = BATCH) -> int:
    """Turn letters that came with their answer into closed cases of the past, their clocks stopped when they
    were answered.
    """
    waiting = Voice.objects.untaken().filter(answered_at__isnull=False).select_related("channel")
    voices = list(waiting.select_for_update(**TAKEN)[:limit])
    cases = _opened(voices, None, at)
    for case in cases:
        case.state, case.answered_at, case.closed_at = (
            State.CLOSED,
            case.voice.answered_at,
            case.voice.answered_at,
        )
    Case.objects.bulk_update(cases, ["state", "answered_at", "closed_at"], batch_size=BATCH)
    clocks = list(Clock.objects.filter(case__in=cases).select_related("case"))
    for clock in clocks:
        clock.stopped_at, clock.alarm_at = clock.case.answered_at, None
    Clock.objects.bulk_update(clocks, ["stopped_at", "alarm_at"], batch_size=BATCH)
    Reply.objects.bulk_create([_past_reply(case) for case in cases], batch_size=BATCH)
    record_many(
        Deed(
            name="case.answered_before",
            about=case.ref,
            by="machine",
            at=at,
            facts={"voice": case.voice.number},
        )
        for case in cases
    )
    return len(cases)


def _past_reply(case: Case) -> Reply:
    voice = case.voice
    assert voice.answered_at is not None
    # Nobody has agreed to show an answer of the past on our portal, so it is kept and not published.
    return Reply(
        case=case,
        text=voice.answered_text,
        signed_as=voice.answered_by,
        make_public=False,
        delivered_at=voice.answered_at,
    )


@transaction.atomic
def _opened(voices: Sequence[Voice], by: User | None, at: datetime) -> list[Case]:
    for channel in {voice.channel for voice in voices}:
        policies.require(by, "handling.open", channel)
    if not voices:
        return []
    untaken = Voice.objects.filter(pk__in=[v.pk for v in voices], taken_at=None).order_by("pk")
    free = set(untaken.select_for_update(no_key=True).values_list("pk", flat=True))
    voices = [v for v in voices if v.pk in free]
    given = numbers.take(f"case:{timezone.localtime(at).year}", len(voices))
    cases = Case.objects.bulk_create(
        [_case(voice, number, at) for voice, number in zip(voices, given, strict=True)], batch_size=200
    )
    clocks = [clock for case in cases for clock in clockwork.at_receipt(case, at=at)]
    Clock.objects.bulk_create(clocks, batch_size=200)
    Voice.objects.filter(pk__in=[v.pk for v in voices]).update(taken_at=at)
    begin(cases)
    record_many(
        Deed(
            name="case.opened",
            about=case.ref,
            by=by or "machine",
            at=at,
            facts={"voice": case.voice.number, "kind": case.kind},
        )
        for case in cases
    )
    return cases


def _case(voice: Voice, number: int, at: datetime) -> Case:
    year = timezone.localtime(at).year
    regulation = rulebook.regulation(voice.said_at).key
    return Case(
        number=f"{year}-{number:05d}",
        voice=voice,
        title=voice.headline[:300],
        kind=_kind(voice, regulation),
        opened_at=voice.said_at,
        unit_id=voice.channel.unit_id,
        regulation=regulation,
    )


def _kind(voice: Voice, regulation: str) -> str:
    """The kind of case that its channel says it is, where the regulation knows it and a clock runs from its receipt."""
    kind = kind_of(voice.raw)
    return kind if kind in dict(rulebook.kinds_of_cases(regulation)) else LETTER
