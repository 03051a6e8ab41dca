"""What makes a topic hot, and what came in a burst, in words with the figures behind them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.intake.models import Voice
from huiying.language.topics import Burst

from .models import Topic
from .spreading import figure

WEEK = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a heat: what it counts, in words, and what it adds."""

    words: str
    adds: float


@dataclass(frozen=True, slots=True)
class Breadth:
    """Through which channels a topic came in, the busiest first, and from how many people. `likes` counts whoever
    agreed: on a platform, or on our board by meeting the same.
    """

    channels: tuple[tuple[str, int], ...]
    persons: int
    likes: int
    against: int
    reposts: int = 0


def breadth_of(topic: Topic) -> Breadth:
    """Three queries over the topic's voices."""
    voices = Voice.objects.filter(proposal__topic=topic)
    by_channel = voices.values_list("channel__name").annotate(n=Count("pk")).order_by("-n", "channel__name")
    told = voices.aggregate(
        known=Count("correspondent", distinct=True),
        voices=Count("pk"),
        signed=Count("correspondent"),
        likes=Sum(F("likes") + F("same")),
        against=Sum("against"),
    )
    persons = told["known"] + told["voices"] - told["signed"]
    reposts = sum(
        figure(spread, "reposts") or 0 for spread in voices.exclude(spread={}).values_list("spread", flat=True)
    )
    return Breadth(tuple(by_channel), persons, told["likes"] or 0, told["against"] or 0, reposts)


def parts_of(topic: Topic, breadth: Breadth) -> list[Part]:
    """The parts of the heat, the largest first; those that add nothing are left out."""
    words = _words(topic, breadth)
    parts = [Part(words.get(name, name), round(value, 1)) for name, value in topic.heat_because.items()]
    return sorted((part for part in parts if part.adds), key=lambda part: -part.adds)


def _words(topic: Topic, breadth: Breadth) -> Mapping[str, str]:
    days = (topic.last_at - topic.first_at).days + 1
    channels = len(breadth.channels)
    week = busiest_week(topic)
    return {
        "voices": ngettext("%(n)d voice", "%(n)d voices", topic.voices_count) % {"n": topic.voices_count},
        "persons": ngettext("from %(n)d person", "from %(n)d people", breadth.persons) % {"n": breadth.persons},
        "likes": _liked(breadth),
        "against": ngettext("%(n)d disagrees", "%(n)d disagree", breadth.against) % {"n": breadth.against},
        "duration": ngettext("lasts for %(n)d day", "lasts for %(n)d days", days) % {"n": days},
        "speed": ngettext("%(n)d in its busiest week", "%(n)d in its busiest week", week) % {"n": week},
        "recency": _("how recent that week is"),
        "channels": ngettext("through %(n)d channel", "through %(n)d channels", channels) % {"n": channels},
    }


def _liked(breadth: Breadth) -> str:
    """Who agrees and who passed it on: the heat counts them together."""
    likes, reposts = breadth.likes, breadth.reposts
    agree = ngettext("%(n)d agrees", "%(n)d agree", likes) % {"n": likes}
    passed = ngettext("reposted %(n)d time", "reposted %(n)d times", reposts) % {"n": reposts}
    return " · ".join(words for words, count in ((agree, likes), (passed, reposts)) if count) or agree


def busiest_week(topic: Topic) -> int:
    """The most voices of a topic in any seven days."""
    counts = [int(count) for _day, count in topic.curve]
    return max((sum(counts[end : end + WEEK]) for end in range(len(counts))), default=0)


def burst_as_json(burst: Burst | None) -> dict[str, Any]:
    """A burst as a row keeps it, {} where there is none."""
    return asdict(burst) | {"until": burst.until.isoformat()} if burst else {}
