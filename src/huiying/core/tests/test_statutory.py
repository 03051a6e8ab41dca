from datetime import date

from huiying.core import statutory
from huiying.core.calendar import Calendar

LAW = statutory.load()


def test_the_law_grants_as_many_days_as_it_says() -> None:
    granted = {year: len(LAW.days(year)) for year in LAW.lunar_years}
    assert granted == {year: 13 if year >= 2025 else 11 for year in range(2016, 2036)}


def test_every_day_it_grants_is_off_in_the_years_with_a_notice(days: Calendar) -> None:
    for year in range(2019, 2027):
        notes = {day: days.name_of(day) for day, _ in LAW.days(year)}
        assert [day for day, note in notes.items() if note is None or note.kind != "holiday"] == []


def test_the_eve_and_the_second_of_may_are_granted_since_2025() -> None:
    assert [LAW.feast(date(year, 5, 2)) for year in (2024, 2025)] == ["", "劳动节"]
    assert [LAW.feast(date(2024, 2, 9)), LAW.feast(date(2025, 1, 28))] == ["", "春节"]


def test_two_feasts_on_one_day_are_both_granted() -> None:
    assert [name for day, name in LAW.days(2020) if day == date(2020, 10, 1)] == ["中秋节", "国庆节"]
