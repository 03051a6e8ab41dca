"""判断 · What the best published thing is worth to those who ask, with the evidence that says so."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .asked import Asked
from .supply import Published
from .thresholds import Thresholds

_LAST_DAY = re.compile(
    r"(?:有效期至|有效期截至|截止到?|截至|施行至|实施至|至)(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?"
)


class Ruling(StrEnum):
    """What is wrong, in the order in which it is looked for."""

    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    HARD_TO_FIND = "hard_to_find"
    UNCLEAR = "unclear"
    FINE = "fine"


ANSWERED = frozenset({Ruling.FINE, Ruling.UNCLEAR, Ruling.HARD_TO_FIND})  # a page answers, however badly it is met


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The published thing that answers most of a matter's questions: which share of them, with what chance in the
    mean, by which passage and to which question; `found` is the share of those tried at the search that met it, None
    where none was tried. `near` are the keys of what came nearest, this thing among them.
    """

    thing: Published
    share: float
    score: float
    passage: str
    question: str
    shared: tuple[str, ...] = ()
    found: float | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    ruling: Ruling
    evidence: Mapping[str, Any]


def judge(asked: Asked, best: Best | None, *, today: date, limits: Thresholds) -> Verdict:
    """The first thing that is wrong; what it rests on is told with it."""
    if best is None or best.share < limits.share:
        return Verdict(Ruling.MISSING, _likest(best) | {"needed": limits.share})
    told = _likest(best) | {"age": (today - best.thing.on).days, "clicks": best.thing.clicks}
    if (last := _passed(f"{best.thing.title}{best.passage}", today)) is not None:
        return Verdict(Ruling.OUT_OF_DATE, told | {"ended": last.isoformat()})
    if told["age"] > limits.stale_days:
        return Verdict(Ruling.OUT_OF_DATE, told | {"limit": limits.stale_days})
    lies_deep = best.thing.clicks > limits.clicks
    if lies_deep or (best.found is not None and best.found < limits.found):
        return Verdict(Ruling.HARD_TO_FIND, told | {"deep": lies_deep})
    asking = _still_asking(asked, best.thing.on, today, limits)
    return Verdict(Ruling.UNCLEAR if asking["unclear"] else Ruling.FINE, told | asking)


def _likest(best: Best | None) -> dict[str, Any]:
    if best is None:
        return {}
    told = asdict(best)
    del told["thing"]
    return told | {"shared": list(best.shared), "near": list(best.near)}


def _passed(text: str, today: date) -> date | None:
    """The last day that a text names for itself, if it is over; a year alone is over at its end."""
    for year, month, day in _LAST_DAY.findall(text):
        try:
            last = date(int(year), int(month or 12), int(day or 28))
        except ValueError:
            continue
        if last < today and (day or (last.year, last.month) < (today.year, today.month)):
            return last
    return None


def _still_asking(asked: Asked, since: date, today: date, limits: Thresholds) -> dict[str, Any]:
    """Whether people ask on although the page is there, by their number and their pace before and after."""
    after = asked.asked_between(since, None)
    before = asked.asked_between(None, since)
    days = max((today - since).days, 1)
    first = asked.first
    span = max((since - first).days, 1) if first and first < since else 0
    pace, usual = after / days, before / span if span else 0.0
    goes_on = after >= limits.still_asked and days >= limits.after_days and pace >= limits.pace * usual
    return {"unclear": goes_on, "after": after, "before": before, "since": since.isoformat()}
