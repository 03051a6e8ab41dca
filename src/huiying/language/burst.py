"""Far more voices in the last hours than in the same hours of past days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scipy.special import gammainc

HOURS = 6
PAST_DAYS = 7
FEWEST = 5
LEAST = 0.5
CHANCE = 1e-4


@dataclass(frozen=True, slots=True)
class Burst:
    """`count` voices in `hours` hours until `until`, `times` as many as `usual`, the mean of the same hours before.

    `chance` is how likely so many would be if nothing were the matter (Poisson).
    """

    hours: int
    until: datetime
    count: int
    usual: float
    times: float
    chance: float


def burst_of(moments: Sequence[datetime], *, until: datetime, since: datetime | None = None) -> Burst | None:
    """The burst of a matter whose voices came at these moments, seen at `until`; None if there is none.

    The usual count is that of the same hours of the seven days before, of those that lie after `since`, when listening
    began; it is taken to be at least half a voice, so that a new matter needs five voices and no less.
    """
    span, day = timedelta(hours=HOURS), timedelta(days=1)
    windows = [until - n * day for n in range(PAST_DAYS + 1)]
    count, *past = (sum(end - span < moment <= end for moment in moments) for end in windows)
    heard = [n for n, end in zip(past, windows[1:], strict=True) if since is None or end - span >= since]
    usual = sum(heard) / len(heard) if heard else 0.0
    chance = float(gammainc(count, max(usual, LEAST))) if count else 1.0
    if count < FEWEST or chance > CHANCE:
        return None
    return Burst(HOURS, until, count, round(usual, 2), round(count / max(usual, LEAST), 1), chance)
