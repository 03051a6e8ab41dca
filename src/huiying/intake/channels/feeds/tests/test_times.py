"""When something was said, as feeds and lists write it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.intake.channels.feeds.times import said_at

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai


@pytest.mark.parametrize(
    "told",
    [
        "Mon, 23 Nov 2026 02:00:00 GMT", "Mon, 23 Nov 2026 10:00:00 +0800", "Mon, 23 Nov 2026 10:00:00",
        "Mon, 23 Nov 2026 10:00:00 CST", "Mon Nov 23 10:00:00 2026", "2026-11-23T10:00:00+08:00",
        "2026-11-23T02:00:00Z",
        "2026-11-23 10:00:00", "2026-11-23 10:00", "2026年11月23日 10:00", "2026年11月23日10时00分", "2026/11/23 10:00",
        "2026.11.23 10:00", "1795399200", "1795399200000", "1795399200.0",
    ],
)  # fmt: skip
def test_a_time_is_read_in_any_usual_form(told: str) -> None:
    assert said_at(told, (), AT) == TEN


@pytest.mark.parametrize(
    "told", ["", "yesterday", "0", "1970-01-01", "9999-99-99", "2026年99月", "0001-01-01", "999999999999999999"]
)
def test_what_is_no_time_is_none(told: str) -> None:
    assert said_at(told, (), AT) is None


def test_the_future_is_now() -> None:
    assert said_at("2027-01-01", (), AT) == AT
    assert said_at("9999-12-31T23:59:59+00:00", (), AT) == AT


def test_the_parsers_own_reading_comes_last() -> None:
    assert said_at("?", (2026, 11, 23, 2, 0, 0), AT) == TEN
    assert said_at("?", (2026, 13, 40, 2, 0, 0), AT) is None
    assert said_at("?", (1,), AT) is None


@given(st.text(st.sampled_from("0123456789-:/年月日 TZ+GMTMonNov,."), max_size=30), st.lists(st.integers(), max_size=7))
def test_any_time_is_read_or_none(told: str, moment: list[int]) -> None:
    found = said_at(told, moment, AT)
    assert found is None or found <= AT
