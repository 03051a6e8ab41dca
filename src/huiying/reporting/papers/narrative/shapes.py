"""What a row of figures shows, as plain arithmetic: a record, a run, a turn, a first time, one that stands apart.

Nothing here knows words. Every rule asks for enough to go on, and says nothing where there is too little.
"""

from collections.abc import Callable, Sequence
from math import sqrt
from statistics import median
from typing import Final

BEATEN: Final = 3
"""A record surpasses at least so many spans before."""
RUN: Final = 3
"""A run is so many changes one way without a break; a turn comes after a run of one fewer."""
EMPTY_BEFORE: Final = 3
"""A first time comes after so many spans without one."""
PLACES: Final = 5
"""So many sections, channels or themes there must be before one stands apart."""
APART: Final = 3.5
"""The modified z-score from which a value is an outlier (Iglewicz and Hoaglin 1993)."""
MOST: Final = 0.6
"""The share of a change that one part must explain before it is said to be the cause."""
SECOND: Final = 0.5
"""No second part may explain more than this share of what the first does."""


def record(before: Sequence[float], now: float) -> tuple[int, int]:
    """(+1, n) where `now` is higher than each of the n spans just before, (-1, n) where lower; (0, 0) where neither.

    `before` is oldest first.
    """
    above = _surpassed(before, lambda was: was < now)
    below = _surpassed(before, lambda was: was > now)
    if max(above, below) < BEATEN:
        return 0, 0
    return (1, above) if above > below else (-1, below)


def _surpassed(before: Sequence[float], beaten: Callable[[float], bool]) -> int:
    count = 0
    for was in reversed(before):
        if not beaten(was):
            break
        count += 1
    return count


def run(values: Sequence[float]) -> int:
    """How many changes in a row go one way up to the last value: positive rising, negative falling."""
    length = 0
    for before, after in zip(reversed(values[:-1]), reversed(values[1:]), strict=True):
        step = (after > before) - (after < before)
        if not step or length * step < 0:
            break
        length += step
    return length


def is_run(values: Sequence[float]) -> bool:
    return abs(run(values)) >= RUN


def turned(values: Sequence[float]) -> int:
    """Where the last change goes against a run before it: the length of that run with its sign, else 0."""
    if len(values) < RUN + 1:
        return 0
    before, last = run(values[:-1]), run(values[-2:])
    return before if before * last < 0 and abs(before) >= RUN - 1 else 0


def is_first(before: Sequence[float], now: float) -> bool:
    """Whether there is one now, and was none in any of the spans before."""
    return now > 0 and len(before) >= EMPTY_BEFORE and not any(before)


def is_flat(before: float, now: float, *, share: float = 0.02) -> bool:
    """Whether two counts or lengths are as good as equal."""
    return abs(now - before) <= share * abs(before)


def outlier(values: Sequence[float], *, least: float = 0.0) -> int | None:
    """The place of the one value that stands apart by the median absolute deviation and by `least`; None where none
    does, where several do, or where there are too few values.
    """
    if len(values) < PLACES:
        return None
    middle = median(values)
    far = [abs(value - middle) for value in values]
    # Where more than half are equal the median deviation is nothing, and the mean one takes its place.
    scale = 1.4826 * median(far) or 1.2533 * sum(far) / len(far)
    apart = [place for place, off in enumerate(far) if scale and off / scale > APART and off >= least]
    return apart[0] if len(apart) == 1 else None


def cause(changes: Sequence[float], whole: float) -> int | None:
    """The place of the one part that explains most of the change of a whole; None where no one does."""
    if not whole or len(changes) < 2:
        return None
    shares = [change / whole for change in changes]
    first = max(range(len(shares)), key=lambda place: shares[place])
    second = max(share for place, share in enumerate(shares) if place != first)
    return first if shares[first] >= MOST and second <= SECOND * shares[first] else None


def differ(part: float, whole: float, part_before: float, whole_before: float) -> bool:
    """Whether two shares differ by more than chance would let them (two proportions, 95 in 100)."""
    if not whole or not whole_before:
        return False
    pooled = (part + part_before) / (whole + whole_before)
    spread = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_before)) if 0 < pooled < 1 else 0.0
    return bool(spread) and abs(part / whole - part_before / whole_before) > 1.96 * spread
