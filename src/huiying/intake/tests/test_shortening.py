import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.intake.shortening import shortened

LINK = "https://a.example/1"


def fits(text: str) -> bool:
    return len(text) <= 40


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("路灯已修好。", "路灯已修好。"),
        ("路灯已经全部修好了。" * 5, f"路灯已经全部修好了。……\n{LINK}"),
        ("没有句号" * 20, f"{('没有句号' * 20)[:18]}……\n{LINK}"),
        ("短。" + "很长的一句没有停顿" * 9, f"{('短。' + '很长的一句没有停顿' * 9)[:18]}……\n{LINK}"),
    ],
)
def test_it_is_cut_behind_a_sentence_where_that_keeps_half(text: str, wanted: str) -> None:
    assert shortened(text, LINK, fits) == wanted


@given(st.text(max_size=200))
def test_it_fits_and_keeps_its_link(text: str) -> None:
    told = shortened(text, LINK, fits)
    assert fits(told)
    assert told == text or told.endswith(LINK)
