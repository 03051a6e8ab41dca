"""Why a term ends when it does, as steps that are plain JSON: kept with a clock, rendered by `wording.say`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from huiying.core.calendar import MADE_UP, Calendar
from huiying.core.counting import Count
from huiying.core.pauses import Stop
from huiying.core.term import Term
from huiying.core.words import Words

Step = Mapping[str, Any]

A_WEEKEND = Words("周末", "週末", "a weekend")


def received(at: datetime, unit: str, *, zone_assumed: bool, superseded: bool = False) -> Step:
    """`superseded` where a restart follows, from which the term runs instead."""
    step: dict[str, Any] = {"step": "received", "at": at.isoformat(timespec="minutes"), "unit": unit}
    if superseded:
        step["superseded"] = True
    return {**step, "zone": "assumed"} if zone_assumed else step


def restarted(at: datetime, unit: str, *, zone_assumed: bool) -> Step:
    return {**received(at, unit, zone_assumed=zone_assumed), "step": "restarted"}


def pauses_without_zone() -> Step:
    return {"step": "zone"}


def extended(term: Term, extend: int) -> list[Step]:
    if not extend:
        return []
    by = term.extend_by.to_json() if term.extend_by else None
    return [{"step": "extend", "unit": term.unit, "amount": extend, "total": term.amount + extend, "by": by}]


def halted_days(count: Count, unit: str) -> list[Step]:
    return [
        {
            "step": "pause",
            "unit": unit,
            "from": halt.first.isoformat(),
            "to": halt.resumed.isoformat(),
            "amount": halt.amount,
        }
        for halt in count.halts
    ]


def halted_hours(halts: Sequence[Stop]) -> list[Step]:
    return [
        {
            "step": "pause",
            "unit": "hour",
            "from": stop.start.isoformat(timespec="minutes"),
            "to": stop.end.isoformat(timespec="minutes"),
            "minutes": round((stop.end - stop.start).total_seconds() / 60),
        }
        for stop in halts
    ]


def standing_still(since: datetime) -> Step:
    return {"step": "paused", "from": since.date().isoformat()}


def skipped(count: Count, calendar: Calendar) -> list[Step]:
    """The days off passed over, feasts by name and plain weekends by number; and the weekends that counted."""
    runs, weekend_days, worked = [], 0, dict[Words, list[str]]()
    for first, last in count.counted:
        for run in calendar.runs_off(first, last):
            if run.feasts:
                runs.append(
                    {
                        "from": run.first.isoformat(),
                        "to": run.last.isoformat(),
                        "feasts": [feast.to_json() for feast in run.feasts],
                        "weekend": run.has_weekend,
                    }
                )
            else:
                weekend_days += run.days
        for name, days in calendar.made_up(first, last).items():
            worked.setdefault(name, []).extend(day.isoformat() for day in days)
    steps: list[Step] = []
    if runs or weekend_days:
        steps.append({"step": "skip", "runs": runs, "weekend_days": weekend_days})
    return [*steps, *(_worked(name, days) for name, days in worked.items())]


def _worked(name: Words, days: list[str]) -> Step:
    """The office's own working days bear their name; those of the notices need none."""
    step = {"step": "worked", "days": days}
    return step if name == MADE_UP else {**step, "name": name.to_json()}


def ended(term: Term, amount: int, last: date) -> Step:
    return {"step": "end", "unit": term.unit, "amount": amount, "day": last.isoformat(), "close": term.close}


def moved(term: Term, amount: int, last: date, to: date, calendar: Calendar) -> Step:
    """The end of a term of calendar days whose last day is a day off."""
    note = calendar.name_of(last)
    why = note.name if note and note.kind == "holiday" else A_WEEKEND
    return {**ended(term, amount, last), "moved_to": to.isoformat(), "why": why.to_json()}


def ended_at(amount: int, at: datetime) -> Step:
    return {"step": "end", "unit": "hour", "amount": amount, "at": at.isoformat(timespec="minutes")}


def ordered(at: datetime) -> Step:
    """The end that whoever sent a work order set."""
    return {"step": "ordered", "at": at.isoformat(timespec="minutes")}


def delayed(at: datetime) -> Step:
    """The reasonable time that was set for an answer to somebody who asks very often (政府信息公开条例 art. 35)."""
    return {"step": "delayed", "at": at.isoformat(timespec="minutes")}


def provisional(years: Sequence[int], calendar: Calendar) -> list[Step]:
    if not years:
        return []
    return [{"step": "provisional", "years": list(years), "moon": all(calendar.knows_moon(y) for y in years)}]


def basis(term: Term) -> Step:
    return {"step": "basis", "cited": term.cited.to_json()}
