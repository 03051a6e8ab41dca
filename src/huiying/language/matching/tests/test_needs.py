from huiying.language.matching import needs

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
    assert needs.matter_of(NIGHT) in {"工地夜间施工扰民", "旁工地夜间施工噪音扰民", "工地夜里施工扰民"}
    assert needs.matter_of(["咨询人才购房补贴的问题"]) == "人才购房补贴"


def test_a_place_of_which_most_speak_belongs_to_the_name() -> None:
    told = ["丽湖小区搅拌站噪音扰民", "丽湖小区搅拌站灰尘太大", "投诉丽湖小区附近搅拌站"]
    assert "丽湖小区" in needs.matter_of(told)


def test_questions_without_words_group_with_none() -> None:
    assert needs.group([]) == []
    assert len(needs.group(["", "？？？"])) >= 1
    assert needs.matter_of([]) == ""
