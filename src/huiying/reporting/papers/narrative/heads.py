"""What the figure itself shows: how much, against the period before, and where that stands in its course."""

from collections.abc import Mapping
from typing import Any, Final

from . import shapes
from .amounts import Amount
from .subject import LEAST, Subject
from .wordings import DOWN, LOW, TOP, UP

FLAT_POINTS: Final = 1.0

Values = Mapping[str, object]
Said = tuple[str, Values]
"""The key of a group of wordings, and what is put into them."""


def head(subject: Subject) -> Said:
    values: dict[str, object] = {"name": subject.name, "prev": subject.words["before"], "this": subject.words["this"]}
    if not subject.holds_enough() or subject.now is None:
        counted = subject.counted() if subject.kind != "count" else ""
        return ("few", {**values, "counted": counted}) if counted else (_without(subject), values)
    now, before = subject.now, subject.before
    values["now"] = now
    if before is None:
        return ("alone" if now.value or subject.kind != "count" else "alone_none"), values
    values |= {"before": before, "diff": now.apart(before), "growth": _growth(subject, now, before)}
    return _movement(subject, now, before), values


def _without(subject: Subject) -> str:
    return "nothing" if subject.kind != "count" else "alone_none"


def _movement(subject: Subject, now: Amount, before: Amount) -> str:
    if subject.kind == "count" and not (now.value and before.value):
        return {(False, False): "none", (True, False): "from_none", (False, True): "to_none"}[
            bool(now.value), bool(before.value)
        ]
    if now.value == before.value:
        return "same"
    if subject.kind == "rate":
        if not _is_certain(subject):
            return "flat" if abs(now.value - before.value) < FLAT_POINTS else "beside"
    elif shapes.is_flat(before.value, now.value):
        return "flat"
    return "rise" if now.value > before.value else "fall"


def _is_certain(subject: Subject) -> bool:
    """Whether two rates differ by more than chance would let them; rates whose counts are not known are taken at
    their word.
    """
    if "part" not in subject.told:
        return abs(subject.now.value - subject.before.value) >= FLAT_POINTS if subject.now and subject.before else False
    span = subject.span_before
    parts = [subject.amount(key=subject.told["part"], span=s) for s in ("", span)]
    wholes = [subject.base(span=s) or 0.0 for s in ("", span)]
    now, before = (part.value if part else 0.0 for part in parts)
    return shapes.differ(now, wholes[0], before, wholes[1])


def _growth(subject: Subject, now: Amount, before: Amount) -> str:
    """，增长13.0%: of counts only, and only over enough."""
    if subject.kind != "count" or before.value < LEAST or now.value == before.value:
        return ""
    return f"，{'增长' if now.value > before.value else '下降'}{now.apart(before).out_of(before)}"


def tail(subject: Subject, moved: str) -> Said | None:
    """The one thing more that the course of the figure shows: a first time, a record, a turn, a run."""
    stages, now = subject.steps, subject.now
    if now is None or not subject.holds_enough() or not stages:
        return None
    values = [stage.amount.value for stage in stages]
    told: dict[str, Any] = {"each": subject.words["each"], "this": subject.words["this"], "name": subject.name}
    if subject.kind == "count" and shapes.is_first(values, now.value):
        return "first_ever" if subject.from_the_beginning else "first", {**told, "since": stages[0].name}
    if moved not in {"rise", "fall", "to_none"}:
        return None
    course = [*values, now.value]
    # Whoever rises three times surpasses three: a run tells more than the record that it makes.
    if shapes.is_run(course) and shapes.record(values, now.value)[1] <= abs(shapes.run(course)):
        return _course(subject, course, told)
    return _record(subject, values, told) or _course(subject, course, told)


def _record(subject: Subject, values: list[float], told: Mapping[str, object]) -> Said | None:
    assert subject.now is not None
    way, length = shapes.record(values, subject.now.value)
    if not way:
        return None
    whole = length == len(subject.told["steps"]) and subject.from_the_beginning
    since = "有记录" if whole else subject.steps[-length].name
    return "record", {**told, "since": since, "top": (TOP if way > 0 else LOW)[subject.kind]}


def _course(subject: Subject, values: list[float], told: Mapping[str, object]) -> Said | None:
    up, down, stages = UP[subject.kind], DOWN[subject.kind], subject.steps
    if before := shapes.turned(values):
        since = stages[-abs(before)].name
        return "turn", {
            **told,
            "since": since,
            "back": up if before > 0 else down,
            "way": down if before > 0 else up,
        }
    if shapes.is_run(values):
        length = shapes.run(values)
        return "run", {
            **told,
            "since": stages[1 - abs(length)].name,  # the first that changed: the period itself is the last
            "way": up if length > 0 else down,
        }
    return None


def year(subject: Subject) -> Said | None:
    """Against the same days of last year, where the period before is another."""
    now, then = subject.now, subject.last_year
    if now is None or then is None or not subject.holds_enough() or subject.words["before"] == "上年":
        return None
    if now.value == then.value:
        return "year_same", {"name": subject.name}
    way = (UP if now.value > then.value else DOWN)[subject.kind]
    return "year", {"name": subject.name, "way": way, "diff": now.apart(then)}
