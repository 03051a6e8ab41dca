"""The stage plays: what happens is kept once, what the office says changes the temper, the rest is the scenario's."""

from datetime import timedelta

import pytest
from django.test import override_settings

from huiying.core.errors import NotAllowed, RuleError
from huiying.drills import actions
from huiying.drills.models import Prompt, Stage, Utterance
from huiying.drills.tests.stages import BEGAN, HOUR, MINUTE, SCENARIO, answering, begun, listened, played, staged
from huiying.handling.models import Instruction
from huiying.handling.tests.incidents import released
from huiying.intake.models import Channel, Voice
from huiying.ledger.models import Entry
from tests.office import Office

CONNECTOR = "huiying.drills.stage_connector.connector"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_drill() -> object:
    with override_settings(DRILL="test-1", CHANNEL_CONNECTORS=CONNECTOR):
        yield


def rows(stage: Stage) -> tuple[int, ...]:
    return tuple(each.count() for each in (stage.utterances, stage.calls, stage.prompts, stage.pulses))


def test_a_stage_is_begun_once_and_by_its_trainer(office: Office) -> None:
    stage = staged(office)
    with pytest.raises(NotAllowed):
        actions.begin(stage, by=office.leader, at=BEGAN)
    with pytest.raises(NotAllowed):
        actions.begin(stage, by=office.handler, at=BEGAN)
    actions.begin(stage, by=office.officer, at=BEGAN)
    assert (stage.began_at, stage.played_until) == (BEGAN, BEGAN)
    with pytest.raises(RuleError, match="已经开始"):
        actions.begin(stage, by=office.officer, at=BEGAN + HOUR)
    assert Entry.objects.filter(deed="drill.begun", about="drill:test-1").count() == 1


def test_nothing_happens_before_the_beginning(office: Office) -> None:
    stage = staged(office)
    assert not actions.play(stage, at=BEGAN + HOUR).said
    assert rows(stage) == (0, 0, 0, 0)


def test_what_a_scenario_needs_and_the_office_lacks_is_there(office: Office) -> None:
    Channel.objects.create(slug="old-weibo", name="微博", connector="weibo", form="social", is_open=False)
    begun(office)
    assert Channel.objects.get(slug="old-weibo").is_open
    assert Channel.objects.get(form="news").slug == "stage-news"
    assert not Channel.objects.filter(slug="stage-mailbox").exists()  # the mayor's mailbox does


def test_what_happens_goes_to_its_channel(office: Office) -> None:
    stage = played(begun(office), BEGAN + HOUR)
    by_form = set(stage.utterances.values_list("channel__form", "kind"))
    assert by_form == {("social", "post"), ("mailbox", "letter")}
    call = stage.calls.get()
    assert (call.who, call.at, call.due_at) == ("江岚晚报记者", BEGAN + 20 * MINUTE, BEGAN + 35 * MINUTE)
    assert stage.prompts.order_by("at").first().text == "先看收件。"
    assert stage.state["down"] == {Channel.objects.get(connector="weibo").slug: True}
    assert "down" not in played(stage, BEGAN + 90 * MINUTE).state or stage.state["down"] == {}


def test_a_tick_that_is_repeated_makes_nothing_twice(office: Office) -> None:
    stage = played(begun(office), BEGAN + HOUR)
    before = rows(stage)
    actions.play(stage, at=BEGAN + HOUR)
    actions.play(stage, at=BEGAN + 30 * MINUTE)
    assert rows(stage) == before


def test_a_tick_that_broke_off_left_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = played(begun(office), BEGAN + 10 * MINUTE)
    before, until, state = rows(stage), stage.played_until, stage.state

    def broken(*_told: object, **_more: object) -> int:
        raise OSError("The power went.")

    with monkeypatch.context() as patch:
        patch.setattr("huiying.drills.actions.instructing.give_waiting", broken)
        with pytest.raises(OSError, match="power"):
            actions.play(stage, at=BEGAN + HOUR)
    stage.refresh_from_db()
    assert (rows(stage), stage.played_until, stage.state) == (before, until, state)
    once = begun_elsewhere(stage)
    played(stage, BEGAN + HOUR)
    assert list(stage.utterances.values_list("ident", "at")) == once


def begun_elsewhere(stage: Stage) -> list[tuple[object, ...]]:
    """What another stage of the same scenario and seed says in the first hour, in one step."""
    other = Stage.objects.create(key="test-2", title="另一个", scenario=stage.scenario, seed=stage.seed)
    other.trainers.set(stage.trainers.all())
    actions.begin(other, by=stage.trainers.get(), at=BEGAN)
    actions.play(other, at=BEGAN + HOUR)
    return list(other.utterances.values_list("ident", "at"))


def test_the_office_hears_what_is_said_once_it_listens(office: Office) -> None:
    stage = played(begun(office), BEGAN + 30 * MINUTE)
    assert not Voice.objects.exists()
    assert listened(BEGAN + 30 * MINUTE) == stage.utterances.count() > 5
    post = Voice.objects.filter(channel__connector="weibo").order_by("pk")[0]
    letter = Voice.objects.filter(channel=office.mailbox).order_by("pk")[0]
    assert not post.addressed
    assert letter.addressed
    assert "桶装水" in letter.text


def test_a_source_that_is_down_keeps_its_voices_back(office: Office) -> None:
    stage = played(begun(office), BEGAN + 39 * MINUTE)
    listened(BEGAN + 39 * MINUTE)
    weibo = Channel.objects.get(connector="weibo")
    heard = Voice.objects.filter(channel=weibo).count()
    played(stage, BEGAN + 70 * MINUTE)
    listened(BEGAN + 70 * MINUTE)
    weibo.refresh_from_db()
    assert Voice.objects.filter(channel=weibo).count() == heard
    assert weibo.error
    assert stage.utterances.filter(channel=weibo).count() > heard
    played(stage, BEGAN + 81 * MINUTE)
    listened(BEGAN + 3 * HOUR)
    assert Voice.objects.filter(channel=weibo).count() == stage.utterances.filter(channel=weibo).count()


def test_silence_makes_it_hotter_and_a_true_notice_calms_it(office: Office) -> None:
    silent = played(begun(office), BEGAN + 4 * HOUR)
    hot, voices = silent.temper, silent.utterances.filter(stream="微博议论").count()
    assert hot > 3
    assert set(silent.pulses.values_list("because", flat=True)) == {"一直没有官方消息", "记者的电话没有人接"}
    Stage.objects.filter(pk=silent.pk).update(key="silent")

    spoken = begun(office)
    played(spoken, BEGAN + 30 * MINUTE)
    actions.answer_call(spoken.calls.get(), text="正在检测。", by=office.officer, at=BEGAN + 30 * MINUTE)
    listened(BEGAN + 30 * MINUTE)
    incident = answering(office, BEGAN + 40 * MINUTE)
    release = released(incident, office, BEGAN + 50 * MINUTE, text="桶装水检测合格，可以饮用。", every=60)
    played(spoken, BEGAN + 4 * HOUR)
    calmed = spoken.pulses.get(because="通报说清了情况")
    assert (calmed.before, calmed.after, calmed.ref) == (1.0, 0.6, f"release:{release.pk}")
    assert spoken.temper < hot / 2
    assert spoken.utterances.filter(stream="微博议论").count() < voices / 2


def test_an_instruction_waits_until_it_can_stand_on_something(office: Office) -> None:
    stage = played(begun(office), BEGAN + 35 * MINUTE)
    hint = stage.prompts.get(text__startswith="沈副局长批示")
    assert hint.at == BEGAN + 30 * MINUTE
    assert not Instruction.objects.exists()  # nothing was heard yet
    listened(BEGAN + 36 * MINUTE)
    actions.play(stage, at=BEGAN + 37 * MINUTE)
    given = Instruction.objects.get()
    assert (given.by, given.text) == (office.leader, "请尽快核实并向社会说明，结果报我。")
    assert given.errands.get().section == office.information
    actions.play(stage, at=BEGAN + 38 * MINUTE)
    assert Instruction.objects.count() == 1


def test_an_instruction_stands_on_the_incident_that_runs(office: Office) -> None:
    stage = played(begun(office), BEGAN + 20 * MINUTE)
    listened(BEGAN + 20 * MINUTE)
    incident = answering(office, BEGAN + 25 * MINUTE)
    played(stage, BEGAN + 31 * MINUTE)
    assert Instruction.objects.get().case == incident.case


def test_the_public_falls_silent_and_the_stage_ends_by_itself(office: Office) -> None:
    stage = played(begun(office), BEGAN + 20 * MINUTE)
    listened(BEGAN + 20 * MINUTE)
    answering(office, BEGAN + 25 * MINUTE)
    played(stage, BEGAN + 6 * HOUR, every=HOUR)
    said = stage.utterances.count()
    played(stage, BEGAN + 6 * HOUR)
    actions.play(stage, at=BEGAN + 8 * HOUR)
    assert stage.finished_at is None  # the incident still runs
    assert stage.utterances.count() == said
    actions.finish(stage, by=office.officer, at=BEGAN + 8 * HOUR)
    assert stage.finished_at == BEGAN + 8 * HOUR
    with pytest.raises(RuleError, match="已结束"):
        actions.finish(stage, by=office.officer, at=BEGAN + 9 * HOUR)


def test_a_stage_in_which_nothing_is_open_ends_with_its_scenario(office: Office) -> None:
    stage = played(begun(office), BEGAN + 6 * HOUR, every=2 * HOUR)
    assert stage.finished_at == BEGAN + 6 * HOUR
    assert Entry.objects.get(deed="drill.finished").actor == "machine"


def test_a_channel_that_somebody_closed_does_not_stop_the_stage(office: Office) -> None:
    stage = played(begun(office), BEGAN + 10 * MINUTE)
    Channel.objects.filter(connector="weibo").update(is_open=False)
    before = stage.utterances.count()
    played(stage, BEGAN + 40 * MINUTE)
    assert stage.utterances.count() > before
    assert Utterance.objects.filter(channel__connector="weibo", at__gt=BEGAN + 10 * MINUTE).exists()


def test_a_hint_of_the_scenario_has_no_giver(office: Office) -> None:
    played(begun(office), BEGAN + timedelta(seconds=30), every=MINUTE)
    assert Prompt.objects.get().by is None


def test_a_scenario_that_is_no_scenario_is_not_begun(office: Office) -> None:
    stage = staged(office, SCENARIO.replace("streams:", "strems:"))
    with pytest.raises(Exception, match="strems"):
        actions.begin(stage, by=office.officer, at=BEGAN)
    stage.refresh_from_db()
    assert stage.began_at is None
