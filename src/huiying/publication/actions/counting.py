"""The verbs that count in how many entries a term stands, and that keep a search server in step: work of the loop,
which publishing does not wait for.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.core.cache import cache
from django.db import connection, transaction

from huiying.language.indexing import LONGEST, indexed
from huiying.language.segment import words

from ..models import SearchEntry
from ..searching.vocabulary import COUNTED

SLICE = 200
WORDY = 20_000  # characters of a text that are cut into words
# One statement a term, in the order of terms, so that two who count at once do not wait for each other in a ring.
_MORE = (
    "INSERT INTO publication_searchterm (term, count, is_word) VALUES (%s, %s, %s) ON CONFLICT (term) DO UPDATE SET "
    "count = publication_searchterm.count + excluded.count, "
    "is_word = publication_searchterm.is_word OR excluded.is_word"
)
_FEWER = "UPDATE publication_searchterm SET count = count - %s WHERE term = %s AND count >= %s"


@transaction.atomic
def count_terms() -> int:
    """Count the terms of the next entries that wait for it; returns how many entries were counted."""
    waiting = SearchEntry.objects.filter(counted=False).order_by("pk").select_for_update(skip_locked=True)
    entries = list(waiting[:SLICE])
    if not entries:
        return 0
    counted, real = _terms(entries)
    with connection.cursor() as cursor:
        cursor.executemany(_MORE, [(term, counted[term], term in real) for term in sorted(counted)])
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(counted=True)
    cache.delete(COUNTED)
    return len(entries)


@transaction.atomic
def uncount(entries: Sequence[SearchEntry]) -> None:
    """Take the terms of these entries out of what was counted."""
    counted, _real = _terms(entries)
    with connection.cursor() as cursor:
        cursor.executemany(_FEWER, [(counted[term], term, counted[term]) for term in sorted(counted)])


def _terms(entries: Iterable[SearchEntry]) -> tuple[Counter[str], set[str]]:
    """In how many of the entries each term stands, and which of the terms are words."""
    counted: Counter[str] = Counter()
    real: set[str] = set()
    for entry in entries:
        told = {word for word in words(entry.plain[:WORDY]) if len(word) <= LONGEST}
        real |= told
        counted.update(told | set(indexed(entry.plain)[1]))
    return counted, real
