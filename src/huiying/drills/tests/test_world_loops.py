"""In a drill's world the loop plays the stage; what would send is plainly off, so that no log fills."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from huiying.drills import clock
from huiying.drills.models import Stage, Utterance
from huiying.drills.tests.stages import BEGAN, staged
from huiying.drills.world.ticking import tick
from huiying.handling.messages.sending import send, send_messages
from huiying.intake.channel import ChannelError
from huiying.intake.fetching import ask, fetch
from huiying.intake.models import Subscription
from huiying.intake.webhooks.notifying import notify
from huiying.ledger.actions import record
from tests.office import SUNDAY, Office

HALF_WAY = BEGAN + timedelta(hours=3)
LONG_AFTER = BEGAN + timedelta(days=9)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[clock.DrillClock]:
    clock.make(tmp_path, begins=BEGAN, speed=60, real=time.time())
    yield clock.install(tmp_path)
    clock.uninstall()


@pytest.fixture
def stage(office: Office) -> Stage:
    return staged(office)


def test_a_stage_that_has_not_begun_is_not_played(stage: Stage, own: clock.DrillClock) -> None:
    assert tick(LONG_AFTER) is None
    assert not Utterance.objects.exists()
    assert own.state().waits


def test_a_stage_that_has_begun_goes_on_with_its_clock(stage: Stage, own: clock.DrillClock) -> None:
    Stage.objects.update(began_at=BEGAN, played_until=BEGAN)
    tick(HALF_WAY)
    first = Utterance.objects.count()
    assert first
    assert not own.state().waits
    assert not own.state().held
    tick(HALF_WAY)
    assert Utterance.objects.count() == first
    Stage.objects.update(finished_at=LONG_AFTER)
    assert tick(LONG_AFTER) is None
    assert Utterance.objects.count() == first


@pytest.mark.django_db
def test_webhooks_and_messages_are_off(office: Office) -> None:
    row = Subscription.objects.create(url="https://example.org/", events=["case"], made_at=SUNDAY)
    record("case.opened", about="case:1", by=None, at=SUNDAY)
    with override_settings(DRILL="one", MESSAGE_SCHEMES=()):
        assert notify(at=SUNDAY) == 0
        assert send_messages(at=SUNDAY) == 0
        assert send("mailto://a:b@example.org", "x", "y")
    row.refresh_from_db()
    assert (row.failures, row.is_open, row.error) == (0, True, "")


def test_nothing_is_fetched() -> None:
    with override_settings(DRILL="one", FETCH_PRIVATE=True):
        for question in (lambda: fetch("http://127.0.0.1:9/"), lambda: ask("POST", "http://127.0.0.1:9/")):
            with pytest.raises(ChannelError) as refused:
                question()
            assert not refused.value.retry
            assert "drill" in str(refused.value) or "演练" in str(refused.value)
