"""Alarms: a clock comes to a point of alarm and tells it once, however many workers look."""

from datetime import datetime

from django.db import transaction

from huiying.ledger.actions import MACHINE, Deed, record_many
from huiying.ledger.turns import TAKEN

from .. import rulebook
from ..clocks.clockwork import alarm_points
from ..models import Alarm, Clock
from .moving import stamp

BATCH = 100


@transaction.atomic
def ring(*, at: datetime) -> int:
    """Give the alarms whose moment has come, at most a batch of them; returns how many clocks were looked at.

    Each is one conditional update: nothing changed means that another worker was first. A clock that passed several
    points while nobody looked gives the highest alone.
    """
    clocks = list(Clock.objects.ringing(at).select_related("case").select_for_update(**TAKEN)[:BATCH])
    rung = [clock for clock in sorted(clocks, key=lambda c: c.pk) if _rang(clock, at)]
    Alarm.objects.bulk_create(Alarm(clock=c, level=c.lamp, due_at=c.due_at, at=at) for c in rung)
    record_many(_deed(clock, at) for clock in rung)
    return len(clocks)


def _rang(clock: Clock, at: datetime) -> bool:
    points = alarm_points(clock, clock.case, rulebook.book())
    passed = [level for level, when in points if when <= at]
    following = next((when for level, when in points if when > at), None)
    looked_at = Clock.objects.filter(pk=clock.pk, alarm_at=clock.alarm_at, stopped_at=None, paused_at=None)
    if not looked_at.update(lamp=passed[-1] if passed else clock.lamp, alarm_at=following):
        return False
    clock.lamp = passed[-1] if passed else clock.lamp
    return bool(passed)


def _deed(clock: Clock, at: datetime) -> Deed:
    title = rulebook.title_of(clock.term, clock.case.regulation)
    facts = {"term": clock.term, "title": title, "level": clock.lamp, "due": stamp(clock.due_at)}
    return Deed(name="clock.alarm", about=clock.case.ref, by=MACHINE, at=at, facts=facts)
