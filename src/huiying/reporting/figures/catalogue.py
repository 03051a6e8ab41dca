"""The catalogue: every figure by its key, with its name and formula as papers print them, and the rows behind it."""

from itertools import chain
from typing import Final

from .desk import DESK
from .disclosure import DISCLOSURE, ENTERED
from .endings import ENDINGS
from .figure import Figure, Value
from .inspection import INSPECTION
from .key_work import KEY_WORK
from .opinion import OPINION
from .period import Period
from .published import PUBLISHED
from .responding import LOOPS
from .responses import RESPONSES
from .standing import STANDING
from .training import TRAINING

OTHERS: Final = (LOOPS, ENDINGS, RESPONSES, PUBLISHED, INSPECTION, TRAINING, KEY_WORK, OPINION, STANDING, DISCLOSURE)
FIGURES: Final[tuple[Figure, ...]] = tuple(dict.fromkeys((*DESK, *chain.from_iterable(OTHERS))))
BY_KEY: Final = {figure.key: figure for figure in (*FIGURES, ENTERED)}


def value_of(key: str, period: Period) -> Value:
    """The value of one figure in a period."""
    return BY_KEY[key].value(period)
