"""The month a text speaks of last: an answer from before it cannot be to the same matter."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2}) ?[年.\-/] ?(1[0-2]|0?[1-9])(?!\d)(?= ?[月.\-/])")

SOON, LATE = 2, 14  # months

Month = int


def last_month(text: str) -> Month | None:
    """The last year and month named, as months since year 0; None if none is named."""
    return max((int(year) * 12 + int(month) - 1 for year, month in _MONTH.findall(text)), default=None)


def months_fit(letter: Month | None, answers: Sequence[Month | None]) -> NDArray[np.float32]:
    """(answers,) 1 for one of the two months after, -1 for one before or long after, 0 where nothing is known."""
    after = np.array([np.nan if month is None else month for month in answers]) - (np.nan if letter is None else letter)
    fits = np.where((after >= 0) & (after <= SOON), 1.0, 0.0) - np.where((after < 0) | (after > LATE), 1.0, 0.0)
    return np.asarray(fits, dtype=np.float32)
