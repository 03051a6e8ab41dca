"""Watch expressions: what they catch, where they break, and that no expression of any form breaks us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core.errors import InputError
from huiying.intake.watching import DEEPEST, LONGEST, MOST, caught, watch, watches

TEXT = "城东小区停水三天，AI 客服说 said nothing；COVID-19 疫情演练。招商局 回应：請等待。"


@pytest.mark.parametrize(
    ("expression", "catches"),
    [
        ("停水", True),
        ("停电", False),
        ("停水 小区", True),
        ("停水 停电", False),
        ("停水 AND 停电", False),
        ("停水 and 停电", False),  # in small letters it is a word
        ("停电 | 停水", True),
        ("停电|停水", True),
        ("停电 OR 停水", True),
        ("停水 -演练", False),
        ("停水 - 演练", False),
        ("停水 NOT 演练", False),
        ("停水 -(停电 | 断气)", True),
        ("停水(小区|街道)-停电", True),
        ("停电 | 停水 街道", False),  # joining binds closer
        ("(停电 | 停水) 小区", True),
        ("-停电", True),
        ("NOT NOT 停水", True),
        ("--停水", True),
        ("停水　（街道｜小区）　－停电", True),
        ("“招商局 回应”", True),
        ("「招商局 回应」", True),
        ('"招商局  回应"', True),
        ('"招商局回应"', False),
        ('"停水 小区"', False),
        ("請等待", True),
        ("请等待", True),
        ("ＡＩ", True),
        ("ai", True),
        ("AI客服", False),
        ("sai", False),
        ("covid-19", True),
        ("COVID", True),
        ("19", True),
        ("9", False),
        ("停水 -COVID-19", False),
        (r"停水.*", False),
    ],
)
def test_what_an_expression_catches(expression: str, catches: bool) -> None:
    assert watch(expression).catches(TEXT) is catches


@pytest.mark.parametrize(
    ("expression", "place"),
    [
        ("停水 |", 5),
        ("| 停水", 1),
        ("停水 AND", 7),
        ("停水 || 停电", 5),
        ("停水 -", 5),
        ("停水 (停电", 4),
        ("停水) 停电", 3),
        ("()", 2),
        ("停水 “停电", 4),
        ('停水 ""', 4),
        ("停水 AND OR 停电", 8),
        ("停水 \x00", 4),
    ],
)
def test_a_broken_expression_names_its_place(expression: str, place: int) -> None:
    with pytest.raises(InputError) as broken:
        watch(expression, line=3)
    assert broken.value.where in {f"第 3 行第 {place} 字", f"line 3, character {place}"}


def test_one_watch_a_line_and_remarks_between() -> None:
    found = watches("停水\n\n# 交通\n  地铁 | 公交  \n")
    assert [one.expression for one in found] == ["停水", "地铁 | 公交"]
    assert caught(found, "公交站牌看不清") == "地铁 | 公交"
    assert caught(found, "天气晴") is None
    assert caught((), "天气晴") == ""


def test_a_broken_line_is_named() -> None:
    with pytest.raises(InputError) as broken:
        watches("停水\n\n地铁 |")
    assert "3" in broken.value.where


@pytest.mark.parametrize("expression", ["-" * 500 + "a", "(" * 400 + "a" + ")" * 400, "水" * (LONGEST + 1)])
def test_what_is_too_long_or_too_deep_is_refused(expression: str) -> None:
    with pytest.raises(InputError):
        watch(expression)


def test_too_many_are_refused() -> None:
    with pytest.raises(InputError):
        watches(["水"] * (MOST + 1))


@given(
    st.text(st.sampled_from('停水电 ab()|-"“”（）｜　\t\x00著') | st.characters(), max_size=60), st.text(max_size=60)
)
def test_any_expression_is_read_or_refused(expression: str, text: str) -> None:
    try:
        found = watch(expression)
    except InputError:
        return
    assert found.catches(text) in {True, False}


WORDS = ("停水", "停电", "地铁", "abc")
TREES = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: (
        st.tuples(st.just("not"), inner)
        | st.tuples(st.just("and"), inner, inner)
        | st.tuples(st.just("or"), inner, inner)
    ),
    max_leaves=12,
)


def written(tree: object, signs: dict[str, str]) -> str:
    if isinstance(tree, str):
        return tree
    assert isinstance(tree, tuple)
    if tree[0] == "not":
        return f"{signs['not']}({written(tree[1], signs)})"
    return f"({written(tree[1], signs)}){signs[tree[0]]}({written(tree[2], signs)})"


def holds(tree: object, said: set[str]) -> bool:
    if isinstance(tree, str):
        return tree in said
    assert isinstance(tree, tuple)
    parts = [holds(part, said) for part in tree[1:]]
    return {"not": not parts[0], "and": all(parts), "or": any(parts)}[tree[0]]


@pytest.mark.parametrize(
    "signs",
    [
        {"not": "-", "and": " ", "or": "|"},
        {"not": "NOT ", "and": " AND ", "or": " OR "},
        {"not": "－", "and": "　", "or": "｜"},
    ],
)
@given(tree=TREES, said=st.sets(st.sampled_from(WORDS)))
def test_every_way_of_writing_means_the_same(signs: dict[str, str], tree: object, said: set[str]) -> None:
    expression = written(tree, signs)
    if len(expression) > LONGEST or expression.count("(") > DEEPEST:
        return
    assert watch(expression).catches("，".join(sorted(said))) is holds(tree, said)
