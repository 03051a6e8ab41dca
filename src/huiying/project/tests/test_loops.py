import threading
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from huiying.assessment.models import Proposal, Topic
from huiying.handling.models import Case
from huiying.intake.models import Voice
from huiying.project import loops
from tests.office import SUNDAY, Office
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_writes_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test holds the database: threads beside it would wait for it."""
    monkeypatch.setattr(loops.Heart, "beat", lambda *_args, **_more: None)
    monkeypatch.setattr(loops, "keep_watch", lambda _at: False)


def letters(office: Office, first: int, last: int) -> None:
    for number in range(first, last):
        text = f"云帆高新园第{number}次停电，车间生产线全部停工，请抢修云帆高新园线路。"
        office.letter(text, ident=f"burst-{number}", title="云帆高新园停电", said_by=f"企业{number}")


def test_a_round_empties_every_shelf(office: Office) -> None:
    letters(office, 0, 6)
    done = loops.round_of_work(at=SUNDAY)
    assert (done["assessed"], done["opened"]) == (6, 6)
    assert done["topics"] == Topic.objects.count() > 0
    assert not Voice.objects.unassessed().exists()
    assert Case.objects.count() == 6
    assert loops.round_of_work(at=SUNDAY) == {
        "assessed": 0,
        "opened": 0,
        "rewound": 0,
        "alarms": 0,
        "overdue": 0,
        "cards": 0,
        "late_lists": 0,
        "released": 0,
        "scheduled": 0,
        "topics": 0,
    }


def test_topics_wait_for_more_voices_but_lose_none(office: Office) -> None:
    topics = loops._Topics()
    letters(office, 0, 5)
    topics.tell(loops.take_from_shelves(at=SUNDAY)["assessed"])
    topics.look(SUNDAY)
    letters(office, 5, 8)
    soon, later = SUNDAY + timedelta(seconds=20), SUNDAY + timedelta(minutes=3)
    topics.tell(loops.take_from_shelves(at=soon)["assessed"])
    topics.look(soon)
    assert [t.voices_count for t in Topic.objects.all()] == [5]
    topics.look(later)
    assert [t.voices_count for t in Topic.objects.all()] == [8]


def test_what_comes_while_cases_are_opened_is_judged_before_the_round_ends(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = loops.take_waiting
    late = iter([True])

    def while_it_takes_long(*, at: datetime) -> int:
        if next(late, False):
            office.letter("滨江小区一栋居民楼起火，有人被困在六楼，请马上派消防车。", ident="late", title="起火")
        return opening(at=at)

    judged_by_then: list[bool] = []
    monkeypatch.setattr(loops, "take_waiting", while_it_takes_long)
    monkeypatch.setattr(loops, "ring", lambda **_at: judged_by_then.append(_is_flagged("late")) or 0)
    letters(office, 0, 2)
    assert loops.take_from_shelves(at=SUNDAY)["assessed"] == 3
    assert judged_by_then == [True]


def _is_flagged(ident: str) -> bool:
    return Proposal.objects.filter(voice__external_id=ident, emergency=True).exists()


def test_an_emergency_is_judged_while_topics_are_gathered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, judged = threading.Event(), threading.Event()

    def gathering(**_period: object) -> None:
        assert judged.wait(PATIENCE), "the shelves wait for the topics"
        stop.set()

    def shelves(**_at: object) -> dict[str, int]:
        judged.set()
        return {"assessed": 1}

    for name in ("measure_gap_when_due", "inspect_when_due", "exchange", "close_old_connections"):
        monkeypatch.setattr(loops, name, lambda *_args, **_more: 0)
    monkeypatch.setattr(loops, "gathering_is_due", lambda **_at: True)
    monkeypatch.setattr(loops, "gather_topics", gathering)
    monkeypatch.setattr(loops, "take_from_shelves", shelves)
    monkeypatch.setattr(loops, "PAUSE_SECONDS", 0.01)
    loops.run(stop)
    assert judged.is_set()


def test_an_error_does_not_end_the_loop(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, rounds = threading.Event(), []

    def failing(*, at: object) -> dict[str, int]:
        rounds.append(timezone.now())
        if len(rounds) == 3:
            stop.set()
        raise RuntimeError

    monkeypatch.setattr(loops, "take_from_shelves", failing)
    monkeypatch.setattr(loops, "beside", lambda _topics: {})  # threads that wait for what this test holds
    monkeypatch.setattr(loops, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(loops, "close_old_connections", lambda: None)
    loops.run(stop)
    assert len(rounds) == 3


def test_a_slow_inspection_holds_up_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, heard = threading.Event(), threading.Event()

    def slow(_at: object) -> None:
        assert heard.wait(PATIENCE), "the channels wait for the inspection"
        stop.set()

    for name in ("measure_gap_when_due", "take_from_shelves", "close_old_connections"):
        monkeypatch.setattr(loops, name, lambda *_args, **_more: {"assessed": 0})
    monkeypatch.setattr(loops, "gathering_is_due", lambda **_more: False)
    monkeypatch.setattr(loops, "exchange", lambda _at: heard.set())
    monkeypatch.setattr(loops, "inspect_when_due", slow)
    monkeypatch.setattr(loops, "PAUSE_SECONDS", 0.01)
    loops.run(stop)
    assert heard.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "inspection"]
