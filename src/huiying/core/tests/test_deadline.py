"""Dates in, dates out, around every holiday of 2024 to 2026: the two tables were counted day by day with an
independent calendar, the rest by hand.
"""

from datetime import date, datetime, timedelta

import pytest

from huiying.core import deadline
from huiying.core.calendar import Calendar
from huiying.core.errors import InputError, RuleError
from huiying.core.regulation import Regulation
from huiying.core.years import parse_year
from huiying.core.zone import ZONE

from .arranged import YEAR_2027
from .conftest import Due

BY_AMOUNT = {
    3: ["error.reply"],
    5: ["petition.objection"],
    7: ["letter.simple", "disclosure.correction", "investor.accept"],
    15: ["letter.complex", "disclosure.third_party"],
    20: ["disclosure.answer", "publish.proactive"],
    60: ["investor.finish"],
}

# Received on the last working day before the holiday; the 3rd, 5th, 7th, 15th, 20th, 40th and 60th working day.
WORKING_DAYS = """
2023-12-29 24-01-04 24-01-08 24-01-10 24-01-22 24-01-29 24-02-29 24-03-28
2024-02-09 24-02-20 24-02-22 24-02-26 24-03-07 24-03-14 24-04-12 24-05-13
2024-04-03 24-04-09 24-04-11 24-04-15 24-04-25 24-05-06 24-05-31 24-07-01
2024-04-30 24-05-08 24-05-10 24-05-13 24-05-23 24-05-30 24-06-28 24-07-26
2024-06-07 24-06-13 24-06-17 24-06-19 24-07-01 24-07-08 24-08-05 24-09-02
2024-09-14 24-09-20 24-09-24 24-09-26 24-10-12 24-10-18 24-11-15 24-12-13
2024-09-30 24-10-10 24-10-12 24-10-15 24-10-25 24-11-01 24-11-29 24-12-27
2024-12-31 25-01-06 25-01-08 25-01-10 25-01-22 25-02-05 25-03-04 25-04-01
2025-01-27 25-02-07 25-02-10 25-02-12 25-02-24 25-03-03 25-03-31 25-04-28
2025-04-03 25-04-09 25-04-11 25-04-15 25-04-25 25-05-06 25-06-04 25-07-02
2025-04-30 25-05-08 25-05-12 25-05-14 25-05-26 25-06-03 25-07-01 25-07-29
2025-05-30 25-06-05 25-06-09 25-06-11 25-06-23 25-06-30 25-07-28 25-08-25
2025-09-30 25-10-11 25-10-14 25-10-16 25-10-28 25-11-04 25-12-02 25-12-30
2025-12-31 26-01-06 26-01-08 26-01-12 26-01-22 26-01-29 26-03-04 26-04-01
2026-02-14 26-02-26 26-02-28 26-03-03 26-03-13 26-03-20 26-04-20 26-05-20
2026-04-03 26-04-09 26-04-13 26-04-15 26-04-27 26-05-07 26-06-03 26-07-02
2026-04-30 26-05-08 26-05-11 26-05-13 26-05-25 26-06-01 26-06-30 26-07-28
2026-06-18 26-06-24 26-06-26 26-06-30 26-07-10 26-07-17 26-08-14 26-09-11
2026-09-24 26-09-30 26-10-09 26-10-12 26-10-22 26-10-29 26-11-26 26-12-24
2026-09-30 26-10-10 26-10-13 26-10-15 26-10-27 26-11-03 26-12-01 26-12-29
"""

# The same days of receipt; a term of 15, 30, 60 and 90 calendar days.
CALENDAR_DAYS = """
2023-12-29 24-01-15 24-01-29 24-02-27 24-03-28
2024-02-09 24-02-26 24-03-11 24-04-09 24-05-09
2024-04-03 24-04-18 24-05-06 24-06-03 24-07-02
2024-04-30 24-05-15 24-05-30 24-07-01 24-07-29
2024-06-07 24-06-24 24-07-08 24-08-06 24-09-05
2024-09-14 24-09-29 24-10-14 24-11-13 24-12-13
2024-09-30 24-10-15 24-10-30 24-11-29 24-12-30
2024-12-31 25-01-15 25-02-05 25-03-03 25-03-31
2025-01-27 25-02-11 25-02-26 25-03-28 25-04-27
2025-04-03 25-04-18 25-05-06 25-06-03 25-07-02
2025-04-30 25-05-15 25-05-30 25-06-30 25-07-29
2025-05-30 25-06-16 25-06-30 25-07-29 25-08-28
2025-09-30 25-10-15 25-10-30 25-12-01 25-12-29
2025-12-31 26-01-15 26-01-30 26-03-02 26-03-31
2026-02-14 26-03-02 26-03-16 26-04-15 26-05-15
2026-04-03 26-04-20 26-05-06 26-06-02 26-07-02
2026-04-30 26-05-15 26-06-01 26-06-29 26-07-29
2026-06-18 26-07-03 26-07-20 26-08-17 26-09-16
2026-09-24 26-10-09 26-10-26 26-11-23 26-12-23
2026-09-30 26-10-15 26-10-30 26-11-30 26-12-29
"""


def rows(table: str) -> list[tuple[str, list[str]]]:
    return [(row.split()[0], [f"20{told}" for told in row.split()[1:]]) for row in table.strip().splitlines()]


@pytest.mark.parametrize(("received", "ends"), rows(WORKING_DAYS))
def test_working_days_around_the_holidays(due: Due, received: str, ends: list[str]) -> None:
    at = f"{received}T16:45"
    for amount, end in zip((3, 5, 7, 15, 20, 40, 60), ends, strict=True):
        for term in BY_AMOUNT.get(amount, []):
            assert due(term, at).due_date.isoformat() == end, term
        if amount == 40:
            assert due("disclosure.answer", at, extend=20).due_date.isoformat() == end


@pytest.mark.parametrize(("received", "ends"), rows(CALENDAR_DAYS))
def test_calendar_days_around_the_holidays(due: Due, received: str, ends: list[str]) -> None:
    at = f"{received}T16:45"
    told = [
        due("petition.notice", at),
        due("consultation.open", at),
        due("petition.handle", at),
        due("petition.handle", at, extend=30),
    ]
    assert [each.due_date.isoformat() for each in told] == ends


@pytest.mark.parametrize(
    ("term", "received", "at"),
    [
        ("letter.simple", "2026-02-10T09:00", "2026-02-27T00:00"),  # 11 12 13 14 (worked) 24 25 26
        ("letter.simple", "2026-02-14T00:00", "2026-03-04T00:00"),
        ("letter.simple", "2026-02-16T12:00", "2026-03-04T00:00"),  # received in the holiday: the same
        ("letter.simple", "2026-09-28T10:00", "2026-10-14T00:00"),
        ("letter.simple", "2025-10-08T23:59", "2025-10-17T00:00"),  # 9 10 11 (worked) 13 14 15 16
        ("petition.notice", "2026-09-10T10:00", "2026-09-29T00:00"),  # the 15th day is 25 September, 中秋节
        ("petition.notice", "2026-09-25T10:00", "2026-10-11T00:00"),  # the 15th day is 10 October, worked
        ("opinion.general", "2026-09-30T16:00", "2026-10-02T16:00"),
        ("emergency.first", "2026-02-16T22:30", "2026-02-17T03:30"),
        ("emergency.press", "2025-12-31T18:15", "2026-01-01T18:15"),
    ],
)
def test_the_moment_at_which_a_term_ends(due: Due, term: str, received: str, at: str) -> None:
    assert due(term, received).at == datetime.fromisoformat(at).replace(tzinfo=ZONE)


def test_the_due_date_is_the_last_day_not_the_midnight_after_it(due: Due) -> None:
    told = due("letter.simple", "2026-09-28T10:00")
    assert told.at == datetime(2026, 10, 14, tzinfo=ZONE)
    assert told.due_date == date(2026, 10, 13)


@pytest.mark.parametrize(
    ("term", "received", "provisional"),
    [
        ("letter.simple", "2026-12-22", False),  # ends 31 December
        ("letter.simple", "2026-12-23", True),
        ("letter.simple", "2026-12-31", True),
        ("letter.simple", "2018-12-31", False),  # every day counted lies in 2019
        ("letter.simple", "2018-12-28", True),
        ("letter.simple", "2015-06-01", True),
        ("petition.notice", "2026-12-16", False),
        ("petition.notice", "2026-12-17", True),
        ("letter.simple", "2027-01-04", True),  # received in such a year
        ("petition.notice", "2027-05-10", True),
        ("letter.simple", "2031-06-02", True),
        ("petition.handle", "2018-06-01", True),
        ("petition.handle", "2018-12-20", False),  # its last day alone is looked up, and lies in 2019
        ("opinion.general", "2026-12-31", False),  # hours know no calendar
        ("opinion.general", "2027-05-01", False),
    ],
)
def test_a_date_that_touches_a_year_without_a_notice_is_provisional(
    due: Due, term: str, received: str, provisional: bool
) -> None:
    told = due(term, received)
    assert told.provisional is provisional
    assert any(step["step"] == "provisional" for step in told.because) is provisional


@pytest.mark.parametrize(
    ("term", "received", "notices"),
    [
        ("letter.simple", "2026-12-28", ["2027"]),
        ("letter.simple", "2027-03-01", ["2027"]),
        ("petition.notice", "2027-05-10", ["2027"]),
        ("investor.finish", "2027-12-01", ["2027", "2028"]),
        ("letter.simple", "2018-12-25", ["2018"]),
    ],
)
def test_a_provisional_date_names_the_notice_that_is_missing(
    due: Due, term: str, received: str, notices: list[str]
) -> None:
    missing = "、".join(f"《国务院办公厅关于{year}年部分节假日安排的通知》" for year in notices[:-1])
    last = f"《国务院办公厅关于{notices[-1]}年部分节假日安排的通知》"
    told = f"日历中尚无{missing}{'及' if missing else ''}{last}，现按周末和法定节假日推算，未计调休，到期日暂定。"
    assert told in deadline.say(due(term, received).because, "zh-hans")


def test_a_provisional_date_is_settled_when_the_year_arrives(days: Calendar, national: Regulation) -> None:
    at = datetime(2027, 2, 3, 9, tzinfo=ZONE)
    known = days.with_years(parse_year(YEAR_2027, where="2027.toml"))
    before, after = (deadline.due("letter.simple", at, calendar=each, regulation=national) for each in (days, known))
    assert (before.due_date, before.provisional) == (date(2027, 2, 16), True)  # 春节 5 to 8, as the statute has it
    assert (after.due_date, after.provisional) == (date(2027, 2, 18), False)  # 5 to 11 off, the 13th worked


@pytest.mark.parametrize(
    ("term", "extend", "told"),
    [
        ("disclosure.answer", 21, "延期最多20个工作日，现申请21个工作日。依据：《中华人民共和国政府信息公开条例》"),
        ("petition.handle", 31, "延期最多30日，现申请31日。依据：《信访工作条例》第三十四条"),
        ("letter.simple", 1, "此时限没有可以延期的规定"),
        ("opinion.general", 1, "国办发〔2016〕61号"),
    ],
)
def test_an_extension_beyond_the_limit_is_refused_with_the_act(due: Due, term: str, extend: int, told: str) -> None:
    with pytest.raises(RuleError) as caught:
        due(term, "2026-03-02T10:00", extend=extend)
    assert told in str(caught.value)


def test_an_extension_the_wrong_way_is_refused(due: Due) -> None:
    with pytest.raises(InputError, match="延期不能为负数"):
        due("disclosure.answer", "2026-03-02T10:00", extend=-1)


def test_any_zone_is_the_same_moment(days: Calendar, national: Regulation) -> None:
    late = datetime.fromisoformat("2026-09-28T18:00:00+00:00")  # 2 a.m. of the 29th here
    told = deadline.due("letter.simple", late, calendar=days, regulation=national)
    assert told.received.isoformat() == "2026-09-29T02:00:00+08:00"
    assert told.due_date == date(2026, 10, 14)


def test_a_moment_without_a_zone_is_read_in_the_office_s(days: Calendar, national: Regulation) -> None:
    bare = datetime.fromisoformat("2026-09-28T10:00")
    told = deadline.due("letter.simple", bare, calendar=days, regulation=national)
    assert told.received == bare.replace(tzinfo=ZONE)
    assert "按北京时间" in deadline.say(told.because, "zh-hans")
    aware = deadline.due("letter.simple", bare.replace(tzinfo=ZONE), calendar=days, regulation=national)
    assert "北京时间" not in deadline.say(aware.because, "zh-hans")


def test_an_unknown_term_and_a_day_off_the_calendar_are_refused(due: Due) -> None:
    with pytest.raises(InputError, match="可用的时限：letter"):
        due("letter.fast", "2026-09-28")
    with pytest.raises(InputError, match="超出日历范围"):
        due("letter.simple", "1987-09-28")


def test_json_says_it_all(due: Due) -> None:
    told = due("letter.simple", "2026-09-28T10:00").to_json()
    assert list(told) == ["term", "received", "due", "due_date", "provisional", "because"]
    assert told["due"] == "2026-10-14T00:00:00+08:00"
    assert told["due_date"] == "2026-10-13"


def test_an_office_that_closes_earlier_ends_its_terms_then(days: Calendar, national: Regulation) -> None:
    term = national.term("letter.simple")
    early = type(term)(
        id=term.id,
        title=term.title,
        amount=7,
        unit=term.unit,
        cited=term.cited,
        confidence="M",
        closes=17 * 60 + 30,
    )
    told = deadline.due(early, datetime(2026, 9, 28, 10, tzinfo=ZONE), calendar=days, regulation=national)
    assert told.at == datetime(2026, 10, 13, 17, 30, tzinfo=ZONE)
    assert "当日17:30到期" in deadline.say(told.because, "zh-hans")


def test_every_hour_of_a_day_of_receipt_ends_on_the_same_day(due: Due) -> None:
    start = datetime.fromisoformat("2026-09-28T00:00")
    assert {due("letter.simple", start + timedelta(minutes=n)).due_date for n in range(0, 1440, 7)} == {
        date(2026, 10, 13)
    }
