"""Published answers to letters like the one that somebody is writing, so that they need not write it."""

from django.db.models import Count, Max

from huiying.handling.shelves import Library
from huiying.language.similar import SimilarAnswers

from .models import PortalStamp, PublishedAnswer

NEWEST = 5000
LARGE = 50  # answers; so many are read in a tenth of a second
SHARED = 2  # telling words: with one alone two texts need not be about one matter
SHORTEST = 6  # characters: fewer name no matter


class _Shelving:
    """There is one shelf: what is published is everybody's."""

    name = "The published answers"

    def seen(self) -> str:
        return PortalStamp.now()

    def last(self, of: None) -> object:
        stands = PublishedAnswer.objects.aggregate(count=Count("pk"), newest=Max("published_at"))
        return stands["count"], stands["newest"]

    def is_large(self, of: None) -> bool:
        return PublishedAnswer.objects.all()[:LARGE].count() == LARGE

    def made(self, of: None) -> SimilarAnswers | None:
        rows = PublishedAnswer.objects.order_by("-pk").values_list("pk", "title", "question", "answer")[:NEWEST]
        pairs = [(str(pk), f"{title}\n{question}", answer) for pk, title, question, answer in rows]
        return SimilarAnswers(pairs) if pairs else None

    def warm(self, kept: SimilarAnswers | None) -> None:
        if kept:
            kept.meet_all()


_library: Library[None, SimilarAnswers | None] = Library(_Shelving())


def make_ready() -> None:
    """Read the answers before somebody needs them."""
    _library.shelf(None)


def similar_published(text: str, top: int = 3) -> list[PublishedAnswer]:
    """The answers most alike to `text`, best first; none where nothing is alike, or the answers were not read yet."""
    if len(text.strip()) < SHORTEST:
        return []
    answers = _library.shelf(None)
    matches = answers.search(text, top=top) if answers else []
    alike = [int(match.id) for match in matches if len(match.words) >= SHARED]
    found = PublishedAnswer.objects.in_bulk(alike)
    return [found[pk] for pk in alike if pk in found]
