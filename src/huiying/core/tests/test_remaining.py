from datetime import datetime

import pytest

from huiying.core.calendar import Calendar
from huiying.core.deadline import remaining
from huiying.core.zone import ZONE

# Thursday 26 February 2026, 24:00; Saturday 28 February is worked.
DUE = "2026-02-27T00:00"


def at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "due_at", "told"),
    [
        ("2026-02-24T09:00", DUE, "还剩 2 个工作日 · 2月26日(周四)24:00 到期"),
        ("2026-02-14T09:00", DUE, "还剩 3 个工作日 · 2月26日(周四)24:00 到期"),
        ("2026-02-26T09:00", DUE, "还剩 15 小时 · 2月26日(周四)24:00 到期"),
        ("2026-02-26T23:40", DUE, "还剩 20 分钟 · 2月26日(周四)24:00 到期"),
        ("2026-02-27T00:00", DUE, "还剩 1 分钟 · 2月26日(周四)24:00 到期"),
        ("2026-02-27T00:00:30", DUE, "已超期 1 分钟"),
        ("2026-02-27T03:20", DUE, "已超期 3 小时"),
        ("2026-02-28T09:00", DUE, "已超期 1 个工作日"),
        ("2026-03-02T09:00", DUE, "已超期 2 个工作日"),
        ("2026-12-30T09:00", "2027-01-05T00:00", "还剩 2 个工作日 · 2027年1月4日(周一)24:00 到期"),
        ("2026-09-30T17:00", "2026-10-02T16:00", "还剩 47 小时 · 10月2日(周五)16:00 到期"),
        ("2026-10-05T16:30", "2026-10-02T16:00", "已超期 72 小时"),
    ],
)
def test_what_is_left_is_said_the_way_a_clerk_says_it(days: Calendar, now: str, due_at: str, told: str) -> None:
    assert remaining(at(now), at(due_at), days).say("zh-hans") == told


def test_calendar_days_and_an_early_close(days: Calendar) -> None:
    left = remaining(at("2026-02-24T09:00"), at(DUE), days, unit="calendar_day")
    assert (left.amount, left.unit, left.overdue) == (2, "calendar_day", False)
    early = remaining(at("2026-02-24T09:00"), at("2026-02-26T17:30"), days, unit="working_day")
    assert early.say("zh-hans") == "还剩 2 个工作日 · 2月26日(周四)17:30 到期"


def test_the_other_languages(days: Calendar) -> None:
    left = remaining(at("2026-02-24T09:00"), at(DUE), days)
    assert left.say("zh-hant") == "還剩 2 個工作日 · 2月26日(週四)24:00 到期"
    assert left.say("en") == "2 working days left · due 26 February (Thu) 24:00"
    assert remaining(at("2026-02-27T01:20"), at(DUE), days).say("en") == "1 hour overdue"
    assert left.to_json() == {
        "amount": 2,
        "unit": "working_day",
        "overdue": False,
        "due": "2026-02-27T00:00:00+08:00",
    }
