"""还剩 · How much of a running term is left, or by how much it is overdue, the way a clerk says it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from huiying.core.calendar import Calendar
from huiying.core.dates import Dates
from huiying.core.words import LANGUAGES, Words, spoken
from huiying.core.years import DAY
from huiying.core.zone import in_office_zone

UNITS = {
    "working_day": Words("{n} 个工作日", "{n} 個工作日", "{n} working day"),
    "calendar_day": Words("{n} 天", "{n} 天", "{n} day"),
    "hour": Words("{n} 小时", "{n} 小時", "{n} hour"),
    "minute": Words("{n} 分钟", "{n} 分鐘", "{n} minute"),
}
LEFT = Words("还剩 {amount} · {due}到期", "還剩 {amount} · {due}到期", "{amount} left · due {due}")
OVERDUE = Words("已超期 {amount}", "已超期 {amount}", "{amount} overdue")


@dataclass(frozen=True, slots=True)
class Remaining:
    """`amount` in `unit`s (working_day, calendar_day, hour, minute), left or, if `overdue`, past the end."""

    amount: int
    unit: str
    overdue: bool
    now: datetime
    due_at: datetime

    def to_json(self) -> dict[str, Any]:
        return {"amount": self.amount, "unit": self.unit, "overdue": self.overdue, "due": self.due_at.isoformat()}

    def say(self, lang: str) -> str:
        """还剩 2 个工作日 · 2月26日(周四)24:00 到期; 已超期 3 小时."""
        index = LANGUAGES.index(spoken(lang))
        amount = UNITS[self.unit][index].format(n=self.amount)
        amount += "s" if lang == "en" and self.amount != 1 else ""
        if self.overdue:
            return OVERDUE[index].format(amount=amount)
        return LEFT[index].format(amount=amount, due=self._due(lang))

    def _due(self, lang: str) -> str:
        dates = Dates(lang, self.now.year)
        day, clock = last_day(self.due_at), closing_time(self.due_at)
        if lang == "en":
            return f"{dates.full(day)} {clock}"
        return f"{dates.day(day)}({dates.weekday(day)}){clock} "


def last_day(due_at: datetime) -> date:
    """The day that a term ends on: midnight is 24:00 of the day before."""
    local = in_office_zone(due_at)
    return local.date() - DAY if local.time() == datetime.min.time() else local.date()


def closing_time(due_at: datetime) -> str:
    told = f"{in_office_zone(due_at):%H:%M}"
    return "24:00" if told == "00:00" else told


def remaining(now: datetime, due_at: datetime, calendar: Calendar, *, unit: str | None = None) -> Remaining:
    """What is left at `now` of a term that ends at `due_at`, in the `unit` it is counted in; hours or minutes where
    less than one unit is left or has passed. Without `unit`, a term that ends at 24:00 counts working days, any other
    hours. At the very end nothing is overdue yet.
    """
    now, due_at = in_office_zone(now), in_office_zone(due_at)
    unit = unit or ("working_day" if closing_time(due_at) == "24:00" else "hour")
    overdue = now > due_at
    days = _days(now, due_at, calendar, unit, overdue=overdue)
    if days > 0:
        return Remaining(days, unit, overdue, now, due_at)
    minutes = abs(due_at - now) // timedelta(minutes=1)
    if minutes >= 60:
        return Remaining(minutes // 60, "hour", overdue, now, due_at)
    return Remaining(max(1, minutes), "minute", overdue, now, due_at)


def _days(now: datetime, due_at: datetime, calendar: Calendar, unit: str, *, overdue: bool) -> int:
    """Whole days after today up to the last day; or, when overdue, whole days between the last day and today."""
    if unit == "hour":
        return 0
    first, last = (last_day(due_at), now.date() - DAY) if overdue else (now.date(), last_day(due_at))
    if last <= first:
        return 0
    return calendar.working_between(first, last) if unit == "working_day" else (last - first).days
