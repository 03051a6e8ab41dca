"""When a co-section gives its part, and why."""

from datetime import datetime

import pytest

from huiying.core.alarms import Left
from huiying.core.calendar import load
from huiying.core.deadline import say
from huiying.core.parts import part_due
from huiying.core.regulation import Regulation
from huiying.core.term import Unit
from huiying.core.zone import ZONE

RULE = Left(2, Unit.WORKING_DAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rule", "assigned", "due", "expected"),
    [
        # Friday 3 April 2026 is the last day; Saturday to Monday are 清明, and none of them counts.
        (RULE, "2026-03-16T10:00", "2026-04-04T00:00", "2026-04-02T00:00"),
        (RULE, "2026-03-30T10:00", "2026-04-10T00:00", "2026-04-08T00:00"),
        # Across the feast: two working days before Tuesday the 7th are Friday the 3rd and Thursday the 2nd.
        (RULE, "2026-03-25T10:00", "2026-04-08T00:00", "2026-04-03T00:00"),
        # Time is short: half of it.
        (RULE, "2026-03-16T10:00", "2026-03-18T10:00", "2026-03-17T10:00"),
        (Left(4, Unit.HOUR), "2026-03-16T10:00", "2026-03-18T10:00", "2026-03-18T06:00"),
        # Given out after the case was due: at once.
        (RULE, "2026-03-20T10:00", "2026-03-18T10:00", "2026-03-20T10:00"),
    ],
)
def test_a_part_is_due_before_its_case(rule: Left, assigned: str, due: str, expected: str) -> None:
    told = part_due(rule, assigned=at(assigned), due_at=at(due), calendar=load())
    assert told.at == at(expected)


def test_the_reason_is_told_in_words() -> None:
    told = part_due(RULE, assigned=at("2026-03-16T10:00"), due_at=at("2026-04-04T00:00"), calendar=load())
    zh, en = say(told.because, "zh-hans"), say(told.because, "en")
    assert "此前2个工作日" in zh
    assert "4月1日（周三）24:00前提出" in zh
    assert "并非法定期限" in zh
    assert "2 working days before" in en
    short = part_due(RULE, assigned=at("2026-03-16T10:00"), due_at=at("2026-03-17T10:00"), calendar=load())
    assert "时间过半前" in say(short.because, "zh-hans")


def test_the_national_set_says_two_working_days(national: Regulation) -> None:
    assert national.parts == RULE
