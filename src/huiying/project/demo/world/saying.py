"""How people say dates, spans and sums."""

from datetime import datetime, timedelta

from .chance import Chance

NUMERALS = "零一二三四五六七八九十"
WEEKDAYS = "一二三四五六日"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
HOURS = ("晚上十点多", "夜里十一点半", "凌晨一点左右", "半夜两点", "晚上九点以后", "凌晨四点多")


def past_month(at: datetime, months: int) -> tuple[int, int]:
    """Year and month that lie `months` before (negative: after) the moment."""
    count = at.year * 12 + at.month - 1 - months
    return count // 12, count % 12 + 1


def month_word(at: datetime, months: int) -> str:
    """今年3月, 去年11月, 明年1月: as seen from the moment."""
    year, month = past_month(at, months)
    return {-1: "去年", 0: "今年", 1: "明年"}[year - at.year] + f"{month}月"


def next_month(at: datetime) -> str:
    return f"{past_month(at, -1)[1]}月"


def later_month(at: datetime) -> str:
    """Two months later; named with the year only where it turns."""
    year, month = past_month(at, -2)
    return f"明年{month}月" if year > at.year else f"{month}月"


def span_word(months: int, rng: Chance) -> str:
    numeral = "两" if months == 2 else NUMERALS[months]
    return rng.pick((f"{numeral}个月", f"{numeral}个多月", f"快{numeral}个月"))


def lately(at: datetime, days: int, rng: Chance) -> str:
    """A day of the last fortnight as a writer names it."""
    day = at - timedelta(days=days)
    if days == 1:
        return rng.pick(("昨天", f"{day.month}月{day.day}日"))
    if days == 2:
        return rng.pick(("前天", f"{day.month}月{day.day}日"))
    if at.weekday() < days <= at.weekday() + 7:
        return f"上周{WEEKDAYS[day.weekday()]}"
    return rng.pick((f"{day.month}月{day.day}日", f"{day.month}月{day.day}号"))


def small_sum(rng: Chance) -> str:
    return f"{rng.randrange(30, 960) / 10:g}万元"


def big_sum(rng: Chance) -> str:
    return f"{rng.pick((120, 180, 260, 320, 450, 580, 760, 860, 1200, 1500, 1800, 2300, 3600, 5200))}万元"
