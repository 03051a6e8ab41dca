"""However much was said and done, the pages of the stage cost the same."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.drills import actions, clock
from huiying.drills.models import Call, Prompt, Pulse, Stage, Utterance
from huiying.drills.tests.stages import BEGAN, HOUR, MINUTE, answering, begun, listened, played
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.incidents import released
from huiying.intake.models import Channel
from tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_drill(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DRILL = "test-1"
    settings.CHANNEL_CONNECTORS = "huiying.drills.stage_connector.connector"
    clock.make(tmp_path, begins=BEGAN, speed=1, real=time.time())
    made = clock.DrillClock(tmp_path)
    made.step(6 * HOUR)
    monkeypatch.setattr(clock, "current", lambda: made)
    monkeypatch.setattr("django.utils.timezone.now", made.now)


@pytest.fixture
def stage(office: Office) -> Stage:
    stage = played(begun(office), BEGAN + 30 * MINUTE)
    clock.current().pause()  # type: ignore[union-attr]
    listened(BEGAN + 30 * MINUTE)
    incident = answering(office, BEGAN + 35 * MINUTE)
    released(incident, office, BEGAN + 50 * MINUTE, text="桶装水检测合格。", every=60)
    return stage


def filled(stage: Stage, office: Office, many: int) -> None:
    """As much more of everything."""
    channels = list(Channel.objects.all())
    first = stage.utterances.count()
    Utterance.objects.bulk_create(
        Utterance(
            stage=stage,
            channel=channels[number % len(channels)],
            ident=f"more-{first + number}",
            kind="post",
            at=BEGAN + timedelta(seconds=first + number),
            heard={"text": "有毒"},
            injected_by=office.officer if number % 2 else None,
        )
        for number in range(many)
    )
    for number in range(many):
        told: dict[str, Any] = {"stage": stage, "ident": f"more-{first + number}", "at": BEGAN + MINUTE}
        Call.objects.create(**told, who="记者", text="问", due_at=BEGAN + HOUR)
        Call.objects.create(
            **(told | {"ident": f"done-{first + number}"}),
            who="记者",
            text="问",
            due_at=BEGAN + HOUR,
            answer="答",
            answered_at=BEGAN + HOUR,
            answered_by=office.handler,
        )
        Prompt.objects.create(**told, text="提示", by=office.officer)
        Pulse.objects.create(stage=stage, at=BEGAN + MINUTE, before=1, after=2, because="没有消息")


def cost(client: Client, path: str) -> int:
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return sum('FROM "handling_rule"' not in query["sql"] for query in queries)  # asked again every few seconds


def test_the_pages_cost_the_same_however_much_happened(office: Office, stage: Stage) -> None:
    trainer, player = signed_in(office.officer), signed_in(office.head)
    pages = [
        (trainer, "/desk/stage/"),
        (trainer, "/desk/stage/roles/"),
        (trainer, "/desk/stage/strip/"),
        (player, "/desk/stage/wall/"),
        (player, "/desk/stage/figures/"),
        (player, "/desk/stage/calls/"),
        (player, "/desk/stage/strip/"),
        (player, "/desk/stage/voices.svg"),
    ]
    filled(stage, office, 2)
    few = [cost(client, page) for client, page in pages]
    filled(stage, office, 30)
    assert [cost(client, page) for client, page in pages] == few
    assert dict(zip([page for _client, page in pages], few, strict=True))["/desk/stage/strip/"] <= 12


def test_a_page_of_the_desk_asks_nothing_more_in_a_drill(office: Office, stage: Stage, settings: Any) -> None:
    client = signed_in(office.head)
    there = cost(client, "/desk/cases/")
    settings.DRILL = ""
    assert cost(client, "/desk/cases/") == there


def test_a_tick_costs_the_same_however_much_was_played(office: Office, stage: Stage) -> None:
    def ticked(at: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            actions.play(stage, at=at)
        return len(queries)

    until = stage.played_until
    assert until is not None
    ticked(until + timedelta(seconds=1))
    few = ticked(until + timedelta(seconds=2))
    filled(stage, office, 60)
    assert ticked(until + timedelta(seconds=3)) <= few + 2  # a voice may have come in that second
