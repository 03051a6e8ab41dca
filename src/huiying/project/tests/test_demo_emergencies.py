"""The emergencies of the demo are played with the real deeds, so that a deed that changes is noticed here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.assessment.office import judge
from huiying.handling.emergencies.duties import gaps
from huiying.handling.models import Incident, Release
from huiying.ledger.seal import verify
from huiying.people.models import Unit
from huiying.project.demo import emergencies
from huiying.project.demo.staffing import hire
from huiying.project.office import _found, load_office


@pytest.mark.django_db
def test_one_emergency_runs_and_one_has_taught_something() -> None:
    now = timezone.now()
    template = load_office()
    _found(template, now - timedelta(days=400))
    cast = hire(template, now - timedelta(days=399))
    judging = judge()
    for at, deed in sorted(emergencies.stories(cast, lambda: judging, now), key=lambda pair: pair[0]):
        if at < now:
            deed(at)
    running, ended = Incident.objects.running().get(), Incident.objects.get(ended_at__isnull=False)
    assert [release.state for release in running.releases.all()] == ["signed", "waiting"]
    assert running.case.merged.count() == 1
    assert ended.review.closed_by is not None
    assert ended.review.figures["releases"] == 3
    assert Release.objects.exclude(published_at=None).count() == 4
    assert gaps(Unit.objects.get(), timezone.localdate(now)) == [timezone.localdate(now) + timedelta(days=6)]
    assert verify().ok
