"""The word that was meant."""

import pytest

from huiying.language.spelling import Speller, sound
from huiying.language.wanted import wanted

KNOWN = {
    "补贴": 40,
    "租金": 30,
    "厂房": 20,
    "申报": 50,
    "企业所得税": 9,
    "班车": 12,
    "步调": 1,
    "公积金": 30,
    "营业执照": 8,
}


@pytest.fixture
def speller() -> Speller:
    return Speller(KNOWN.items())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("补帖", "补贴"),  # the right sound
        ("组金", "租金"),
        ("厂房组金补帖", "厂房租金补贴"),
        ("企业所得锐", "企业所得税"),  # one character of a longer word
        ("企业得税", "企业所得税"),
        ("业营执照", "营业执照"),  # two changed places
        ("公几金怎么提取", "公积金怎么提取"),
    ],
)
def test_a_slip_is_put_right(speller: Speller, typed: str, meant: str) -> None:
    assert speller.corrected(typed) == meant


@pytest.mark.parametrize("typed", ["补贴", "厂房租金", "火星移民", "", "  ", "的了吗", "2026", "a b", "a" * 100])
def test_what_is_right_or_like_nothing_stays(speller: Speller, typed: str) -> None:
    assert speller.corrected(typed) == typed


def test_words_are_said_alike_however_they_are_spoken() -> None:
    assert sound("申请") == sound("深情")
    assert sound("租金") != sound("补贴")


def test_a_phrase_is_cut_into_telling_words_and_a_synonym_is_kept_whole() -> None:
    def words(typed: str, **synonyms: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [tuple(way.word for way in term) for term in wanted(typed, synonyms).terms]

    assert words("廠房租金補助怎麼申請") == [("厂房",), ("租金",), ("补助",), ("申请",)]
    assert words("厂房租金补助", 租金补助=("租金补助", "房租补贴")) == [("厂房",), ("租金补助", "房租补贴")]
    assert words("，。！") == []
    assert len(wanted("词 " * 1_000_000, {}).terms) == 1
    assert wanted("租金" * 500, {}).cut
    assert not wanted("租金", {}).cut


def test_a_slip_that_stands_in_some_text_is_put_right() -> None:
    assert Speller([("补贴", 40), ("补帖", 1), ("厂房", 30)]).corrected("厂房补帖") == "厂房补贴"
    assert Speller([("补贴", 40), ("补帖", 9), ("厂房", 30)]).corrected("厂房补帖") == "厂房补帖"
