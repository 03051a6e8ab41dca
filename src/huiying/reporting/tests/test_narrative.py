"""Sentences say what the figures show, and no more than they show."""

import re
from typing import Any

import pytest

from huiying.reporting.papers.citing import Cited, pieces, plain
from huiying.reporting.papers.narrative import Narrator

from .narrative_sample import counted, facts, rated


def told(*series: Any, name: str = "来件", seed: str = "") -> str:
    return plain(Narrator(facts(*series, seed=seed)).tell(name))


def every_way(*series: Any, name: str = "来件") -> list[str]:
    """The sentences under many seeds."""
    return sorted({told(*series, name=name, seed=str(n)) for n in range(60)})


def count(*course: float, **more: Any) -> Any:
    return counted("received", "来件", "件", course, **more)


def test_a_rise_says_from_what_to_what() -> None:
    assert every_way(count(500, 565)) == [
        "上月来件500件，本月565件，增加65件，增长13.0%。",
        "与上月的500件相比，来件增加65件，为565件。",
        "期内来件565件，较上月增加65件，增长13.0%。",
        "来件565件，比上月增加65件，增长13.0%。",
        "来件由上月的500件增加到565件，增长13.0%。",
    ]


def test_every_number_is_cited_by_what_it_was_counted_by() -> None:
    text = Narrator(facts(count(500, 565))).tell("来件")
    cited = {piece.text: piece.reference for piece in pieces(text) if isinstance(piece, Cited)}
    before = "received@2026-12..x..x"
    known = {
        "500件": before,
        "565件": "received",
        "65件": f"difference(received,{before})",
        "13.0%": f"share(difference(received,{before}),{before})",
    }
    assert cited
    assert cited.items() <= known.items()
    assert not re.search(r"\d", "".join(piece for piece in pieces(text) if isinstance(piece, str)))


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ((0, 0), {"没有"}),
        ((0, 12), {"没有", "12件"}),
        ((12, 0), {"没有", "12件"}),
        ((12, 12), {"12件"}),
        ((500, 504), {"500件", "504件"}),
        ((8, 5), {"减少", "5件"}),
        ((1, 2), {"增加", "2件"}),
        ((7,), {"7件"}),
        ((0,), {"没有"}),
    ],
)
def test_none_one_and_many(course: tuple[float, ...], words: set[str]) -> None:
    for text in every_way(count(*course)):
        assert all(word in text for word in words), text


def test_growth_is_not_told_over_a_handful() -> None:
    assert not any("%" in text for text in every_way(count(8, 12)))


def test_a_record_names_the_month_since_which() -> None:
    texts = every_way(count(90, 40, 30, 60, 70))
    assert all(re.search("(为|是)2026年10月以来最多", text) for text in texts), texts
    ever = every_way(count(10, 40, 30, 60, 70, from_the_beginning=True))
    assert all("有记录以来最多" in text for text in ever), ever


def test_a_record_of_two_months_is_none() -> None:
    assert not any("以来" in text for text in every_way(count(90, 40, 30, 60)))


def test_a_first_time() -> None:
    assert all("2026年9月" in text for text in every_way(count(0, 0, 0, 0, 2)))
    assert all("有记录以来首次出现" in text for text in every_way(count(0, 0, 0, 2, from_the_beginning=True)))
    assert not any("首次" in text for text in every_way(count(0, 0, 2)))


def test_a_turn_after_a_run_and_a_run() -> None:
    assert all("逐月减少" in text and "转为增加" in text for text in every_way(count(80, 70, 60, 75)))
    # The first month that rose was November: it rose over October.
    assert all("2026年11月" in text and "逐月增加" in text for text in every_way(count(99, 60, 70, 80, 85)))


def test_one_channel_from_which_most_comes_is_the_cause() -> None:
    one = {"channel": {"微信": (20, 80), "市长信箱": (40, 44)}}
    assert all("微信" in text and "市长信箱" not in text for text in every_way(count(60, 124, by=one)))
    both = {"channel": {"微信": (20, 50), "市长信箱": (40, 74)}}
    assert not any("微信" in text for text in every_way(count(60, 124, by=both)))


def test_a_small_change_has_no_cause() -> None:
    one = {"channel": {"微信": (1, 5), "市长信箱": (40, 40)}}
    assert not any("微信" in text for text in every_way(count(41, 45, by=one)))


def test_what_stands_apart_is_named_beside_the_next() -> None:
    themes = {"theme": {"物业": (9, 90), "交通": (9, 10), "教育": (9, 9), "环保": (9, 8), "医保": (9, 11)}}
    texts = every_way(count(128, 128, by=themes))
    assert all("物业领域" in text and "医保领域的11件" in text for text in texts), texts


def test_rates_move_by_points_and_only_beyond_chance() -> None:
    fell = every_way(rated("满意率", [(950, 1000), (880, 1000)]), name="满意率")
    assert "满意率为88.0%，比上月下降7个百分点。" in fell
    assert all("下降" in text or "降至" in text or "低于" in text for text in fell)
    chance = every_way(rated("满意率", [(19, 20), (18, 20)]), name="满意率")
    assert not any("下降" in text or "低于" in text for text in chance)


def test_too_few_rows_give_counts_and_no_rate() -> None:
    texts = every_way(rated("满意率", [(19, 20), (2, 3)]), name="满意率")
    assert all("%" not in text and "评价3件中满意2件" in text for text in texts), texts
    nothing = every_way(rated("满意率", [(19, 20), (0, 0)]), name="满意率")
    assert nothing == ["期内没有可供计算满意率的记录。", "满意率没有可供计算的记录。"]


def test_a_rate_is_not_compared_with_a_month_that_holds_too_little() -> None:
    texts = every_way(rated("满意率", [(3, 4), (180, 200)]), name="满意率")
    assert not any("上月" in text for text in texts), texts


def test_the_section_that_pulls_a_rate_down() -> None:
    by = {"section": {"甲科": ((480, 500), (380, 500)), "乙科": ((470, 500), (472, 500))}}
    texts = every_way(rated("满意率", [(950, 1000), (852, 1000)], by=by), name="满意率")
    assert all("甲科" in text and "76.0%" in text for text in texts), texts


def test_a_section_that_only_grew_is_no_cause_of_a_rate() -> None:
    """The rates stand still; the weaker section has more of the work. Its weight pulls, its rate does not."""
    by = {"section": {"甲科": ((50, 100), (450, 900)), "乙科": ((855, 900), (95, 100))}}
    texts = every_way(rated("满意率", [(905, 1000), (545, 1000)], by=by), name="满意率")
    assert not any("甲科" in text or "乙科" in text for text in texts), texts


def test_a_series_is_told_once() -> None:
    narrator = Narrator(facts(count(500, 565)))
    assert narrator.tell("来件")
    assert not narrator.tell("来件")
    assert not narrator.tell("不在")
    assert narrator.movement("来件") == "rise"
    assert narrator.movement("不在") == ""
