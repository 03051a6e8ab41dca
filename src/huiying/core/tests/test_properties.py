from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core import calendar, regulation
from huiying.core.deadline import Deadline, due
from huiying.core.zone import ZONE

DAYS = calendar.load()
NATIONAL = regulation.load()
BY_DAYS = [term for term in NATIONAL.terms.values() if term.unit != "hour"]
BY_WORKING_DAYS = [term for term in BY_DAYS if term.unit == "working_day"]
BY_HOURS = [term for term in NATIONAL.terms.values() if term.unit == "hour"]

moments = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1)).map(lambda t: t.replace(tzinfo=ZONE))


def ask(term: regulation.Term, at: datetime, **more: object) -> Deadline:
    return due(term, at, calendar=DAYS, regulation=NATIONAL, **more)  # type: ignore[arg-type]


@given(st.sampled_from(list(NATIONAL.terms.values())), moments, moments)
def test_who_comes_later_is_never_due_earlier(term: regulation.Term, one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    assert ask(term, first).at <= ask(term, second).at


@given(st.sampled_from(BY_DAYS), moments)
def test_a_term_of_days_never_ends_on_a_day_off(term: regulation.Term, at: datetime) -> None:
    told = ask(term, at)
    assert DAYS.is_working(told.due_date)
    assert told.due_date > at.date()
    assert told.at == datetime.combine(told.due_date + timedelta(days=1), datetime.min.time(), ZONE)


@given(st.sampled_from(BY_WORKING_DAYS), moments)
def test_counted_one_by_one_it_is_the_same(term: regulation.Term, at: datetime) -> None:
    day, left = at.date(), term.amount
    while left:
        day += timedelta(days=1)
        left -= DAYS.is_working(day)
    assert ask(term, at).due_date == day


@given(st.sampled_from(BY_WORKING_DAYS), moments, st.integers(0, 70), st.integers(0, 30), st.integers(0, 1439))
def test_a_pause_of_n_working_days_moves_the_end_by_n(
    term: regulation.Term, at: datetime, wait: int, length: int, minute: int
) -> None:
    start = at.replace(hour=0, minute=0) + timedelta(days=1 + wait, minutes=minute)
    end = start + timedelta(days=length)
    plain, paused = ask(term, at), ask(term, at, pauses=[(start, end)])
    within = (start.date() + timedelta(days=n) for n in range(length))
    missed = sum(DAYS.is_working(day) for day in within) if start.date() <= plain.due_date else 0
    assert DAYS.working_between(plain.due_date, paused.due_date) == missed


@given(moments, st.integers(0, 20))
def test_an_extension_adds_exactly(at: datetime, extend: int) -> None:
    answer = NATIONAL.term("disclosure.answer")
    plain, extended = ask(answer, at), ask(answer, at, extend=extend)
    assert DAYS.working_between(plain.due_date, extended.due_date) == extend


@given(st.sampled_from(BY_HOURS), moments, st.lists(st.integers(0, 5000), min_size=4, max_size=4, unique=True))
def test_hours_run_through_everything_but_pauses(term: regulation.Term, at: datetime, marks: list[int]) -> None:
    a, b, c, d = (at + timedelta(minutes=n) for n in sorted(marks))
    left, position = term.amount * 60, at
    pauses = [(a, b), (c, d)]
    while left:
        paused = any(start <= position < end for start, end in pauses)
        left -= not paused
        position += timedelta(minutes=1)
    assert ask(term, at, pauses=pauses).at == position


@pytest.mark.parametrize("term", BY_DAYS, ids=lambda term: term.id)
def test_what_is_known_is_not_provisional(term: regulation.Term) -> None:
    told = ask(term, datetime(2026, 6, 1, 9, tzinfo=ZONE))
    assert told.due_date < date(2027, 1, 1)
    assert not told.provisional
