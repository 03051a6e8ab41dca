"""评分 · A silent office scores low and a quick honest one high; each point moves when its cause moves."""

import pytest
from django.utils import translation

from huiying.core.errors import RuleError
from huiying.drills.models import Stage
from huiying.drills.scenario.model import Rumour
from huiying.drills.scoring.curves import ANGER, DETECTION, LATE_CALL, RESPONSE, RUMOUR, along
from huiying.handling.actions import clues as clue_deeds
from huiying.handling.actions import take_waiting
from huiying.handling.actions.emergencies import grade
from huiying.handling.models import Case
from huiying.handling.tests.clues import captured, written
from tests.office import Office

from .played import EXPLODED, PARTS, Day, burning, got, point, points, quick, silent

pytestmark = pytest.mark.django_db


def test_a_silent_office_scores_low(office: Office) -> None:
    result = silent(office).ends()
    told = points(result)
    assert told["detection"] == told["first_response"] == told["rumours"] == told["calls"] == told["letters"] == 0
    assert told["four_parts"] is told["consistency"] is told["sign_off"] is told["wording"] is None
    assert result["score"] < 15


def test_a_quick_honest_office_scores_high(office: Office) -> None:
    result = quick(office).ends()
    assert result["score"] > 90
    assert [each for each in result["points"] if each["points"] is not None and each["points"] < 80] == []


def test_the_same_rows_give_the_same_result(office: Office) -> None:
    day = quick(office)
    assert day.ends() == day.ends()


def test_a_stage_that_has_not_begun_is_not_scored(office: Office) -> None:
    day = Day.of(office)
    Stage.objects.filter(pk=day.stage.pk).update(began_at=None, played_until=None)
    day.stage.refresh_from_db()
    with translation.override("en"), pytest.raises(RuleError, match="has not begun"):
        day.ends_now()


@pytest.mark.parametrize(
    ("curve", "at", "points"),
    [
        (DETECTION, 0.1, 100),
        (DETECTION, 0.3, 70),
        (DETECTION, 1.5, 0),
        (RESPONSE, 0.2, 100),
        (RESPONSE, 0.6, 80),
        (RESPONSE, 1.0, 60),
        (RESPONSE, 1.0001, 40),
        (RESPONSE, 1.5, 20),
        (RESPONSE, 3.0, 0),
        (RUMOUR, 0.55, 75),
        (LATE_CALL, 0.5, 40),
        (ANGER, -1, 100),
        (ANGER, 1, 50),
        (ANGER, 3, 0),
    ],
)
def test_the_curves(curve: tuple[tuple[float, float], ...], at: float, points: float) -> None:
    assert along(curve, at) == pytest.approx(points, abs=0.01)


# ── 发现 ──


def test_detection_falls_with_the_time_that_nobody_looked(office: Office) -> None:
    soon, _incident = burning(office, opened=6)
    assert got(soon, "detection") == 100


def test_detection_two_hours_later_is_worth_less(office: Office) -> None:
    late, _incident = burning(office, opened=120)
    told = point(late.ends(), "detection")
    assert told["points"] == pytest.approx(along(DETECTION, 120 / 300))
    assert "12时00分" in told["reasons"][0]
    assert [each["ref"].partition(":")[0] for each in told["evidence"]] == ["utterance", "case"]


def test_what_the_machine_does_by_itself_is_no_detection(office: Office) -> None:
    day = Day.of(office)
    day.says(0, addressed=True, channel=office.files)
    take_waiting(at=day.at(2))
    assert Case.objects.count() == 1
    assert got(day, "detection") == 0


# ── 首次回应 ──


@pytest.mark.parametrize(("minute", "points"), [(40, 100), (120, 90), (240, 70), (300, 60), (301, 40)])
def test_the_first_response_is_worth_less_the_later_it_comes(office: Office, minute: float, points: float) -> None:
    day, incident = burning(office)
    day.releases(minute, incident)
    told = point(day.ends(400), "first_response")
    assert told["points"] == pytest.approx(points, abs=0.5)
    assert told["evidence"][0]["ref"].startswith("release:")


def test_the_hours_are_those_of_the_incident_s_own_clock(office: Office) -> None:
    """A lesser matter has 48 hours."""
    day, incident = burning(office, level="")
    grade(incident, level="较大", reason="影响有限", by=office.officer, at=day.at(8))
    day.releases(240, incident)
    assert got(day, "first_response", ends=400) == 100


def test_a_grade_below_the_scenario_s_gives_no_more_time(office: Office) -> None:
    day, incident = burning(office)
    grade(incident, level="较大", reason="影响有限", by=office.officer, at=day.at(8))
    day.releases(240, incident)
    told = point(day.ends(400), "first_response")
    assert told["points"] == pytest.approx(70, abs=0.5)
    assert "低于脚本给定的“重大”" in told["reasons"][1]


# ── 四要素 ──


def test_a_part_that_is_not_in_the_text_that_went_out_counts_little(office: Office) -> None:
    day, incident = burning(office)
    day.releases(30, incident, text=PARTS["situation"] + PARTS["measures"])
    told = point(day.ends(), "four_parts")
    assert told["points"] == 25 + 25 + 10 + 10
    assert "首次通报的“初步核实情况”没有写进发布的正文。" in told["reasons"]


def test_a_part_of_empty_phrases_counts_little(office: Office) -> None:
    day, incident = burning(office)
    day.releases(30, incident, measures="我局高度重视，全力以赴做好处置。")
    told = point(day.ends(), "four_parts")
    assert told["points"] == 85
    assert "“高度重视”等空话" in told["reasons"][0]


# ── 前后一致 ──


def test_what_is_not_so_costs_consistency(office: Office) -> None:
    day, incident = burning(office)
    day.releases(40, incident, extra="事故造成1人死亡。")
    told = point(day.ends(), "consistency")
    assert told["points"] == 65
    assert told["evidence"][0]["words"] == "事故造成1人死亡"


def test_what_nobody_could_know_yet_costs_less(office: Office) -> None:
    day, incident = burning(office)
    day.releases(20, incident, extra="事故造成1人死亡。")
    assert got(day, "consistency") == 80


def test_what_is_only_quoted_is_not_said(office: Office) -> None:
    day, incident = burning(office)
    day.releases(40, incident, extra="网传“1人死亡”的说法不实。")
    assert got(day, "consistency") == 100


@pytest.mark.parametrize(("words", "points"), [("", 80), ("更正：", 95)])
def test_a_figure_that_contradicts_an_earlier_one(office: Office, words: str, points: float) -> None:
    day, incident = burning(office)
    day.releases(40, incident, extra="仓库火灾现场共有受伤人员3人送医治疗。")
    later = f"{words}仓库火灾现场共有受伤人员7人送医治疗。"
    day.releases(80, incident, sort="continuing", text=later)
    told = point(day.ends(), "consistency")
    assert told["points"] == points
    assert [each["ref"] for each in told["evidence"]] == [
        f"release:{release.pk}" for release in incident.releases.order_by("-number")
    ]


# ── 谣言回应 ──


def test_a_rumour_is_answered_sooner_or_later_or_not(office: Office) -> None:
    day, incident = burning(office)
    day.says(20, EXPLODED, rumour="explosion")
    day.releases(40, incident)
    assert got(day, "rumours") == 0
    day.releases(110, incident, sort="continuing", text="经核实，现场没有发生爆炸。")
    told = point(day.ends(), "rumours")
    assert told["points"] == pytest.approx(along(RUMOUR, 90 / 300), abs=0.1)
    assert told["evidence"][1]["words"] == "经核实，现场没有发生爆炸"


def test_the_clue_of_an_unlawful_rumour_is_handed_over(office: Office) -> None:
    rumour = Rumour(key="explosion", says=EXPLODED, answers=("没有发生爆炸",), unlawful=True)
    day, incident = burning(office, rumours=(rumour,))
    said = day.says(20, EXPLODED, rumour="explosion")
    day.releases(30, incident, extra="没有发生爆炸。")
    assert got(day, "rumours") == 60
    clue = clue_deeds.make_clue(title="仓库爆炸传言", voices=[day.voice(said)], by=office.officer, at=day.at(40))
    assert got(day, "rumours") == 60 + 12
    written(clue, office)
    captured(clue, office)
    clue_deeds.submit_clue(clue, by=office.officer, at=day.at(50))
    clue_deeds.sign_clue(clue, by=office.leader, at=day.at(55))
    assert got(day, "rumours") == 60 + 28
    clue_deeds.hand_over(
        clue, given_by="顾信息", received_by="民警甲", handed_at=day.at(60), by=office.officer, at=day.at(61)
    )
    told = point(day.ends(), "rumours")
    assert told["points"] == 100
    assert told["evidence"][-1]["what"] == "线索已经移交"
