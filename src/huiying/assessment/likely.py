"""Which other topics may be the same matter: those whose descriptions share most, for a person to choose from."""

from collections.abc import Iterable
from itertools import islice

from huiying.language.headline import key

from .models import Topic

MOST_LOOKED_AT = 500


def likely_the_same(topic: Topic, others: Iterable[Topic], *, most: int) -> list[Topic]:
    """At most `most` of the 500 hottest others, by the pairs of characters that their words share with the topic's."""
    own = _pairs(topic)
    scored = [
        (-len(own & pairs) / len(own | pairs), place, other)
        for place, other in enumerate(islice(others, MOST_LOOKED_AT))
        if own & (pairs := _pairs(other))
    ]
    return [other for _score, _place, other in sorted(scored, key=lambda found: found[:2])[:most]]


def _pairs(topic: Topic) -> set[str]:
    words = key(topic.who_where, topic.description)
    return {words[place : place + 2] for place in range(len(words) - 1)}
