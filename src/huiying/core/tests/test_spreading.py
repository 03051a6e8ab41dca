"""Figures of spread against those of an act: one post at a time, and what is not told is never nought."""

import pytest

from huiying.core import regulation
from huiying.core.errors import InputError
from huiying.core.spreading import Measured, measured, totals

ACT = {"reposts": 500, "reads": 5000}


@pytest.mark.parametrize(
    ("spreads", "reads", "reposts"),
    [
        ([{"reads": 4999, "reposts": 499}], False, False),
        ([{"reads": 5000, "reposts": 499}], True, False),
        ([{"reads": 10, "reposts": 500}], False, True),
        ([{"reads": 3000}, {"reads": 3000}], False, False),
        ([{"comments": 9000, "likes": 9000}], False, False),
        ([], False, False),
    ],
)
def test_one_post_reaches_a_figure_or_none_does(spreads: list[dict[str, int]], reads: bool, reposts: bool) -> None:
    assert [(row.figure, row.reached) for row in measured(ACT, spreads)] == [("reads", reads), ("reposts", reposts)]


def test_all_posts_together_are_told_beside_the_largest() -> None:
    (row,) = measured({"reads": 5000}, [{"reads": 3000}, {"reads": 2500}, {"likes": 3}])
    assert row == Measured(figure="reads", threshold=5000, most=3000, together=5500)


def test_what_no_post_tells_is_not_nought() -> None:
    (row,) = measured({"reads": 5000}, [{"likes": 3}])
    assert (row.most, row.together, row.reached) == (None, None, False)
    assert totals([{"likes": 3}, {"likes": 4, "reads": 0}]) == {"reads": 0, "likes": 7}


def test_the_grounds_that_ship_have_their_acts_and_figures() -> None:
    grounds = regulation.load().legal_grounds
    assert grounds["online_defamation"].thresholds == {"reads": 5000, "reposts": 500}
    assert "法释〔2013〕21号" in grounds["online_defamation"].citation.zh
    assert grounds["public_order"].citation.zh.endswith("第二十九条")
    assert grounds["false_alarm"].citation == (
        "《中华人民共和国刑法》第二百九十一条之一",
        "《中華人民共和國刑法》第二百九十一條之一",
        "Criminal Law, art. 291-1",
    )
    assert set(regulation.load().clue_organs) == {"police", "network"}


OWN = """
extends = "national"
name = "某市规定"
version = "1"
effective = 2026-03-01
[acts.ours]
title = "某市网络信息管理办法"
[[legal_grounds]]
id = "{id}"
title = "扰乱秩序"
says = "在网上散布扰乱秩序的谣言"
cite = [{{ act = "ours", articles = [3]{inserted} }}]
thresholds = {{ {figure} = 1000 }}
[[clue_organs]]
id = "party_office"
title = "市委网信办"
"""


def test_an_office_adds_grounds_and_organs_of_its_own() -> None:
    own = regulation.parse(OWN.format(id="ours", inserted="", figure="comments"), where="市.toml")
    assert own.legal_grounds["ours"].thresholds == {"comments": 1000}
    assert own.legal_grounds["ours"].confidence == "M"
    assert set(own.clue_organs) == {"police", "network", "party_office"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Ours", "inserted": "", "figure": "reads"},
        {"id": "ours", "inserted": "", "figure": "followers"},
        {"id": "ours", "inserted": ", inserted = 0", "figure": "reads"},
    ],
)
def test_a_ground_that_is_written_wrong_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        regulation.parse(OWN.format(**wrong), where="市.toml")


def test_an_inserted_article_stands_behind_one() -> None:
    text = OWN.format(id="ours", inserted="", figure="reads").replace(", articles = [3]", ", inserted = 1")
    with pytest.raises(InputError, match="之几"):
        regulation.parse(text, where="市.toml")
