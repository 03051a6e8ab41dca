"""What came in a burst: far more voices on a matter than in the same hours of past days, told with its figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .models import Topic

SHOWN_FOR = timedelta(hours=24)
MOST = 10


@dataclass(frozen=True, slots=True)
class Burst:
    """`count` voices in `hours` hours until `until`, `times` as many as `usual`, the mean of the same hours before."""

    hours: int
    until: datetime
    count: int
    usual: float
    times: float

    @property
    def sentence(self) -> str:
        told = {"hours": self.hours, "count": self.count, "usual": f"{self.usual:.1f}", "times": f"{self.times:.0f}"}
        if self.usual:
            return _("%(count)d voices in %(hours)d hours, %(times)s times the %(usual)s usual at this time") % told
        return _("%(count)d voices in %(hours)d hours; at this time there are usually none") % told


def burst_of(topic: Topic, *, at: datetime) -> Burst | None:
    """The burst of a topic, as long as it is news."""
    told = topic.burst
    if not told:
        return None
    until = parse_datetime(told["until"])
    if until is None or at - until > SHOWN_FOR:
        return None
    return Burst(told["hours"], until, told["count"], told["usual"], told["times"])


def bursts_now(at: datetime, within: Q) -> list[tuple[Topic, Burst]]:
    """The hottest topics that burst lately, the strongest first, of those that somebody may see."""
    recent = Topic.objects.filter(within).exclude(burst={}).filter(last_at__gte=at - 2 * SHOWN_FOR)[:MOST]
    found = [(topic, burst) for topic in recent if (burst := burst_of(topic, at=at))]
    return sorted(found, key=lambda pair: -pair[1].times)
