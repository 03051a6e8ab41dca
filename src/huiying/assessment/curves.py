"""The curve of a topic: its voices by day, or by week where days would be a comb."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.dateparse import parse_date

from huiying.intake.models import Voice

from .models import Topic

MOST_DAYS = 92
HOURLY = timedelta(days=3)  # how far back a curve by the hour looks
HOUR = timedelta(hours=1)


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


def hours_of(topic: Topic, at: datetime) -> list[tuple[datetime, int]]:
    """Its voices by the hour, from the first of the last three days to now; an hour without one counts none."""
    last = timezone.localtime(at).replace(minute=0, second=0, microsecond=0)
    voices = Voice.objects.filter(proposal__topic=topic, said_at__gt=at - HOURLY, said_at__lte=at)
    counted = voices.annotate(hour=TruncHour("said_at")).values("hour").annotate(n=Count("pk")).order_by("hour")
    counts = {row["hour"]: int(row["n"]) for row in counted}
    if not counts:
        return []
    first = min(counts)
    return [(first + n * HOUR, counts.get(first + n * HOUR, 0)) for n in range(int((last - first) / HOUR) + 1)]
