"""What people said of voices, replayed: the latest word stands, and what nobody spoke of is left to the machine."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.assessment.belonging import Standing, standing

ALL = range(1, 10)


@dataclass
class Said:
    sort: str
    voices: list[int]
    others: list[int] = field(default_factory=list)


def together(*voices: int) -> Said:
    return Said("together", list(voices))


def apart(voices: list[int], others: list[int]) -> Said:
    return Said("apart", voices, others)


@pytest.mark.parametrize(
    ("words", "groups", "pairs"),
    [
        ([], (), ()),
        ([together(1, 2)], (("1", "2"),), ()),
        ([together(1, 2), together(2, 3)], (("1", "2", "3"),), ()),
        ([apart([1], [2, 3])], (("2", "3"),), (("1", "2"),)),
        # who takes a voice out of a merged topic takes back that it belongs there
        ([together(1, 2, 3), apart([3], [1, 2])], (("1", "2"),), (("1", "3"),)),
        # who merges what was parted takes back that it is apart
        ([apart([1], [2, 3]), together(1, 2, 3)], (("1", "2", "3"),), ()),
        # voices that were together and are taken out at once stay together
        ([together(1, 2), together(1, 2, 3, 4), apart([1, 2], [3, 4])], (("1", "2"), ("3", "4")), (("1", "3"),)),
        # a merge keeps what either side is apart from
        ([apart([1], [2]), together(2, 3)], (("2", "3"),), (("1", "2"),)),
    ],
)
def test_the_latest_word_stands(words: list[Said], groups: object, pairs: object) -> None:
    assert standing(words, ALL) == Standing(groups, pairs)  # type: ignore[arg-type]


def test_only_voices_that_are_there_are_spoken_of() -> None:
    words = [together(1, 2, 3), apart([4], [1, 2, 3])]
    assert standing(words, {2, 3, 4}) == Standing((("2", "3"),), (("2", "4"),))
    assert standing(words, {3}) == Standing()


keys = st.lists(st.integers(1, 8), min_size=1, max_size=4, unique=True)
said = st.one_of(keys.map(lambda k: together(*k)), st.tuples(keys, keys).map(lambda p: apart(*p)))


@given(st.lists(said, max_size=8))
def test_no_two_voices_are_together_and_apart(words: list[Said]) -> None:
    found = standing(words, ALL)
    group_of = {voice: place for place, group in enumerate(found.together) for voice in group}
    assert len(group_of) == sum(len(group) for group in found.together)
    assert all(group_of.get(one, one) != group_of.get(other, other) for one, other in found.apart)


@given(st.lists(said, max_size=6), keys)
def test_the_last_word_holds(words: list[Said], last: list[int]) -> None:
    found = standing([*words, together(*last)], ALL)
    assert len(last) == 1 or any({str(voice) for voice in last} <= set(group) for group in found.together)
