"""What is known of the words of the portal: how rare each is, which are written alike, which mean the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log1p
from uuid import uuid4

from django.core.cache import cache

from huiying.language.spelling import Speller

from ..models import SearchEntry, SearchTerm, Synonyms

COUNTED = "portal-search:counted"  # what was counted last has a name, by which others see that they are behind
TOLD = "portal-search:synonyms"
TOTAL = "portal-search:total"
FRESH = 300  # seconds for which another process may not know of a change
MOST_WORDS = 60_000


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a term tells: BM25's logarithm, more the fewer entries hold it."""

    total: int
    counts: Mapping[str, int]

    def __call__(self, term: str) -> float:
        count = self.counts.get(term, 0)
        return log1p((max(self.total, count) - count + 0.5) / (count + 0.5))


def rarity(terms: Iterable[str]) -> Rarity:
    """How rare these terms are; one query."""
    total = int(cache.get_or_set(TOTAL, SearchEntry.objects.count, FRESH) or 0)
    return Rarity(total, SearchTerm.counts_of(set(terms)))


def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Each word that has synonyms, with all that mean the same."""
    found: Mapping[str, tuple[str, ...]] | None = cache.get(TOLD)
    if found is None:
        groups: dict[str, dict[str, None]] = {}
        for one in Synonyms.objects.all():
            told = one.told()
            for word in told:
                groups.setdefault(word, {}).update(dict.fromkeys(told))
        found = {word: tuple(others) for word, others in groups.items()}
        cache.set(TOLD, found, FRESH)
    return found


_spellers: dict[str, Speller] = {}


def speller() -> Speller:
    """The words of the portal, by which wrong ones are put right; read anew when more was counted."""
    name = str(cache.get_or_set(COUNTED, lambda: uuid4().hex, FRESH))
    kept = _spellers.get(name)
    if kept is None:
        known = SearchTerm.objects.filter(is_word=True, count__gt=0).order_by("-count")
        kept = Speller(known.values_list("term", "count")[:MOST_WORDS])
        _spellers.clear()
        _spellers[name] = kept
    return kept
