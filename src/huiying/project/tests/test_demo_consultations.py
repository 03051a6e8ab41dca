"""The consultations of the demo are held with the real deeds, so that a deed that changes is noticed here."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiying.ledger.seal import verify
from huiying.project.demo.consulting import consult
from huiying.project.demo.staffing import hire
from huiying.project.office import _found, load_office
from huiying.publication.actions.consultations_points import gather_points
from huiying.publication.consultations.counting import figures
from huiying.publication.models import Consultation, Phase
from tests.office import build_portal


@pytest.mark.django_db
def test_one_is_open_one_is_studied_and_one_has_its_result() -> None:
    now = timezone.now()
    template = load_office()
    _found(template, now - timedelta(days=400))
    build_portal()
    cast = hire(template, now - timedelta(days=399))
    consult(cast, now)
    today = timezone.localdate(now)
    found = {one.phase(today): one for one in Consultation.objects.all()}
    assert set(found) == {Phase.OPEN, Phase.CLOSED, Phase.RESULT}
    assert figures(found[Phase.OPEN]).received >= 60
    gather_points(found[Phase.OPEN], by=cast.information[0], at=now)
    told = figures(found[Phase.OPEN])
    assert (told.copies, told.set_aside, told.form_letters, told.sent_alike) == (1, 1, 1, 4)
    assert 10 <= told.points <= 30
    studied = figures(found[Phase.CLOSED])
    assert 0 < studied.decided < studied.points
    assert found[Phase.RESULT].result.content["figures"]["adopted_share"] is not None
    for one in found.values():
        assert one.title in Client().get(one.get_absolute_url()).content.decode()
    assert verify().ok
