"""When the next voice of a stream comes: a Poisson process whose rate follows the temper.

Every voice costs a drawn amount of *waiting*; waiting passes at the stream's rate of the moment. What has passed is
summed up only where the rate changes, never where a step ends, so that the cuts between steps leave no trace.
"""

from dataclasses import dataclass
from math import ceil, inf, sqrt

from .model import Stream

MICRO = 1_000_000
MILLI = 1_000
HOUR_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Shape:
    """A stream's rate over time, as a share of its full one: it rises, stays and fades. Seconds since the beginning."""

    start: float
    end: float
    rises: float
    fades: float

    @classmethod
    def of(cls, stream: Stream) -> "Shape":
        named = (stream.start, stream.end, stream.rises, stream.fades)
        return cls(*(one.total_seconds() for one in named))

    def passed(self, at: float) -> float:
        """How many seconds at the full rate are as much as all up to `at`."""
        gone = min(max(at, self.start), self.end) - self.start
        full_from, fades_from = self.rises, self.end - self.start - self.fades
        if gone < full_from:
            return gone * gone / (2 * self.rises)
        risen = self.rises / 2
        if gone <= fades_from:
            return risen + gone - full_from
        late = gone - fades_from
        return risen + fades_from - full_from + late - late * late / (2 * self.fades)

    def when(self, passed: float) -> float:
        """The moment at which so much has passed; infinite where it never does."""
        if passed > self.passed(self.end):
            return inf
        risen, stays = self.rises / 2, self.end - self.start - self.rises - self.fades
        if passed < risen:
            return self.start + sqrt(2 * self.rises * passed)
        if passed <= risen + stays:
            return self.start + self.rises + passed - risen
        late = passed - risen - stays
        return self.end - sqrt(max(0.0, self.fades * self.fades - 2 * self.fades * late))


@dataclass(slots=True)
class Flow:
    """How far a stream is: `count` voices came; toward the next, `waited` had passed at `since` (microseconds)."""

    count: int = 0
    waited: float = 0.0
    since: int = 0


def next_voice(shape: Shape, per_hour: float, flow: Flow, cost: float) -> int | None:
    """When the next voice comes at this rate, in microseconds; None where none comes any more."""
    left = max(0.0, cost - flow.waited) / (per_hour / HOUR_SECONDS)
    at = shape.when(shape.passed(flow.since / MICRO) + left)
    return None if at == inf else max(ceil(at * MICRO / MILLI) * MILLI, flow.since)


def wait(shape: Shape, per_hour: float, flow: Flow, at: int) -> None:
    """Sums up what passed at this rate until `at`."""
    gone = shape.passed(at / MICRO) - shape.passed(flow.since / MICRO)
    flow.waited += gone * per_hour / HOUR_SECONDS
    flow.since = at
