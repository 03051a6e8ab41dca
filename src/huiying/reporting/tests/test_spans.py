"""Periods by name, in and out; and what may not be asked for."""

from datetime import date

import pytest

from huiying.core.errors import InputError
from huiying.reporting import spans
from huiying.reporting.figures import Period
from tests.office import Office

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025Q4", "2025-10-01", "2025-12-31"),
        ("2025h2", "2025-07-01", "2025-12-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W11", "2026-03-09", "2026-03-15"),
        ("today", "2026-03-18", "2026-03-18"),
        ("yesterday", "2026-03-17", "2026-03-17"),
        ("last-week", "2026-03-09", "2026-03-15"),
        ("last-month", "2026-02-01", "2026-02-28"),
        ("last-year", "2025-01-01", "2025-12-31"),
        ("2026-03", "2026-03-01", "2026-03-18"),
        ("2026", "2026-01-01", "2026-03-18"),
    ],
)
def test_a_period_has_a_name(name: str, start: str, end: str) -> None:
    assert spans.asked_days(name, "", "", today=TODAY) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "asked",
    [
        ("2026-13", "", ""),
        ("2026-02-30", "", ""),
        ("2026-W60", "", ""),
        ("spring", "", ""),
        ("2026-04", "", ""),
        ("2026-03", "2026-03-01", ""),
        ("", "2026-03-05", "2026-03-01"),
        ("", "2026-02-30", "2026-03-01"),
        ("", "2026-03-01", "2026-03-19"),
        ("", "1999-12-31", "2026-03-01"),
        ("", "2026-03-01", ""),
        ("", "", ""),
    ],
)
def test_what_cannot_be_a_period_says_where_and_what_to_do(asked: tuple[str, str, str]) -> None:
    with pytest.raises(InputError) as refused:
        spans.asked_days(*asked, today=TODAY)
    assert refused.value.where
    assert refused.value.fix


def test_a_reader_is_told_of_an_empty_period_and_of_one_that_is_longer_than_the_records(office: Office) -> None:
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    assert spans.remark(march)
    office.letter("路灯不亮。")
    assert "2026-03-15" in spans.remark(march)
    assert spans.remark(Period(date(2026, 3, 15), date(2026, 3, 31))) == ""
