"""检索 · What a text is found by, and what somebody looks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.language.indexing import LIMIT, excerpt, indexed, marked, sought

TEXT = "厂房租金補貼申报，联系 Zhang@Example，V2.0 版，共 37 户。"


def found(typed: str, text: str = TEXT) -> bool:
    """Whether a text meets what is sought, as the databases decide it."""
    plain, tokens = indexed(text)
    what = sought(typed)
    return bool(
        what.words
        and set(what.tokens) <= set(tokens)
        and all(any(token.startswith(b) for token in tokens) for b in what.beginnings)
        and all(word in plain for word in what.rechecked)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "厂",
        "户",
        "厂房",
        "补贴",
        "補貼",
        "租金补贴",
        "申报 厂房",
        "申报　厂房",
        "zhang",
        "EXAMPLE",
        "37",
        "v2.0",
        "v2",
        "“补贴”",
    ],
)
def test_it_is_found(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["房厂", "厂房 工地", "补贴厂房", "37户", "3", "zhan", "", "，", "v3.0"])
def test_it_is_not_found(typed: str) -> None:
    assert not found(typed)


def test_pairs_alone_do_not_prove_a_longer_word() -> None:
    assert not found("租金补", "补租金，金补")
    assert found("租金补", "租金补")


def test_a_text_as_long_as_may_be_is_read_to_its_limit() -> None:
    plain, tokens = indexed("甲乙" * LIMIT)
    assert len(plain) == LIMIT
    assert set(tokens) == {"甲乙", "乙甲", "乙"}


@given(st.text(alphabet="厂房补贴申AB1 ，", max_size=30), st.text(alphabet="厂房补贴申", min_size=1, max_size=4))
def test_a_chinese_word_is_found_exactly_where_it_stands(text: str, word: str) -> None:
    assert found(word, text) is (word in text)


def test_the_words_are_marked_in_their_own_writing() -> None:
    assert marked("申請補貼ABC", sought("补贴 abc").words) == [("申請", False), ("補貼", True), ("ABC", True)]
    assert marked("没有", ()) == [("没有", False)]


def test_the_excerpt_is_around_the_first_word() -> None:
    plain, _tokens = indexed("前" * 100 + "补贴" + "后" * 200)
    passages = excerpt(plain, ("补贴",))
    assert ("补贴", True) in passages
    assert passages[0][0] == "…" + "前" * 30
    assert excerpt(plain, ("没有",)) == []
