"""The trainings of the demo are recorded with the real deeds, so that a deed that changes is noticed here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.handling.rulebook import calendar
from huiying.ledger.seal import verify
from huiying.people.models import Attendance, Training, TrainingItem, TrainingMaterial, Unit
from huiying.people.trainings import due_refreshers, refreshers
from huiying.project.demo import trainings
from huiying.project.demo.staffing import hire
from huiying.project.office import _found, load_office


@pytest.mark.django_db
def test_the_register_is_neither_empty_nor_perfect() -> None:
    now = timezone.now()
    template = load_office()
    _found(template, now - timedelta(days=400))
    cast = hire(template, now - timedelta(days=399))
    for at, deed in sorted(trainings.stories(cast, calendar(), now), key=lambda pair: pair[0]):
        assert at < now
        deed(at)
    assert set(Training.objects.values_list("sort", flat=True)) == {"lecture", "seminar", "drill"}
    assert all(calendar().is_working(day) for day in Training.objects.values_list("held_on", flat=True))
    assert {"attended", "failed", "excused"} == set(Attendance.objects.values_list("outcome", flat=True))
    assert TrainingMaterial.objects.count() == 1
    assert [item.done_in is not None for item in TrainingItem.objects.order_by("made_at", "pk")] == [True, True, False]
    unit, today = Unit.objects.get(), timezone.localdate(now)
    due, staff = due_refreshers(unit, today), refreshers(unit, today)
    assert 0 < len(due) < len(staff) / 2
    assert any(one.last is not None and one.overdue for one in due)
    assert verify().ok
