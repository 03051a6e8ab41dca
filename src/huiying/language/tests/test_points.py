"""Opinions on one draft stand in points: those that say the same together, whatever their order."""

import random

import pytest

from huiying.language.points import grouped, name_of

SUBSIDY = (
    "建议提高小微企业的租金补贴标准，现在的标准覆盖不了一半租金。",
    "租金补贴标准太低了，小微企业租金压力大，请提高补贴标准。",
    "希望把小微企业租金补贴的标准再提高一些。",
    "小微企业租金补贴标准应当提高到百分之五十。",
)
PARKING = (
    "停车场夜间应当对周边居民开放，收费要低一点。",
    "园区停车场晚上空着，建议夜间向居民开放。",
    "请让居民夜间使用园区停车场，合理收费。",
)
ALONE = "第三条中“有关部门”指哪些部门，请写明。"
TEXTS = (*SUBSIDY, *PARKING, ALONE)


def told(texts: tuple[str, ...] | list[str], **more: object) -> set[frozenset[str]]:
    groups = grouped(texts, **more)  # type: ignore[arg-type]
    return {frozenset(texts[place] for place in group.places) for group in groups}


def test_what_says_the_same_is_one_point() -> None:
    assert told(TEXTS) == {frozenset(SUBSIDY), frozenset(PARKING), frozenset({ALONE})}


def test_every_text_stands_once_and_the_largest_point_comes_first() -> None:
    groups = grouped(TEXTS)
    assert sorted(place for group in groups for place in group.places) == list(range(len(TEXTS)))
    assert [len(group.places) for group in groups] == [4, 3, 1]


def test_the_order_in_which_they_came_says_nothing() -> None:
    shuffled = list(TEXTS)
    for seed in range(3):
        random.Random(seed).shuffle(shuffled)
        assert told(shuffled) == told(TEXTS)
        assert [shuffled[g.places[0]] for g in grouped(shuffled)] == [TEXTS[g.places[0]] for g in grouped(TEXTS)]


def test_copies_stand_with_their_text() -> None:
    groups = grouped([*TEXTS, *([f"{ALONE} "] * 5)])
    assert [len(group.places) for group in groups] == [6, 4, 3]


def test_what_a_person_put_together_stays_and_draws_its_like() -> None:
    held = [7, None, None, None, 7, None, None, None]
    groups = {group.held: group for group in grouped(TEXTS, held=held)}
    assert {0, 4} <= set(groups[7].places)
    assert set(groups[7].places) >= {1, 2, 3}
    apart = [1, 1, 2, 2, None, None, None, None]
    points = {group.held: set(group.places) for group in grouped(TEXTS, held=apart)}
    assert {0, 1} <= points[1]
    assert {2, 3} <= points[2]


@pytest.mark.parametrize("texts", [[], ["。。。"], ["", ""], ["a" * 100_000, "中" * 100_000]])
def test_whatever_is_said_is_grouped(texts: list[str]) -> None:
    assert sorted(place for group in grouped(texts) for place in group.places) == list(range(len(texts)))


def test_a_point_is_named_by_the_sentence_that_most_share() -> None:
    long = "我是园区的一名普通职工，在这里干了八年。小微企业租金补贴标准应当提高。谢谢各位领导！"
    assert name_of([long, *SUBSIDY]) == "小微企业租金补贴标准应当提高"
    assert len(name_of(["很长" * 100])) <= 60
    assert name_of(["好"])
