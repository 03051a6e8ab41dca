"""评分 · Sign-off, hours, calls, letters, words and mood: each point moves when its cause moves."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from huiying.core.errors import RuleError
from huiying.drills.models import Pulse, Stage, Told
from huiying.drills.scenario.model import MINUTE, POINTS
from huiying.drills.scenario.reading import shipped_named
from huiying.drills.scoring import score
from huiying.drills.scoring.rubric import NAMES, RUBRIC
from huiying.handling.actions import take_waiting
from huiying.handling.actions.emergencies import save_release, sign_release, submit_release
from huiying.handling.actions.supervising import instruct
from huiying.handling.emergencies.notice import seal_of
from huiying.handling.models import Case, IncidentTask, Release
from huiying.handling.tests.clues import weibo
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .played import ANGRY, BEGAN, Day, burning, got, point, silent

pytestmark = pytest.mark.django_db


# ── 审签 ──


def test_nobody_signs_a_text_of_their_own(office: Office) -> None:
    """The deed itself refuses it; so the score never sees one that went this way."""
    day, incident = burning(office)
    release = day.releases(30, incident)
    text = {"sort": "continuing", "title": "续报", "text": "明火已扑灭。"}
    from_leader = save_release(incident, day.written(**text), by=office.officer, at=day.at(40))
    Release.objects.filter(pk=from_leader.pk).update(by=office.leader)
    from_leader.refresh_from_db()
    submit_release(from_leader, by=office.officer, at=day.at(41))
    with translation.override("en"), pytest.raises(RuleError, match="text of their own"):
        sign_release(from_leader, digest=seal_of(from_leader), by=office.leader, at=day.at(42))
    assert release.is_signed
    assert got(day, "sign_off") == 100


def test_a_text_that_was_changed_after_it_was_signed_is_found(office: Office) -> None:
    day, incident = burning(office)
    day.releases(30, incident)
    second = day.releases(60, incident, sort="continuing", text="明火已扑灭。")
    Release.objects.filter(pk=second.pk).update(text="明火已扑灭，无任何损失。")
    told = point(day.ends(), "sign_off")
    assert told["points"] == 50
    assert told["reasons"][0] == "第2期通报的文本与签发时不一致。"
    assert told["evidence"][0]["ref"] == f"release:{second.pk}"


def test_other_words_on_a_channel_are_found(office: Office) -> None:
    day, incident = burning(office)
    release = day.releases(30, incident)
    key = f"release:incident-{release.pk}:posts"
    Told.objects.create(channel=weibo(), key=key, text=f"{release.title} http://x", at=day.at(31))
    assert got(day, "sign_off") == 100
    Told.objects.filter(key=key).update(text="损失很小，请勿炒作 http://x")
    told = point(day.ends(), "sign_off")
    assert told["points"] == 0
    assert "发到渠道的文字与签发的不一致" in told["reasons"][0]


def test_a_ledger_that_does_not_hold_proves_nothing(office: Office) -> None:
    day, incident = burning(office)
    day.releases(30, incident)
    entry = Entry.objects.get(deed="release.signed")
    Entry.objects.filter(pk=entry.pk).update(actor="somebody 别人")
    told = point(day.ends(), "sign_off")
    assert told["points"] == 0
    assert told["evidence"][0]["ref"] == f"entry:{entry.pk}"


# ── 时限 ──


@pytest.mark.parametrize(("second", "points"), [(60, 100), (95, 0), (None, 0)])
def test_a_promised_release_comes_in_its_hour_or_not(office: Office, second: float | None, points: float) -> None:
    day, incident = burning(office)
    day.releases(30, incident, every=45)
    if second is not None:
        day.releases(second, incident, sort="continuing", text="明火已扑灭。")
    assert got(day, "hours") == points


def test_a_task_and_an_instruction_that_are_late_cost_their_share(office: Office) -> None:
    day, incident = burning(office)
    IncidentTask.objects.create(
        incident=incident, what="核实伤亡", who=office.handler, due_at=day.at(60), at=day.at(10), done_at=day.at(50)
    )
    assert got(day, "hours") == 100
    instruct(
        case=incident.case,
        text="尽快查明原因，一小时内报告。",
        level="重大",
        due_at=day.at(90),
        sections=[office.project],
        by=office.leader,
        at=day.at(20),
    )
    told = point(day.ends(), "hours")
    assert told["points"] == 50
    assert "沈副局长批示的回报应于11时30分前完成，至演练结束没有完成" in told["reasons"][0]


# ── 来电、诉求 ──


@pytest.mark.parametrize(
    ("answered", "answer", "points"),
    [(64, "", 100), (75, "", 40), (None, "", 0), (64, "无可奉告，不要再来。", 60)],
)
def test_a_call_is_answered_in_time_late_or_not(
    office: Office, answered: float | None, answer: str, points: float
) -> None:
    day = Day.of(office)
    day.says(0)
    day.calls(60, answered=answered, answer=answer)
    assert got(day, "calls") == points


def test_letters_count_by_how_far_they_are(office: Office) -> None:
    day = Day.of(office)
    letter = day.says(10, "孩子在园区幼儿园，要不要接走？", addressed=True, channel=office.files)
    day.says(175, "什么时候能回去？", addressed=True, channel=office.files)
    assert got(day, "letters") == 0
    take_waiting(at=day.at(20))
    assert got(day, "letters") == 20
    case = Case.objects.get(voice=day.voice(letter))
    Case.objects.filter(pk=case.pk).update(state="delivered", answered_at=day.at(100))
    told = point(day.ends(), "letters")
    assert told["points"] == 100
    assert told["reasons"] == ["来件1件：已答复1件。"]


# ── 失当言辞、公众情绪 ──


def test_words_that_made_it_worse_are_shown_with_their_sentence(office: Office) -> None:
    day, incident = burning(office)
    release = day.releases(40, incident, extra="目前群众情绪稳定。")
    assert got(day, "wording") == 100
    day.turns(41, 1.0, 2.0, ANGRY, ref=f"release:{release.pk}")
    told = point(day.ends(), "wording")
    assert told["points"] == 65
    assert told["evidence"][0]["words"] == "目前群众情绪稳定"
    assert "由1.00升至2.00" in told["reasons"][0]


def test_an_empty_phrase_costs_a_little_though_nobody_minds(office: Office) -> None:
    day, incident = burning(office)
    day.releases(40, incident, extra="我局高度重视，密切关注。")
    assert got(day, "wording") == 95


def test_silence_that_angers_people_is_no_matter_of_words(office: Office) -> None:
    day, incident = burning(office)
    day.releases(150, incident)
    day.turns(120, 1.0, 2.0, "两个小时没有消息，公众情绪上升")
    assert got(day, "wording") == 100


def test_the_mood_falls_with_the_temper_and_how_long_it_lasts(office: Office) -> None:
    day = Day.of(office)
    day.says(0)
    assert got(day, "mood") == 100
    day.turns(90, 1.0, 2.0, "没有消息")
    at_the_end = got(day, "mood")
    assert at_the_end == pytest.approx(0.5 * 75 + 0.3 * 50 + 0.2 * 50)
    Pulse.objects.update(at=day.at(10))
    assert got(day, "mood") < at_the_end


# ── 权重、真脚本 ──


def test_the_scenario_s_weights_weigh(office: Office) -> None:
    day = silent(office)
    plain = day.ends()["score"]
    weights = {each["key"]: 0.0 for each in day.ends()["points"]} | {"mood": 1.0}
    heavy = Day(office, day.stage, scenario=day.with_weights(weights)).ends()
    assert heavy["score"] == point(heavy, "mood")["points"]
    assert heavy["score"] != plain


def test_a_scenario_that_ships_is_read_and_scored(office: Office) -> None:
    scenario = shipped_named("plant-smoke")
    stage = Stage.objects.create(
        key="plant-smoke-1", title=scenario.title, scenario=scenario.text, seed=3, began_at=BEGAN, played_until=BEGAN
    )
    result = score(stage, at=SUNDAY + timedelta(hours=1))
    assert result["drill"]["sort"] == str(scenario.sort)
    assert [lesson["what"] for lesson in result["lessons"]][-len(scenario.lessons) :] == [
        lesson.rstrip("。") for lesson in scenario.lessons
    ]
    assert datetime.fromisoformat(result["ended_at"]) - datetime.fromisoformat(result["began_at"]) == 60 * MINUTE


def test_the_points_are_those_that_a_scenario_may_weigh() -> None:
    assert tuple(NAMES) == POINTS
    assert sum(each.weight for each in RUBRIC) == 100
