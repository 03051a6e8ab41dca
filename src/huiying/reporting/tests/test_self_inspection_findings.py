"""Problems are derived: each appears when its figure shows it and disappears when it does not, and has its measure."""

from typing import Any

import pytest

from huiying.reporting.papers.findings import RULES, find
from huiying.reporting.papers.measures import HEADS
from huiying.reporting.papers.problems import NONE_FOUND, problems
from huiying.reporting.papers.reading import Reading
from huiying.reporting.papers.self_inspection import compose

from .self_inspection_sample import faultless, figures, imported, snapshot
from .test_self_inspection import body, under


def found(facts: dict[str, Any]) -> set[str]:
    return {finding.id for finding in find(Reading(facts))}


def flawed(**values: float) -> dict[str, Any]:
    """The faultless half year with some figures changed."""
    facts = faultless()
    for key, value in values.items():
        facts["figures"][key]["value"] = value
    return facts


def test_the_faultless_half_year_has_no_problem_and_says_so() -> None:
    assert found(faultless()) == set()
    assert problems(Reading(faultless()), ()) == [NONE_FOUND]


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ({"late_closed": 4}, "late"),
        ({"overdue_open": 1}, "late"),
        ({"open": 3}, "unanswered"),
        ({"median_days": 2.0, "p90_days": 15.0}, "long_tail"),
        ({"returned": 40}, "returned"),
        ({"unanswered_topics": 2}, "unanswered_topics"),
        ({"publish_rate": 31.0}, "low_publication"),
        ({"satisfaction_rate": 71.0}, "dissatisfied"),
        ({"solved_rate": 50.0}, "unsolved"),
        ({"reopened": 3}, "reopened"),
        ({"rated": 12}, "few_ratings"),
    ],
)
def test_each_figure_shows_its_problem_alone(values: dict[str, float], finding: str) -> None:
    assert found(flawed(**values)) == {finding}


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        ({"published": {"answers": 500, "pages": 80, "forms": ["门户网站"]}}, "few_forms"),
        ({"published": {"answers": 0, "pages": 0, "forms": []}}, "nothing_released"),
        ({"themes": [{"name": "惠企政策", "received": 300}]}, "concentrated"),
        ({"channels": [{"name": "招商热线", "form": "hotline", "received": 0, "replied": 0}]}, "silent_channels"),
        ({"trainings": 0}, "untrained"),
        ({"group": {"head": "", "deputies": 0, "members": 0, "liaisons": 0}}, "no_group"),
        ({"ledger": {"entries": 80, "verified": False}}, "broken_ledger"),
        (
            {"topics": [{"description": "停电", "voices": 9, "heat": 5.0, "answered": True, "published": False}]},
            "unpublished_topics",
        ),
    ],
)
def test_each_fact_shows_its_problem_alone(facts: dict[str, Any], finding: str) -> None:
    assert found(faultless() | facts) == {finding}


def test_every_problem_has_a_measure_and_every_measure_a_problem() -> None:
    answered = {finding for head in HEADS for finding, _ in head.answers}
    assert answered == {ident for ident, *_ in RULES}


def test_a_satisfaction_that_fell_is_a_problem_even_when_it_is_high() -> None:
    facts = flawed(satisfaction_rate=93.0)
    facts["previous"] = figures(4) | {"satisfaction_rate": figures(4)["satisfaction_rate"] | {"value": 97.5}}
    assert found(facts) == {"dissatisfied"}
    assert "评价400件中满意392件，满意率为93.0%，低于上期的97.5%" in under(compose(facts), "三、")


def test_problems_are_told_in_at_most_three_points_and_fewer_when_there_are_fewer() -> None:
    assert [point[:2] for point in under(compose(snapshot()), "三、").splitlines()] == ["一是", "二是", "三是"]
    assert under(compose(flawed(open=3)), "三、").splitlines() == ["一是部分来件尚未答复。截至期末尚有3件未答复。"]


def test_causes_come_from_where_and_when_lateness_gathers() -> None:
    said = under(compose(snapshot()), "三、")
    assert "超期主要集中在项目服务科，答复133件中超期24件" in said
    assert "2026年3月来件最多（157件），超期31件，比例为各月最高" in said
    spread = [{"section": name, "late": 3, "closed": 40} for name in ("项目服务科", "政策法规科", "园区协作科")]
    said = under(compose(snapshot(late_by_section=spread, monthly=[])), "三、")
    assert "超期发生在项目服务科（3件）、政策法规科（3件）和园区协作科（3件）" in said
    assert "各月最高" not in said


def test_measures_name_what_was_found() -> None:
    document = compose(snapshot())
    assert "由项目服务科对超期件逐件查明环节" in under(document, "加强队伍建设")
    assert "在门户网站之外" in under(document, "丰富公开形式")
    assert "检查招商热线的接入和公示情况" in under(document, "完善回应平台")
    quiet = under(compose(faultless()), "加强队伍建设")
    assert "超期" not in quiet
    assert quiet


def test_imported_letters_show_no_problem_that_was_not_counted() -> None:
    assert found(imported()) == {"unanswered", "nothing_released", "concentrated", "untrained", "no_group"}
    assert "满意" not in body(compose(imported()))
