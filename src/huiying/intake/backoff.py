"""When to try again: soon at first, then ever more seldom, never all at once."""

import random
from datetime import datetime, timedelta

FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=6)
_chance = random.SystemRandom()


def next_try(failures: int, at: datetime, *, after: int = 0) -> datetime:
    """The next try after so many failures in a row (1 is the first): 30 s doubling up to 6 h, a fifth of it by chance,
    and not before `after` seconds.
    """
    wait: timedelta = min(FIRST * 2 ** min(failures - 1, 20), LONGEST)
    wait *= 1 + _chance.uniform(-0.2, 0.2)
    return at + max(wait, timedelta(seconds=after))
