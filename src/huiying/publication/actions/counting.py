"""The verbs that count in how many entries a term stands, and that keep a search server in step: work of the loop,
which publishing does not wait for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from huiying.language.indexing import LONGEST, indexed
from huiying.language.segment import words

from ..models import SearchEntry, SearchTerm
from ..searching.vocabulary import COUNTED

SLICE = 200
AT_ONCE = 300  # terms in one statement: SQLite may take no more than 999 values
WORDY = 20_000  # characters of a text that are cut into words


@transaction.atomic
def count_terms() -> int:
    """Count the terms of the next entries that wait for it; returns how many entries were counted."""
    waiting = SearchEntry.objects.filter(counted=False).order_by("pk").select_for_update(skip_locked=True)
    entries = list(waiting[:SLICE])
    if not entries:
        return 0
    counted, real = _terms(entries)
    for some in _batches(sorted(counted)):
        known = {row.term: row for row in SearchTerm.objects.filter(term__in=some).order_by("pk").select_for_update()}
        rows = []
        for term in some:
            row = known.get(term) or SearchTerm(term=term)
            row.count, row.is_word = row.count + counted[term], row.is_word or term in real
            rows.append(row)
        SearchTerm.objects.bulk_create([row for row in rows if row.pk is None])
        SearchTerm.objects.bulk_update([row for row in rows if row.pk is not None], ["count", "is_word"])
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(counted=True)
    cache.delete(COUNTED)
    return len(entries)


@transaction.atomic
def uncount(entries: Sequence[SearchEntry]) -> None:
    """Take the terms of these entries out of what was counted."""
    counted, _real = _terms(entries)
    by_times: dict[int, list[str]] = {}
    for term in sorted(counted):
        by_times.setdefault(counted[term], []).append(term)
    for times, terms in sorted(by_times.items()):
        for some in _batches(terms):
            SearchTerm.objects.filter(term__in=some, count__gte=times).update(count=F("count") - times)


def _terms(entries: Iterable[SearchEntry]) -> tuple[Counter[str], set[str]]:
    """In how many of the entries each term stands, and which of the terms are words."""
    counted: Counter[str] = Counter()
    real: set[str] = set()
    for entry in entries:
        told = {word for word in words(entry.plain[:WORDY]) if len(word) <= LONGEST}
        real |= told
        counted.update(told | set(indexed(entry.plain)[1]))
    return counted, real


def _batches(terms: list[str]) -> Iterator[list[str]]:
    return (terms[start : start + AT_ONCE] for start in range(0, len(terms), AT_ONCE))
