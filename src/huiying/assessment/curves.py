"""The curve of a topic: its voices by day, or by week where days would be a comb."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateparse import parse_date

from .models import Topic

MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from the first voice to the last; those of a week stand under its Monday."""

    points: tuple[tuple[date, int], ...]
    weekly: bool

    @property
    def peak(self) -> tuple[date, int] | None:
        """The first of the busiest days or weeks."""
        return max(self.points, key=lambda point: point[1], default=None)


def curve_of(topic: Topic) -> Curve:
    days = [(day, int(count)) for written, count in topic.curve if (day := parse_date(str(written)))]
    if len(days) <= MOST_DAYS:
        return Curve(tuple(days), weekly=False)
    weeks: Counter[date] = Counter()
    for day, count in days:
        weeks[day - timedelta(days=day.weekday())] += count
    return Curve(tuple(sorted(weeks.items())), weekly=True)
