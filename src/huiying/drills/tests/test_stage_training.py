"""What a trainer does while it plays, and what players answer: checked, kept, told to the ledger."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.drills import actions, clock
from huiying.drills.models import Call, Stage, Utterance
from huiying.drills.tests.stages import BEGAN, HOUR, MINUTE, begun, listened, played, staged
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_drill(settings: object) -> None:
    settings.DRILL = "test-1"  # type: ignore[attr-defined]
    settings.CHANNEL_CONNECTORS = "huiying.drills.stage_connector.connector"  # type: ignore[attr-defined]


@pytest.fixture
def stage(office: Office) -> Stage:
    return begun(office)


@pytest.fixture
def time_of_the_drill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[clock.DrillClock]:
    """The clock of a world, without putting it in the place of the house's own."""
    clock.make(tmp_path, begins=BEGAN, speed=1, real=time.time())
    made = clock.DrillClock(tmp_path)
    monkeypatch.setattr(clock, "current", lambda: made)
    return made


def told(deed: str) -> dict[str, object]:
    return Entry.objects.filter(deed=deed).latest("pk").told


def test_a_voice_is_brought_in_and_heard(office: Office, stage: Stage) -> None:
    row = actions.inject(
        stage,
        kind="post",
        text="我亲戚喝了进了医院。",
        who="园区网友",
        channel="weibo",
        stream="微博议论",
        rumour="poison",
        by=office.officer,
        at=BEGAN + MINUTE,
    )
    assert isinstance(row, Utterance)
    assert (row.injected_by, row.rumour, row.at) == (office.officer, "poison", BEGAN + MINUTE)
    listened(BEGAN + 2 * MINUTE)
    assert Voice.objects.get(text="我亲戚喝了进了医院。").correspondent.name == "园区网友"
    assert told("drill.injected") == {
        "kind": "post",
        "ident": "brought:1",
        "stream": "微博议论",
        "channel": "weibo",
    }


def test_a_call_is_brought_in(office: Office, stage: Stage) -> None:
    call = actions.inject(
        stage, kind="call", text="请问？", who="上级值班室", within=5 * MINUTE, by=office.officer, at=BEGAN
    )
    assert isinstance(call, Call)
    assert call.due_at == BEGAN + 5 * MINUTE
    again = actions.inject(stage, kind="call", text="请问？", who="上级值班室", by=office.officer, at=BEGAN)
    assert again.ident == "brought:2"
    played(stage, BEGAN + MINUTE)
    third = actions.inject(stage, kind="call", text="请问？", who="上级值班室", by=office.officer, at=BEGAN + MINUTE)
    assert third.ident == "brought:3"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"text": "  "}, "text"),
        ({"text": "长" * 4001}, "text"),
        ({"title": "长" * 121}, "title"),
        ({"who": "长" * 41}, "who"),
        ({"channel": "鸽子"}, "channel"),
        ({"channel": "../../etc"}, "channel"),
        ({"kind": "instruction"}, "kind"),
        ({"kind": "<b>"}, "kind"),
        ({"kind": "call", "who": ""}, "who"),
        ({"kind": "call", "who": "记者", "within": timedelta()}, "within"),
        ({"kind": "call", "who": "记者", "within": timedelta(days=2)}, "within"),
    ],
)
def test_what_cannot_be_brought_in_is_told_at_its_field(
    office: Office, stage: Stage, wrong: dict[str, object], where: str
) -> None:
    good = {"kind": "post", "text": "有毒", "channel": "weibo"}
    with pytest.raises(InputError) as refused:
        actions.inject(stage, **(good | wrong), by=office.officer, at=BEGAN)  # type: ignore[arg-type]
    assert refused.value.where == where
    assert not stage.utterances.exists()
    assert not stage.calls.exists()


@pytest.mark.parametrize("person", ["leader", "handler", "auditor", "editor", "head"])
def test_nobody_else_steers(office: Office, stage: Stage, time_of_the_drill: clock.DrillClock, person: str) -> None:
    by = getattr(office, person)
    deeds = [
        lambda: actions.inject(stage, kind="post", text="有毒", channel="weibo", by=by, at=BEGAN),
        lambda: actions.give_hint(stage, text="看收件", by=by, at=BEGAN),
        lambda: actions.pause(stage, by=by, at=BEGAN),
        lambda: actions.go_on(stage, by=by, at=BEGAN),
        lambda: actions.hurry(stage, speed=10, by=by, at=BEGAN),
        lambda: actions.step(stage, ahead=HOUR, by=by, at=BEGAN),
        lambda: actions.finish(stage, by=by, at=BEGAN),
        lambda: actions.act_as(office.handler, stage, by=by, at=BEGAN),
    ]
    before = Entry.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == before


def test_nothing_is_brought_into_a_drill_that_does_not_play(office: Office) -> None:
    stage = staged(office)
    with pytest.raises(RuleError, match="尚未开始"):
        actions.give_hint(stage, text="看收件", by=office.officer, at=BEGAN)
    actions.begin(stage, by=office.officer, at=BEGAN)
    actions.finish(stage, by=office.officer, at=BEGAN + HOUR)
    with pytest.raises(RuleError, match="已结束"):
        actions.inject(stage, kind="post", text="有毒", channel="weibo", by=office.officer, at=BEGAN + HOUR)


def test_a_call_is_answered_once_and_late_is_kept_as_late(office: Office, stage: Stage) -> None:
    played(stage, BEGAN + 30 * MINUTE)
    call = stage.calls.get()
    for nobody in (office.auditor, office.editor):
        with pytest.raises(NotAllowed):
            actions.answer_call(call, text="请留电话。", by=nobody, at=BEGAN + 30 * MINUTE)
    with pytest.raises(InputError):
        actions.answer_call(call, text=" ", by=office.handler, at=BEGAN + 30 * MINUTE)
    actions.answer_call(call, text="正在检测。", by=office.handler, at=BEGAN + 40 * MINUTE)
    assert (call.answer, call.answered_by) == ("正在检测。", office.handler)
    assert told("drill.call_answered") == {"call": call.pk, "caller": "江岚晚报记者", "late": True}
    with pytest.raises(RuleError, match="已经答复"):
        actions.answer_call(call, text="再答一次。", by=office.officer, at=BEGAN + 41 * MINUTE)
    call.refresh_from_db()
    assert call.answer == "正在检测。"


def test_the_time_is_held_hurried_and_moved_ahead(
    office: Office, stage: Stage, time_of_the_drill: clock.DrillClock
) -> None:
    actions.go_on(stage, by=office.officer, at=BEGAN)
    actions.hurry(stage, speed=60, by=office.officer, at=BEGAN)
    assert (time_of_the_drill.state().speed, time_of_the_drill.state().held) == (60, False)
    actions.pause(stage, by=office.officer, at=BEGAN)
    before = time_of_the_drill.now()
    actions.step(stage, ahead=15 * MINUTE, by=office.officer, at=BEGAN)
    assert time_of_the_drill.now() - before == 15 * MINUTE
    deeds = set(Entry.objects.filter(about="drill:test-1").values_list("deed", flat=True))
    assert {"drill.went_on", "drill.hurried", "drill.paused", "drill.stepped"} <= deeds
    assert told("drill.hurried") == {"speed": "60"}
    for speed in (0, -1, 1e9, float("nan")):
        with pytest.raises(InputError):
            actions.hurry(stage, speed=speed, by=office.officer, at=BEGAN)
    for ahead in (timedelta(), timedelta(days=2), -HOUR):
        with pytest.raises(InputError):
            actions.step(stage, ahead=ahead, by=office.officer, at=BEGAN)


def test_the_time_starts_with_the_drill_and_stands_still_at_its_end(
    office: Office,
    time_of_the_drill: clock.DrillClock,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stage = staged(office)
    assert time_of_the_drill.state().waits
    with django_capture_on_commit_callbacks(execute=True):
        actions.begin(stage, by=office.officer, at=BEGAN)
        assert time_of_the_drill.state().held  # what is not kept yet moves no clock
    assert not time_of_the_drill.state().held
    with django_capture_on_commit_callbacks(execute=True):
        actions.finish(stage, by=office.officer, at=BEGAN + HOUR)
    assert time_of_the_drill.state().held


def test_outside_a_drill_no_time_is_changed_and_nobody_acts_as_another(
    office: Office, stage: Stage, settings: object
) -> None:
    with pytest.raises(RuleError, match="不是演练世界"):
        actions.hurry(stage, speed=10, by=office.officer, at=BEGAN)
    settings.DRILL = ""  # type: ignore[attr-defined]
    with pytest.raises(RuleError, match="演练之外"):
        actions.act_as(office.handler, stage, by=office.officer, at=BEGAN)


def test_the_state_of_a_stage_is_plain_json(office: Office, stage: Stage) -> None:
    played(stage, BEGAN + HOUR)
    actions.give_hint(stage, text="看收件", by=office.officer, at=BEGAN + HOUR)
    stage.refresh_from_db()
    assert json.loads(json.dumps(stage.state)) == stage.state
