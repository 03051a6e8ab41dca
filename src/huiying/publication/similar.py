"""Published answers to letters like the one that somebody is writing, so that they need not write it."""

from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max

from huiying.language.similar import SimilarAnswers

from .models import PublishedAnswer

NEWEST = 5000
SHARED = 2  # telling words: with one alone two texts need not be about one matter
SHORTEST = 6  # characters: fewer name no matter


def similar_published(text: str, top: int = 3) -> list[PublishedAnswer]:
    """The answers most alike to `text`, best first; none where nothing is alike."""
    if len(text.strip()) < SHORTEST:
        return []
    stands = PublishedAnswer.objects.aggregate(count=Count("pk"), newest=Max("published_at"))
    index = _index(stands["count"], stands["newest"])
    matches = index.search(text, top=top) if index else []
    alike = [int(match.id) for match in matches if len(match.words) >= SHARED]
    found = PublishedAnswer.objects.in_bulk(alike)
    return [found[pk] for pk in alike if pk in found]


@lru_cache(maxsize=1)
def _index(count: int, newest: datetime | None) -> SimilarAnswers | None:
    """Built again when an answer was added, changed or taken away; `count` and `newest` say so."""
    rows = PublishedAnswer.objects.order_by("-pk").values_list("pk", "title", "question", "answer")[:NEWEST]
    pairs = [(str(pk), f"{title}\n{question}", answer) for pk, title, question, answer in rows]
    return SimilarAnswers(pairs) if pairs else None
