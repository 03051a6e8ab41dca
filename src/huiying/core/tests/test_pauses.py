from datetime import datetime

import pytest

from huiying.core.deadline import Pause
from huiying.core.errors import RuleError
from huiying.core.zone import ZONE

from .conftest import Due


def at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=ZONE)


def pauses(*told: str) -> list[Pause]:
    """Pauses from "2026-03-03T09:00..2026-03-05T15:00"; an open one ends with "..".."""
    pairs = [each.split("..") for each in told]
    return [(at(start), at(end) if end else None) for start, end in pairs]


# letter.simple received on Monday 2 March 2026 ends on Wednesday the 11th.
@pytest.mark.parametrize(
    ("stopped", "due_date"),
    [
        ([], "2026-03-11"),
        (["2026-03-03T09:00..2026-03-05T15:00"], "2026-03-13"),  # Tuesday and Wednesday
        (["2026-03-03..2026-03-05"], "2026-03-13"),
        (["2026-03-06T17:00..2026-03-09T09:00"], "2026-03-12"),  # Friday; the weekend was off anyway
        (["2026-03-07..2026-03-09"], "2026-03-11"),  # a weekend
        (["2026-03-04T09:00..2026-03-04T17:00"], "2026-03-11"),  # asked and answered within a day
        (["2026-03-11T10:00..2026-03-13T10:00"], "2026-03-13"),  # on the last day
        (["2026-03-12T10:00..2026-03-13T10:00"], "2026-03-11"),  # already past
        (["2026-02-20..2026-03-04"], "2026-03-12"),  # begun before receipt
        (["2026-03-03..2026-03-04", "2026-03-09..2026-03-11"], "2026-03-16"),
        (["2026-03-09..2026-03-11", "2026-03-03..2026-03-04"], "2026-03-16"),  # in any order
        (["2026-03-03..2026-03-04", "2026-03-04..2026-03-05"], "2026-03-13"),  # one after the other
    ],
)
def test_paused_working_days_do_not_count(due: Due, stopped: list[str], due_date: str) -> None:
    told = due("letter.simple", "2026-03-02T10:00", pauses=pauses(*stopped))
    assert told.due_date.isoformat() == due_date
    assert not told.provisional


def test_paused_calendar_days_do_not_count_and_the_end_is_still_a_working_day(due: Due) -> None:
    assert due("petition.notice", "2026-03-02T10:00").due_date.isoformat() == "2026-03-17"
    told = due("petition.notice", "2026-03-02T10:00", pauses=pauses("2026-03-10..2026-03-14"))
    assert told.due_date.isoformat() == "2026-03-23"  # the 21st is a Saturday


def test_a_term_moved_off_a_holiday_does_not_end_within_a_pause(due: Due) -> None:
    plain = due("petition.notice", "2026-03-06T10:00")
    assert plain.due_date.isoformat() == "2026-03-23"  # Saturday 21st, moved to Monday
    told = due("petition.notice", "2026-03-06T10:00", pauses=pauses("2026-03-23T09:00..2026-03-26T09:00"))
    assert told.due_date.isoformat() == "2026-03-26"


def test_paused_time_is_added_to_hours(due: Due) -> None:
    told = due("opinion.general", "2026-09-30T16:00", pauses=pauses("2026-10-01T09:00..2026-10-01T11:30"))
    assert told.at == at("2026-10-02T18:30")
    late = due("opinion.general", "2026-09-30T16:00", pauses=pauses("2026-10-02T16:00..2026-10-03T16:00"))
    assert late.at == at("2026-10-02T16:00")


def test_a_clock_that_stands_still_ends_at_the_earliest_when_it_would_have(due: Due) -> None:
    told = due("letter.simple", "2026-03-02T10:00", pauses=pauses("2026-03-03..2026-03-05", "2026-03-09T10:00.."))
    assert told.due_date.isoformat() == "2026-03-13"
    assert told.provisional
    assert told.because[-1]["step"] == "paused"


def test_standing_still_after_the_end_changes_nothing(due: Due) -> None:
    told = due("letter.simple", "2026-03-02T10:00", pauses=pauses("2026-03-12T10:00.."))
    assert (told.due_date.isoformat(), told.provisional) == ("2026-03-11", False)


@pytest.mark.parametrize(
    ("stopped", "what"),
    [
        (["2026-03-05..2026-03-03"], "暂停的结束 2026-03-03 00:00 早于开始 2026-03-05 00:00"),
        (["2026-03-03..2026-03-06", "2026-03-05..2026-03-09"], "两次暂停重叠"),
        (["2026-03-03..", "2026-03-05..2026-03-09"], "两次暂停重叠"),
        (["2026-03-03..2026-03-09", "2026-03-04..2026-03-05"], "两次暂停重叠"),
    ],
)
@pytest.mark.parametrize(("term", "article"), [("disclosure.answer", "第三十三条"), ("opinion.general", "61号")])
def test_impossible_pauses_are_refused_with_the_act(
    due: Due, stopped: list[str], what: str, term: str, article: str
) -> None:
    with pytest.raises(RuleError, match=what) as caught:
        due(term, "2026-03-02T10:00", pauses=pauses(*stopped))
    assert article in str(caught.value)
