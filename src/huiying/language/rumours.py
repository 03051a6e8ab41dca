"""Whether a letter passes on or asks about hearsay, and the words that say so (治安管理处罚法 art. 29, 2026)."""

from functools import cache

from .contexts import is_denied
from .flag import Flag
from .phrases import PhraseBook, book
from .reading import Reading
from .scores import sums

THRESHOLD = 3.0


@cache
def _book() -> PhraseBook:
    return book("lexicons/rumour.toml")


def rumour_in(reading: Reading) -> Flag:
    hits = [h for h in _book().hits(reading.whole, reading.original) if not is_denied(reading.whole, h.start)]
    total = sums(hits).get("hearsay", 0.0)
    strong = any(h.weight >= 2 for h in hits)
    return Flag(strong and total >= THRESHOLD, round(total / (total + THRESHOLD), 3), tuple(hits))
