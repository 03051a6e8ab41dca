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


def test_long_letters_on_one_matter_are_one_point() -> None:
    stations = (
        "我家住在丽湖新城东边，小区旁边的混凝土搅拌站没日没夜地生产，灰尘和噪音让老人孩子整夜睡不着，请有关部门尽快处理。",
        "尊敬的领导：丽湖新城附近建了混凝土搅拌站，运料车来来往往，粉尘飘进家里，窗户都不敢开，居民苦不堪言，恳请查处。",
        "请问丽湖新城旁的混凝土搅拌站有没有环评手续？每天凌晨还在施工，气味刺鼻，孩子已经咳嗽了一个月，希望早日搬走。",
    )
    buses = (
        "星港园区到地铁站只有一条公交线路，早高峰要等四十分钟，上班经常迟到，建议增加班次，并在园区北门设一个站点。",
        "尊敬的领导：我们在星港园区上班，晚上九点以后没有公交到地铁站，只能打车回家，请把末班车延长并增加班次。",
        "希望星港园区开通到地铁站的接驳公交，现在走路要半个小时，雨天更难，园区几千名职工都盼着这条线路。",
    )
    assert told((*stations, *buses)) == {frozenset(stations), frozenset(buses)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫王小明，电话13812345678。建议提高补贴标准，越快越好。", "建议提高补贴标准，越快越好"),
        ("请联系我王小明，电话13812345678，我建议提高补贴标准。", "我建议提高补贴标准"),
        (f"{'停车场夜间开放' * 8}请打13812345678", "停车场夜间开放" * 8),
    ],
)
def test_a_name_carries_no_personal_data_and_no_part_of_it(text: str, name: str) -> None:
    found = name_of([text])
    assert found.startswith(name[:20])
    for piece in ("1381", "王小明", "138"):
        assert piece not in found
