"""Whether a letter tells of an emergency that happens now: what happened, who is hurt, who is helping.

突发事件应对法 (2024) art. 2. One word is not enough: an ordinary letter speaks of fire hazards and accidents too.
"""

from dataclasses import replace
from functools import cache

from .contexts import is_meant
from .flag import Flag
from .phrases import Hit, PhraseBook, book
from .reading import Reading

THRESHOLD = 9.0
NEAR = 80
_IN_TITLE = 1.6
_HEAD = 200
_IN_TAIL = 0.5
_BESIDE = frozenset({"harm", "rescue", "now", "urgent"})
_MOST_PLEADING = 10.0
_STRONG, _COURTESIES = 2.0, 0.5
_WHEN_URGENT = 0.3
_CAPS = {"event": 10.0, "harm": 8.0, "rescue": 6.0, "now": 4.0}


@cache
def _book() -> PhraseBook:
    return book("lexicons/emergency.toml")


def emergency_in(reading: Reading) -> Flag:
    """What is told of an emergency, and whether it is enough to wake people."""
    text = reading.whole
    hits = _book().hits(text, reading.original)
    events = [h for h in hits if h.group == "event" and is_meant(text, h.start, h.end)]
    if not events:
        return Flag(False, 0.0, ())
    beside = [h for h in hits if h.group in _BESIDE and _near(h, events) and is_meant(text, h.start, h.end)]
    found = [_weighed(h, reading) for h in events + beside]
    found = [*found, *(replace(h, group="now") for h in found if h.group == "urgent")]
    by_group = {group: min(_weight(found, group), cap) for group, cap in _CAPS.items()}
    total = max(sum(by_group.values()) - _pleading(hits, events), 0.0)
    told = by_group["harm"] + by_group["rescue"] + by_group["now"] > 0
    flagged = told and by_group["event"] >= 3 and total >= THRESHOLD
    return Flag(
        flagged, round(total / (total + THRESHOLD), 3), tuple(h for h in found if h.group not in {"now", "urgent"})
    )


def _weighed(hit: Hit, reading: Reading) -> Hit:
    """News of an emergency comes first in a text; what stands deep in a long letter is rather its story."""
    if hit.start < reading.offset:
        return hit.weighed(_IN_TITLE)
    return hit.weighed(1.0 if hit.start < reading.offset + _HEAD else _IN_TAIL)


def _near(hit: Hit, events: list[Hit]) -> bool:
    return any(event.start - NEAR < hit.start < event.end + NEAR for event in events)


def _weight(hits: list[Hit], group: str) -> float:
    """The weight of a group's different words."""
    weights: dict[str, float] = {}
    for hit in hits:
        if hit.group == group:
            weights[hit.word] = max(weights.get(hit.word, 0.0), hit.weight)
    return sum(weights.values())


def _pleading(hits: list[Hit], events: list[Hit]) -> float:
    """How much a text asks for something else: a complaint that names an accident is no report of one.

    Courtesies alone say little; and where the accident goes on right now, it hardly matters how people ask.
    """
    pleas = [h for h in hits if h.group == "plea"]
    weight = min(_weight(pleas, "plea"), _MOST_PLEADING)
    if not any(h.weight >= _STRONG for h in pleas):
        weight *= _COURTESIES
    urgent = any(h.group == "urgent" and _near(h, events) for h in hits)
    return weight * _WHEN_URGENT if urgent else weight
