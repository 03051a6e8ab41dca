from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core import calendar, deadline, regulation
from huiying.core.alarms import Alarms, Left, Level, Passed, times
from huiying.core.calendar import Calendar
from huiying.core.regulation import Regulation
from huiying.core.term import Unit
from huiying.core.zone import ZONE

NATIONAL = regulation.load()
DAYS = calendar.load()
HOUR, WORKING_DAY = Unit.HOUR, Unit.WORKING_DAY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def rung(kind: str, term: str, received: str) -> list[str]:
    """The alarms of a clock of `kind` under the national set, to the minute."""
    started = at(received)
    due = deadline.due(term, started, calendar=DAYS, regulation=NATIONAL)
    told = times(NATIONAL.kinds[kind].alarms, started=started, due_at=due.at, calendar=DAYS)
    assert [level for level, _ in told] == list(Level)
    return [f"{moment:%Y-%m-%d %H:%M}" for _, moment in told]


# Kind, term, receipt; then the first reminder, the yellow lamp, the red.
RUNG = [
    # A plain fortnight: due at 24:00 of Wednesday the 11th.
    ("letter", "letter.simple", "2026-11-02 10:00", ["2026-11-07 05:00", "2026-11-10 00:00", "2026-11-12 00:00"]),
    # Across the National Day: due Saturday 10 October, which is worked; the working day before it is Friday.
    ("letter", "letter.simple", "2026-09-23 09:00", ["2026-10-02 04:30", "2026-10-09 00:00", "2026-10-11 00:00"]),
    # Due on the first day after the holiday: yellow on the last one before it, and the first reminder no later.
    ("letter", "letter.simple", "2026-09-21 09:00", ["2026-09-30 00:00", "2026-09-30 00:00", "2026-10-09 00:00"]),
    # Due on Monday 12 October: the working day before is the Saturday made up, not Friday.
    ("letter", "letter.simple", "2026-09-24 09:00", ["2026-10-03 16:30", "2026-10-10 00:00", "2026-10-13 00:00"]),
    # Hours know no holidays.
    ("opinion", "opinion.general", "2026-10-01 16:00", ["2026-10-02 16:00", "2026-10-03 06:24", "2026-10-03 16:00"]),
    ("emergency", "emergency.first", "2026-10-10 22:00", ["2026-10-11 00:30", "2026-10-11 02:00", "2026-10-11 03:00"]),
    # 15 days from 9 February are the 24th, the first day after the Spring Festival; Saturday the 14th was made up.
    ("petition", "petition.notice", "2026-02-09 00:00", ["2026-02-14 00:00", "2026-02-14 00:00", "2026-02-25 00:00"]),
]


@pytest.mark.parametrize(("kind", "term", "received", "expected"), RUNG, ids=[f"{row[1]} {row[2]}" for row in RUNG])
def test_when_a_clock_gives_alarm(kind: str, term: str, received: str, expected: list[str]) -> None:
    assert rung(kind, term, received) == expected


def ring(points: Alarms, due: str, days: Calendar = DAYS, started: str = "2026-09-01T09:00") -> dict[Level, str]:
    told = times(points, started=at(started), due_at=at(due), calendar=days)
    return {level: f"{moment:%m-%d %H:%M}" for level, moment in told}


@pytest.mark.parametrize(
    ("amount", "due", "expected"),
    [
        (0, "2026-10-14T00:00", "10-13 00:00"),
        (1, "2026-10-14T00:00", "10-12 00:00"),
        (2, "2026-10-14T00:00", "10-10 00:00"),
        (3, "2026-10-14T00:00", "10-09 00:00"),
        (5, "2026-10-14T00:00", "09-30 00:00"),
        # An office that closes at 17:30 ends on that very day.
        (1, "2026-10-13T17:30", "10-12 00:00"),
        # An end in hours on a day off counts back from there all the same.
        (0, "2026-10-05T16:00", "10-05 00:00"),
        (1, "2026-10-05T16:00", "09-30 00:00"),
    ],
)
def test_working_days_left_are_counted_back_over_days_off_and_worked_saturdays(
    amount: int, due: str, expected: str
) -> None:
    assert ring({Level.YELLOW: Left(amount, WORKING_DAY)}, due) == {Level.YELLOW: expected}


def test_hours_left_and_shares_passed() -> None:
    points = {Level.FIRST: Passed(25), Level.YELLOW: Passed(100), Level.RED: Left(3, HOUR)}
    # The red lamp keeps its time, and takes the yellow one with it.
    assert ring(points, "2026-09-05T09:00") == {
        Level.FIRST: "09-02 09:00",
        Level.YELLOW: "09-05 06:00",
        Level.RED: "09-05 06:00",
    }


def test_a_short_term_rings_at_its_start_and_not_before() -> None:
    points = {Level.FIRST: Passed(50), Level.YELLOW: Left(5, WORKING_DAY), Level.RED: Left(0, HOUR)}
    assert ring(points, "2026-09-02T00:00") == {
        Level.FIRST: "09-01 09:00",
        Level.YELLOW: "09-01 09:00",
        Level.RED: "09-02 00:00",
    }


def test_moments_are_read_in_the_offices_zone() -> None:
    # 16:00 of the 12th in Greenwich is 24:00 of the 12th here: the last day is the 12th, not the 13th.
    due = datetime(2026, 10, 12, 16, tzinfo=UTC)
    started = datetime(2026, 9, 1, tzinfo=UTC)
    told = times({Level.YELLOW: Left(1, WORKING_DAY)}, started=started, due_at=due, calendar=DAYS)
    assert told == ((Level.YELLOW, at("2026-10-10T00:00")),)


points = st.one_of(
    st.builds(Passed, st.integers(1, 100)),
    st.builds(Left, st.integers(0, 20), st.sampled_from([HOUR, WORKING_DAY])),
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1)).map(lambda t: t.replace(tzinfo=ZONE))


@given(st.dictionaries(st.sampled_from(Level), points), moments, st.integers(1, 100 * 24 * 60))
def test_alarms_come_in_order_between_start_and_end(alarms: Alarms, started: datetime, minutes: int) -> None:
    due = started + timedelta(minutes=minutes)
    told = times(alarms, started=started, due_at=due, calendar=DAYS)
    assert [level for level, _ in told] == [level for level in Level if level in alarms]
    found = [moment for _, moment in told]
    assert found == sorted(found)
    assert all(started <= moment <= due for moment in found)


@given(points, moments, st.integers(1, 100 * 24 * 60), st.integers(0, 30 * 24 * 60))
def test_a_later_end_never_brings_an_earlier_alarm(
    point: Passed | Left, started: datetime, minutes: int, more: int
) -> None:
    ends = (started + timedelta(minutes=minutes), started + timedelta(minutes=minutes + more))
    (_, early), (_, late) = (times({Level.RED: point}, started=started, due_at=due, calendar=DAYS)[0] for due in ends)
    assert early <= late


@given(st.sampled_from(list(NATIONAL.terms)), moments)
def test_a_working_day_left_is_the_last_one_before_the_last_day(term: str, started: datetime) -> None:
    due = deadline.due(term, started, calendar=DAYS, regulation=NATIONAL)
    told = times({Level.YELLOW: Left(1, WORKING_DAY)}, started=started, due_at=due.at, calendar=DAYS)[0][1]
    if told > started:
        assert (told.hour, told.minute) == (0, 0)
        assert DAYS.is_working(told.date())
        assert DAYS.working_between(told.date(), due.due_date) == DAYS.is_working(due.due_date)


def test_a_regulation_may_ring_at_its_own_times(national: Regulation) -> None:
    head = 'extends = "national"\nname = "某局规定"\nversion = "1"\neffective = 2026-11-01\n'
    ours = regulation.parse(
        f'{head}[alarms]\nfirst = {{ passed = 30 }}\nred = {{ left = 4, unit = "hour" }}\n', where="bureau.toml"
    )
    told = ring(ours.kinds["letter"].alarms, "2026-09-11T09:00")
    assert told == {Level.FIRST: "09-04 09:00", Level.YELLOW: "09-10 00:00", Level.RED: "09-11 05:00"}
    assert national.kinds["letter"].alarms != ours.kinds["letter"].alarms
