"""What the parts of a figure show: where a change comes from, which stands apart, which month was the fullest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from . import shapes
from .amounts import Amount
from .heads import Said
from .subject import OTHERS, Place, Stage, Subject
from .wordings import DOWN, OVER, UNDER, UP

LEAST_CHANGE: Final = 5
"""No cause is named for a smaller change of a count."""
LEAST_TOTAL: Final = 30
UNEVEN: Final = 1.5
"""Months are told apart from so many times the fewest on."""
TWICE: Final = 2
APART_BY: Final = {"count": float(LEAST_CHANGE), "rate": 10.0, "length": 1.0}


@dataclass(frozen=True, slots=True)
class Here:
    """A place with its own amounts."""

    place: Place
    now: float
    before: float


def cause(subject: Subject, moved: str) -> Said | None:
    """The one channel, theme… from which most of a change comes; nothing where several share in it."""
    if moved not in {"rise", "fall", "to_none"} or subject.now is None or subject.before is None:
        return None
    by = {"count": _of_count, "rate": _of_rate}.get(subject.kind)
    for dimension in subject.dimensions if by else ():
        if by and (told := by(subject, dimension, subject.now, subject.before)):
            return told
    return None


def _of_count(subject: Subject, dimension: str, now: Amount, before: Amount) -> Said | None:
    whole = now.value - before.value
    if abs(whole) < LEAST_CHANGE:
        return None
    here = [_here(subject, place) for place in subject.places(dimension)]
    found = shapes.cause([h.now - h.before for h in here], whole)
    return None if found is None else _count_said(subject, here[found], whole)


def _count_said(subject: Subject, here: Here, whole: float) -> Said | None:
    slice_ = here.place.slice
    now, was = subject.amount(within=slice_), subject.amount(within=slice_, span=subject.span_before)
    if now is None or was is None:
        return None
    values = {
        **_said(subject, here.place, whole),
        "is_now": now,
        "was": was,
        "moved": now.apart(was),
    }
    return ("count_from_none" if not was.value else "count" if now.value else "count_to_none"), values


def _said(subject: Subject, place: Place, whole: float) -> dict[str, object]:
    return {
        "name": subject.name,
        "place": place.name,
        "prev": subject.words["before"],
        "this": subject.words["this"],
        "way": (UP if whole > 0 else DOWN)[subject.kind],
    }


def _of_rate(subject: Subject, dimension: str, now: Amount, before: Amount) -> Said | None:
    """By how much each place, with its weight, lies off the rate as it was: these add up to the change."""
    places = subject.places(dimension)
    changes = [_pulled(subject, place, before.value) for place in places]
    found = shapes.cause(changes, now.value - before.value)
    return None if found is None else _rate_said(subject, places[found], now.value - before.value)


def _pulled(subject: Subject, place: Place, was: float) -> float:
    return _pull(subject, place, "", was) - _pull(subject, place, subject.span_before, was)


def _pull(subject: Subject, place: Place, span: str, was: float) -> float:
    whole, own = subject.base(span=span), subject.base(within=place.slice, span=span)
    part = subject.amount(key=subject.told["part"], within=place.slice, span=span)
    if not whole or not own or part is None:
        return 0.0
    return (100 * part.value - was * own) / whole


def _rate_said(subject: Subject, place: Place, whole: float) -> Said | None:
    values, span = _said(subject, place, whole), subject.span_before
    now, was = subject.amount(within=place.slice), subject.amount(within=place.slice, span=span)
    enough = subject.holds_enough(within=place.slice) and subject.holds_enough(within=place.slice, span=span)
    if now and was and enough:
        # A place may pull by its weight alone; then its own rate did not move that way, and is no cause to name.
        return ("rate", {**values, "is_now": now, "was": was}) if (now.value - was.value) * whole > 0 else None
    counted = subject.counted(within=place.slice)
    return ("rate_few", {**values, "counted": counted}) if counted else None


def _here(subject: Subject, place: Place) -> Here:
    now, before = subject.amount(within=place.slice), subject.amount(within=place.slice, span=subject.span_before)
    return Here(place, now.value if now else 0.0, before.value if before else 0.0)


def apart(subject: Subject) -> Said | None:
    """The one place that stands apart from the others."""
    for dimension in subject.dimensions:
        found = [(place, amount) for place in subject.places(dimension) if (amount := _own(subject, place))]
        at = shapes.outlier([amount.value for _, amount in found], least=APART_BY[subject.kind])
        if at is not None and (told := _apart_said(subject, dimension, found, at)):
            return told
    return None


def _own(subject: Subject, place: Place) -> Amount | None:
    return subject.amount(within=place.slice) if subject.holds_enough(within=place.slice) else None


def _apart_said(subject: Subject, dimension: str, found: Sequence[tuple[Place, Amount]], at: int) -> Said | None:
    place, amount = found[at]
    second, next_to = min(
        (other for n, other in enumerate(found) if n != at), key=lambda other: abs(other[1].value - amount.value)
    )
    above = amount.value > next_to.value
    if subject.kind == "count" and amount.value < TWICE * next_to.value:
        return None
    return "count" if subject.kind == "count" else "rate", {
        "name": subject.name,
        "place": place.name,
        "is_now": amount,
        "more": (OVER if above else UNDER)[subject.kind],
        "others": OTHERS.get(dimension, "各项"),
        "second": second.name,
        "next_to": next_to,
    }


def peak(subject: Subject) -> Said | None:
    """The fullest month of a period of several, and the emptiest, where they differ enough."""
    months = subject.months
    if subject.kind != "count" or len(months) <= TWICE or subject.now is None or subject.now.value < LEAST_TOTAL:
        return None
    ordered = sorted(months, key=lambda month: month.amount.value)
    most, fewest = ordered[-1], ordered[0]
    if most.amount.value < UNEVEN * max(fewest.amount.value, 1) or most.amount.value == ordered[-2].amount.value:
        return None
    values: dict[str, object] = {"name": subject.name, "most": _month(most), "highest": most.amount}
    if fewest.amount.value == ordered[1].amount.value:
        return "most", values
    return ("both" if fewest.amount.value else "none"), {
        **values,
        "fewest": _month(fewest),
        "lowest": fewest.amount,
    }


def _month(stage: Stage) -> str:
    """2026年5月 as 5月 within its year."""
    return stage.name.split("年")[-1]
