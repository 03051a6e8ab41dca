"""How dates are said, and how slots are filled."""

from datetime import datetime

import pytest

from huiying.project.demo.world import saying
from huiying.project.demo.world.chance import Chance
from huiying.project.demo.world.filling import fill, slots_of
from huiying.project.demo.world.when import ZONE

MIDWEEK = datetime(2026, 1, 14, 10, tzinfo=ZONE)  # a Wednesday


@pytest.mark.parametrize(("months", "said"), [(0, "今年1月"), (2, "去年11月"), (-12, "明年1月")])
def test_months_are_said_as_seen_from_today(months: int, said: str) -> None:
    assert saying.month_word(MIDWEEK, months) == said


def test_next_months_turn_the_year() -> None:
    december = MIDWEEK.replace(year=2025, month=12)

    assert saying.next_month(december) == "1月"
    assert saying.later_month(december) == "明年2月"
    assert saying.later_month(MIDWEEK) == "3月"


@pytest.mark.parametrize(("days", "said"), [(3, "上周日"), (9, "上周一")])
def test_last_week_is_called_so(days: int, said: str) -> None:
    assert saying.lately(MIDWEEK, days, Chance(1)) == said


def test_slots_hold_slots() -> None:
    slots = {"work": "{short}的货款", "short": "启澜"}

    assert fill("拖欠{work}", slots) == "拖欠启澜的货款"
    assert slots_of("拖欠{work}", slots) == {"work", "short"}


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{nowhere}", {})
