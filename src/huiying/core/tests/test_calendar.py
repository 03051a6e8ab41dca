from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from huiying.core.calendar import Calendar
from huiying.core.errors import InputError
from huiying.core.owndays import OwnDay
from huiying.core.years import read_year

from .arranged import YEAR_2027


def test_every_day_of_2019_to_2026_agrees_with_an_independent_calendar(days: Calendar) -> None:
    # From 29 December 2018: the notice of 2019 arranged those days too.
    first, last = date(2018, 12, 29), date(2026, 12, 31)
    span = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert [d for d in span if days.is_working(d) != chinese_calendar.is_workday(d)] == []


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_year_has_as_many_working_days_as_counted_by_hand(days: Calendar, year: int, count: int) -> None:
    assert days.working_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


@pytest.mark.parametrize(
    ("day", "kind", "names"),
    [
        ("2026-10-03", "holiday", ("国庆节", "國慶節", "National Day")),
        ("2025-10-06", "holiday", ("国庆节、中秋节", "國慶節、中秋節", "National Day and Mid-Autumn Festival")),
        ("2020-02-02", "holiday", ("春节", "春節", "Spring Festival")),
        ("2018-12-31", "holiday", ("元旦", "元旦", "New Year's Day")),
        ("2026-10-17", "weekend", ("周六", "週六", "Saturday")),
        ("2026-10-18", "weekend", ("周日", "週日", "Sunday")),
        ("2026-10-10", "worked", ("调休上班日", "調休上班日", "make-up working day")),
    ],
)
def test_a_day_says_why(days: Calendar, day: str, kind: str, names: tuple[str, str, str]) -> None:
    note = days.name_of(date.fromisoformat(day))
    assert note is not None
    assert (note.kind, note.name) == (kind, names)
    assert note.off == (kind != "worked")


def test_an_ordinary_working_day_has_nothing_to_say(days: Calendar) -> None:
    assert days.name_of(date(2026, 10, 13)) is None


def test_days_off_that_follow_one_another_are_one_run(days: Calendar) -> None:
    runs = list(days.runs_off(date(2024, 6, 5), date(2024, 6, 16)))
    assert [(r.first.day, r.last.day, [f.zh for f in r.feasts], r.has_weekend) for r in runs] == [
        (8, 10, ["端午节"], True),
        (15, 16, [], True),
    ]


def test_what_is_known_and_by_which_notice(days: Calendar) -> None:
    assert days.known_until == date(2026, 12, 31)
    assert days.known(2019)
    assert not days.known(2018)
    assert days.notice(2027) is None
    assert "国办发明电〔2025〕7号" in str(days.notice(2026))
    assert "延长2020年春节假期" in str(days.notice(2020))


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        ("2027-01-01", True),
        ("2027-02-05", True),  # the eve
        ("2027-02-08", True),  # the third day
        ("2027-02-09", False),
        ("2027-04-05", True),
        ("2027-06-09", True),
        ("2027-09-15", True),
        ("2028-10-03", True),
        ("2029-05-02", True),
        ("2018-05-02", False),  # one day until 2025
        ("2018-02-15", False),  # the eve was not a statutory day before 2025
        ("2018-02-16", True),
        ("2035-02-08", True),
        ("2045-10-02", True),
        ("2045-10-04", False),
        ("2045-10-07", True),  # a Saturday
    ],
)
def test_a_year_without_a_notice_has_its_statutory_days_and_weekends(days: Calendar, day: str, is_off: bool) -> None:
    found = date.fromisoformat(day)
    assert days.is_working(found) != is_off
    note = days.name_of(found)
    assert note is None or note.provisional


def test_counting_and_its_inverse(days: Calendar) -> None:
    start = date(2025, 9, 30)
    for n in range(1, 400):
        end = days.after(start, n)
        assert days.is_working(end)
        assert days.working_between(start, end) == n
        assert days.working_between(end, start) == -n


def test_a_day_outside_the_span_is_refused(days: Calendar) -> None:
    for ask in (days.is_working, days.next_working, days.name_of):
        with pytest.raises(InputError, match="超出日历范围"):
            ask(date(1999, 12, 31))
    with pytest.raises(InputError, match="超出日历范围"):
        days.after(date(2060, 12, 30), 5)


def test_a_year_that_arrives_takes_the_place_of_the_statutory_days(days: Calendar, tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_text(YEAR_2027, encoding="utf-8")
    after = days.with_years(read_year(path))
    assert (days.known(2027), after.known(2027)) == (False, True)
    assert after.known_until == date(2027, 12, 31)
    assert not after.is_working(date(2027, 2, 11))
    assert after.is_working(date(2027, 2, 13))
    assert days.is_working(date(2027, 2, 11))
    assert str(after.notice(2027)) == "《国务院办公厅关于2027年部分节假日安排的通知》"


def test_own_days_stand_over_the_notice_and_bear_their_name(days: Calendar) -> None:
    typhoon = OwnDay(date(2026, 8, 4), True, "台风停工")
    made_good = OwnDay(date(2026, 10, 5), False, "国庆值班日")
    own = days.with_days(typhoon, made_good)
    assert (own.is_working(typhoon.day), own.is_working(made_good.day)) == (False, True)
    assert (days.is_working(typhoon.day), days.is_working(made_good.day)) == (True, False)
    off, worked = own.name_of(typhoon.day), own.name_of(made_good.day)
    assert off
    assert worked
    assert (off.kind, off.name.zh, worked.kind, worked.name.zh) == ("holiday", "台风停工", "worked", "国庆值班日")
    assert own.working_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_an_own_day_set_again_takes_the_place_of_the_former(days: Calendar) -> None:
    day = date(2026, 8, 4)
    own = days.with_days(OwnDay(day, True, "台风停工")).with_days(OwnDay(day, False, "照常上班"))
    assert own.is_working(day)
    assert own.name_of(day) is None  # an ordinary working day after all


def test_own_days_outlive_a_year_that_arrives(days: Calendar, tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_text(YEAR_2027, encoding="utf-8")
    own = days.with_days(OwnDay(date(2027, 2, 13), True, "停电检修")).with_years(read_year(path))
    note = own.name_of(date(2027, 2, 13))
    assert note
    assert (note.off, note.name.zh, note.provisional) == (True, "停电检修", False)


def test_an_own_day_does_not_settle_a_year_without_a_notice(days: Calendar) -> None:
    own = days.with_days(OwnDay(date(2027, 3, 8), True, "建局纪念日"))
    note = own.name_of(date(2027, 3, 8))
    assert note
    assert note.provisional
    assert not own.known(2027)


def test_in_the_december_between_two_notices_the_later_one_stands(days: Calendar, tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    turned = YEAR_2027.replace("from = 2027-01-01", "from = 2026-12-31").replace(
        "[2027-02-13", "[2026-12-26, 2027-02-13"
    )
    path.write_text(turned, encoding="utf-8")
    after = days.with_years(read_year(path))
    assert [after.is_working(date(2026, 12, day)) for day in (26, 27, 31)] == [True, False, False]
