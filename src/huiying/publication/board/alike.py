"""Threads about what a letter is about, so that whoever reviews it sees that it was said before."""

from huiying.language.similar import SimilarAnswers

from ..models import BoardThread

LATEST = 500
SHARED = 2  # telling words


def alike(title: str, text: str, unit: int | None, top: int = 3) -> list[BoardThread]:
    """The unit's latest threads that are most alike to a letter, best first."""
    threads = {str(each.pk): each for each in BoardThread.objects.public().filter(unit=unit)[:LATEST]}
    if not threads:
        return []
    index = SimilarAnswers([(key, f"{each.title}\n{each.text}", "") for key, each in threads.items()])
    found = index.search(f"{title}\n{text}"[:1000], top=top)
    return [threads[match.id] for match in found if len(match.words) >= SHARED]
