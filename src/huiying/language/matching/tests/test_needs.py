import pytest

from huiying.language.matching import needs
from huiying.language.matching.projects import alike

NIGHT = ["江州区恒泰府工地夜间施工扰民", "投诉南湖小区旁工地夜间施工噪音扰民", "北岸花园二期工地夜里施工扰民"]
TALENT = ["咨询人才购房补贴的问题", "人才购房补贴什么时候发放？", "关于人才购房补贴申请条件的疑问"]


def test_what_is_asked_is_one_need_wherever_it_is_asked() -> None:
    found = [sorted(group) for group in needs.group([*NIGHT, *TALENT])]
    assert found == [[0, 1, 2], [3, 4, 5]]


def test_new_questions_join_the_need_that_stands() -> None:
    found = needs.group([*NIGHT[:2], *TALENT[:2], NIGHT[2], TALENT[2]], [[0, 1], [2, 3]])
    assert sorted(map(sorted, found)) == [[0, 1, 4], [2, 3, 5]]


def test_needs_that_stand_are_never_joined_to_each_other() -> None:
    found = needs.group(NIGHT, [[0], [1]])
    assert {0, 1} <= {group[0] for group in map(sorted, found)}


def test_a_need_is_named_without_place_and_courtesy() -> None:
    assert needs.matter_of(NIGHT) in {"工地夜间施工扰民", "工地夜间施工噪音扰民", "工地夜里施工扰民"}
    assert needs.matter_of(["咨询人才购房补贴的问题"]) == "人才购房补贴"


def test_a_place_of_which_most_speak_belongs_to_the_name() -> None:
    told = ["丽湖小区搅拌站噪音扰民", "丽湖小区搅拌站灰尘太大", "投诉丽湖小区附近搅拌站"]
    assert "丽湖小区" in needs.matter_of(told)


def test_questions_without_words_group_with_none() -> None:
    assert needs.group([]) == []
    assert len(needs.group(["", "？？？"])) >= 1
    assert needs.matter_of([]) == ""


PARKS = ["请问洪山公园何时开工建设？", "洪山公园什么时候会动工", "洪山公园建设计划何时启动"]
LINES = ["地铁1号线北延线何时开工", "地铁一号线北延线什么时候开工？", "请问地铁1号线延长线哪天开工"]


def test_works_are_parted_by_their_names() -> None:
    found = [sorted(group) for group in needs.group([*PARKS, *LINES, "地铁11号线何时开工"])]
    assert [0, 1, 2] in found
    assert [3, 4, 5] in found
    assert [6] in found


def test_a_new_question_joins_the_work_that_it_names() -> None:
    found = needs.group([*PARKS[:2], *LINES[:2], PARKS[2], "请问暮坪大桥何时开工建设"], [[0, 1], [2, 3]])
    assert [0, 1, 4] in [sorted(group) for group in found]
    assert [5] in found


def test_a_place_of_which_very_many_ask_is_a_need_of_its_own() -> None:
    assert [1] in needs.group(NIGHT, people=[1, 300, 1])
    assert [sorted(group) for group in needs.group(NIGHT, people=[1, 2, 1])] == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("questions", "people", "name"),
    [
        (PARKS, [], "洪山公园何时开工建设"),
        (["杨美公园建电站,合理吗？"], [], "杨美公园建电站，合理吗"),
        (["A4区海外滩小区距高铁30米,合理吗?", "公园建电站合理吗"], [669, 1], "A4区海外滩小区距高铁30米，合理吗"),
        (["请问A7县路灯什么时候亮呢？"], [], "A7县路灯什么时候亮"),
        (["五矿万境存在一系列问题"], [], "五矿万境存在一系列问题"),
        (["举报张**占道经营", "有人占道经营，无人管"], [], "有人占道经营，无人管"),
    ],
)
def test_a_name_says_which_matter_in_plain_words(questions: list[str], people: list[int], name: str) -> None:
    assert needs.matter_of(questions, people) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("洪山公园", "南洪山公园", True), ("1号线", "11号线", False), ("a", "b", False)],
)
def test_names_of_one_thing(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
