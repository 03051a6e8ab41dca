"""Groups that grow batch by batch, and what is parted of them: as the plain way has it, of however many."""

import random
from collections.abc import Sequence

import pytest

from huiying.language.matching import grouping, needs, parting
from huiying.language.matching.parting import Parts
from huiying.language.matching.projects import alike

MATTERS = ("人才购房补贴申请条件", "工地夜间施工噪音扰民", "小学入学报名时间", "公交车班次太少", "医保卡异地使用")


def taken(questions: Sequence[str], batch: int) -> grouping.Groups:
    told = [needs.read(question) for question in questions]
    weighing = grouping.Weighing.of(needs.spread_in(told), len(told))
    groups = grouping.Groups()
    for start in range(0, len(told), batch):
        rows = weighing.rows(told[start : start + batch])
        groups.take(range(start, start + len(rows)), rows)
    return groups


def test_groups_that_come_batch_by_batch_are_those_of_all_at_once() -> None:
    questions = [f"请问{matter}{'吗' * (n % 3)}" for n in range(8) for matter in MATTERS]
    expected = [list(range(n, 40, 5)) for n in range(5)]
    assert sorted(map(sorted, taken(questions, 40).found())) == expected
    assert sorted(map(sorted, taken(questions, 7).found())) == expected


def test_of_too_many_groups_the_smallest_are_let_go_and_their_place_is_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grouping, "MOST_GROUPS", 2)
    large = [MATTERS[0]] * 4 + [MATTERS[1]] * 3
    found = taken([*large, *MATTERS[2:4], *large, MATTERS[4], MATTERS[0]], 9)
    groups = sorted(map(list, found.found()))
    assert groups == [[0, 1, 2, 3, 9, 10, 11, 12, 17], [4, 5, 6, 13, 14, 15]]
    assert len(found._members) == 4


NAMES = (
    "洪山公园",
    "南洪山公园",
    "北洪山公园",
    "1号线",
    "11号线",
    "11号线北延线",
    "丽发新城",
    "丽发新城小区",
    "新城小区",
    "暮坪大桥",
)


def plainly(told: Sequence[tuple[tuple[str, ...], bool]]) -> list[list[int]]:
    """Each question held to every part there is."""
    parts: list[tuple[list[int], list[str], bool]] = []
    for place, (names, stood) in enumerate(told):
        for members, known, part_stood in parts:
            like = any(alike(a, b) for a in names for b in known) if names else not known
            if (stood and part_stood) or like:
                members.append(place)
                known.extend(names)
                break
        else:
            parts.append(([place], list(names), stood))
    return [members for members, _names, _stood in parts]


@pytest.mark.parametrize("seed", range(40))
def test_parts_are_those_of_the_plain_way(seed: int) -> None:
    chance = random.Random(seed)
    told = [(tuple(chance.sample(NAMES, chance.choice((0, 0, 1, 1, 2)))), n < seed % 4) for n in range(30)]
    parts = Parts()
    for place, (names, stood) in enumerate(told):
        parts.take(place, names, stood=stood)
    assert [list(part.members) for part in parts.found] == plainly(told)


def test_however_many_names_a_question_is_held_to_those_like_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def counted(one: str, other: str) -> bool:
        nonlocal looks
        looks += 1
        return alike(one, other)

    monkeypatch.setattr(parting, "alike", counted)
    parts = Parts()
    for place in range(9000):
        parts.take(place, [f"第{place % 3000:04d}公园"], stood=False)
    assert [len(part.members) for part in parts.found] == [3] * 3000
    assert looks < 20_000


def test_of_a_very_large_group_some_name_it() -> None:
    some = needs.some_of(range(100_000))
    assert len(some) == needs.MOST_READ
    assert (some[0], some[-1]) == (0, 99_999)
    assert needs.some_of([3, 1]) == [3, 1]
