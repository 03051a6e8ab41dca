import pytest

from huiying.core.calendar import Calendar
from huiying.core.daybook import Day, walk
from huiying.core.owndays import OwnDay

from .conftest import Due
from .test_pauses import at, pauses

TERMS = ["error.reply", "letter.complex", "disclosure.answer", "petition.notice", "petition.handle", "investor.finish"]


def told(days: tuple[Day, ...]) -> str:
    """One word a day: its day of the month, the first letter of its mark, its number."""
    return " ".join(f"{each.day.day}{each.mark[0]}{each.n or ''}" for each in days)


@pytest.mark.parametrize(
    ("asked", "more", "expected"),
    [
        ("error.reply 2026-03-02", {}, "2s 3c1 4c2 5e3"),
        (
            "letter.simple 2026-02-13",
            {},
            "13s 14w1 15o 16o 17o 18o 19o 20o 21o 22o 23o 24c2 25c3 26c4 27c5 28w6 1o 2e7",
        ),
        (
            "letter.simple 2026-03-02",
            {"pauses": pauses("2026-03-03..2026-03-05")},
            "2s 3p 4p 5c1 6c2 7o 8o 9c3 10c4 11c5 12c6 13e7",
        ),
        ("error.reply 2026-03-02", {"restarted": at("2026-03-05T09:00")}, "5s 6c1 7o 8o 9c2 10e3"),
        (
            "petition.notice 2026-03-06",
            {},
            "6s 7c1 8c2 9c3 10c4 11c5 12c6 13c7 14c8 15c9 16c10 17c11 18c12 19c13 20c14 21c15 22o 23e",
        ),
        (
            "petition.notice 2026-03-06",
            {"pauses": pauses("2026-03-23..2026-03-26")},
            "6s 7c1 8c2 9c3 10c4 11c5 12c6 13c7 14c8 15c9 16c10 17c11 18c12 19c13 20c14 21c15 22o 23p 24p 25p 26e",
        ),
    ],
)
def test_each_day_of_a_term_has_its_mark(
    due: Due, days: Calendar, asked: str, more: dict[str, object], expected: str
) -> None:
    assert told(walk(due(*asked.split(), **more), days)) == expected


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("received", ["2026-02-10", "2026-09-24", "2026-12-20", "2024-09-13"])
def test_the_days_add_up_to_the_term(due: Due, days: Calendar, term: str, received: str) -> None:
    deadline = due(term, received, pauses=pauses(f"{received}T12:00..{received}T15:00"))
    found = walk(deadline, days)
    numbers = [each.n for each in found if each.n is not None]
    amount = next(step["amount"] for step in deadline.because if step["step"] == "end")
    assert numbers == list(range(1, amount + 1))
    assert (found[0].day, found[0].mark) == (deadline.received.date(), "start")
    assert (found[-1].day, found[-1].mark) == (deadline.due_date, "end")
    assert {each.day.year for each in found if each.provisional} <= {2027}
    assert any(each.provisional for each in found) == (deadline.due_date.year == 2027)


def test_a_day_bears_its_name(due: Due, days: Calendar) -> None:
    own = days.with_days(OwnDay(at("2026-09-29").date(), True, "停电检修"))
    names = {each.day.isoformat(): each.name.zh for each in walk(due("letter.simple", "2026-09-28"), own) if each.name}
    assert (names["2026-09-29"], names["2026-10-01"]) == ("停电检修", "国庆节")
    assert (names["2026-10-10"], names["2026-10-11"]) == ("调休上班日", "周日")


def test_a_term_of_hours_has_no_days(due: Due, days: Calendar) -> None:
    assert walk(due("opinion.general", "2026-09-28T10:00"), days) == ()
