from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.core import calendar, regulation
from huiying.core.deadline import Deadline, due
from huiying.core.owndays import OwnDay
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


@given(moments, st.integers(0, 30))
def test_an_extension_of_calendar_days_adds_exactly_but_for_days_off_at_the_end(at: datetime, extend: int) -> None:
    handle = NATIONAL.term("petition.handle")
    told = ask(handle, at, extend=extend).due_date
    assert told == DAYS.next_working(at.date() + timedelta(days=60 + extend))


def stretches(at: datetime) -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    """Two pauses that do not overlap, before, around or after 40 days from `at`."""
    marks = st.lists(st.integers(-5000, 90_000), min_size=4, max_size=4, unique=True).map(sorted)
    return marks.map(lambda n: [(at + timedelta(minutes=a), at + timedelta(minutes=b)) for a, b in (n[:2], n[2:])])


@given(st.data(), st.sampled_from(list(NATIONAL.terms.values())), moments, st.integers(0, 60 * 24 * 40))
def test_a_restarted_term_is_a_fresh_one_from_that_moment(
    data: st.DataObject, term: regulation.Term, at: datetime, wait: int
) -> None:
    pauses, again = data.draw(stretches(at)), at + timedelta(minutes=wait)
    restarted, fresh = ask(term, at, restarted=again, pauses=pauses), ask(term, again, pauses=pauses)
    later = [(max(start, again), end) for start, end in pauses if end > again]
    assert (restarted.at, restarted.due_date, restarted.provisional) == (fresh.at, fresh.due_date, fresh.provisional)
    assert restarted.received == at
    assert restarted.because[2:] == fresh.because[1:]
    # Earlier pauses are moot: without them it is the same.
    assert ask(term, at, restarted=again, pauses=later).at == restarted.at


@given(st.data(), st.sampled_from(BY_DAYS), moments)
def test_a_pause_never_brings_the_end_nearer_and_never_ends_on_a_day_off(
    data: st.DataObject, term: regulation.Term, at: datetime
) -> None:
    paused = ask(term, at, pauses=data.draw(stretches(at)))
    assert paused.at >= ask(term, at).at
    assert DAYS.is_working(paused.due_date)


@given(st.sampled_from(BY_WORKING_DAYS), moments, st.sets(st.integers(1, 90), max_size=12), st.booleans())
def test_own_days_are_counted_like_any_other(term: regulation.Term, at: datetime, set_: set[int], off: bool) -> None:
    own = DAYS.with_days(*(OwnDay(at.date() + timedelta(days=n), off, "自定") for n in set_))
    day, left = at.date(), term.amount
    while left:
        day += timedelta(days=1)
        is_own = (day - at.date()).days in set_
        left -= not off if is_own else DAYS.is_working(day)
    assert due(term, at, calendar=own, regulation=NATIONAL).due_date == day


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
