"""The verbs of the portal's index: what is published is put in, what is no longer to be seen is taken out."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Page

from huiying.language.indexing import indexed
from huiying.language.reading import fold

from ..models import BoardThread, Consultation, PublishedAnswer, SearchEntry, SearchTerm
from ..referring import documents_of
from ..searching.documents import of_documents
from ..searching.engines import EngineFailed, Written, own, server
from ..searching.findable import (
    ANSWER,
    CONSULTATION,
    DOCUMENT,
    PAGE,
    THREAD,
    Findable,
    of_answers,
    of_consultations,
    of_threads,
)
from ..searching.pages import of_pages
from .counting import uncount

log = logging.getLogger(__name__)

LONGEST = 50_000  # characters of a text that are kept
SLICE = 200
_COPIED = ("kind", "column", "place", "section", "dated", "url", "title", "text", "plain")


def put(found: Sequence[Findable]) -> int:
    """Put these into the index, in the place of what stood there for the same; returns how many were new or changed."""
    if not found:
        return 0
    try:
        return _put(found)
    except IntegrityError:  # somebody else was first to put one in: it stands there now
        return _put(found)


@transaction.atomic
def _put(found: Sequence[Findable]) -> int:
    known = {entry.source: entry for entry in _standing([one.source for one in found])}
    made, changed = [], []
    for one in found:
        entry, before = _entry(one), known.get(one.source)
        if before is None:
            made.append(entry)
        elif any(getattr(entry, name) != getattr(before, name) for name in _COPIED):
            entry.pk = before.pk
            changed.append(entry)
    _leave([known[entry.source] for entry in changed])
    SearchEntry.objects.bulk_create(made, batch_size=SLICE)
    SearchEntry.objects.bulk_update(changed, [*_COPIED, "counted", "sent"], batch_size=SLICE)
    if made or changed:
        own().write([written(entry) for entry in (*made, *changed)])
    return len(made) + len(changed)


@transaction.atomic
def _take_out(sources: Collection[str]) -> int:
    entries = _standing(sources)
    _leave(entries)
    gone = [written(entry) for entry in entries if entry.sent]
    if gone:
        transaction.on_commit(lambda: _tell_gone(gone))
    if entries:
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return len(entries)


def take_out(sources: Collection[str]) -> int:
    """Take these out of the index; returns how many stood in it."""
    return _take_out(sources) if sources else 0


def _standing(sources: Iterable[str]) -> list[SearchEntry]:
    """The entries of these, held until the end of the transaction: two who change one would count its words twice."""
    return list(SearchEntry.objects.select_for_update().filter(source__in=list(sources)).order_by("pk"))


def look_at(sort: str, keys: Iterable[int]) -> None:
    """Bring these things of a sort into the index as everybody may see them now, and take out what nobody may."""
    if keys := set(keys):
        found = SORTS[sort].read(keys)
        put(found)
        take_out({f"{sort}:{key}" for key in keys} - {one.source for one in found})


def look_at_pages(keys: Iterable[int]) -> None:
    """The same for pages, with the documents they lead to."""
    look_at(PAGE, keys := set(keys))
    look_at(DOCUMENT, documents_of(keys))


@dataclass(frozen=True, slots=True)
class Sort:
    """What can be found of a sort: the rows that there are, and how those with some keys are read."""

    rows: Callable[[], QuerySet[Any]]
    read: Callable[[Iterable[int]], list[Findable]]


SORTS: Mapping[str, Sort] = {
    ANSWER: Sort(PublishedAnswer.objects.all, of_answers),
    THREAD: Sort(BoardThread.objects.public, of_threads),
    CONSULTATION: Sort(Consultation.objects.public, of_consultations),
    PAGE: Sort(Page.objects.live, of_pages),
    DOCUMENT: Sort(get_document_model().objects.all, of_documents),
}


def steps() -> Iterator[int]:
    """Bring the whole index into step with what is published, a slice at a time; tells how many were looked at."""
    kept: set[str] = set()
    for name, sort in SORTS.items():
        keys = iter(list(sort.rows().order_by("pk").values_list("pk", flat=True)))
        while part := list(islice(keys, SLICE)):
            look_at(name, part)
            kept |= {f"{name}:{key}" for key in part}
            yield len(part)
    gone = iter(sorted(set(SearchEntry.objects.values_list("source", flat=True)) - kept))
    while part_gone := list(islice(gone, SLICE)):
        # what was published meanwhile is looked at again, not taken out
        look_again(part_gone)
        yield 0


def look_again(sources: Iterable[str]) -> None:
    """Look at these things again, by the sources of their entries."""
    told = [source.partition(":") for source in sources]
    for name in SORTS:
        look_at(name, [int(key) for sort, _colon, key in told if sort == name])


@transaction.atomic
def empty() -> None:
    """Forget the whole index: it is about to be filled anew, or the way texts are cut has changed."""
    SearchEntry.objects.all().delete()
    SearchTerm.objects.all().delete()
    own().empty()
    elsewhere = server()
    if elsewhere is not None:
        elsewhere.empty()


def written(entry: SearchEntry) -> Written:
    """An entry as an engine keeps it."""
    title = indexed(entry.plain.partition("\n")[0])[1]
    return Written(entry.pk, title, indexed(entry.plain)[1], entry.kind, entry.column, entry.dated)


def _leave(entries: Sequence[SearchEntry]) -> None:
    """Take the tokens of these entries out of the index and out of what is counted."""
    if entries:
        own().forget([written(entry) for entry in entries])
    if counted := [entry for entry in entries if entry.counted]:
        uncount(counted)


def _tell_gone(rows: Sequence[Written]) -> None:
    """Have the search server forget them too; where it is away, what it finds of them is passed over."""
    elsewhere = server()
    try:
        if elsewhere is not None and rows:
            elsewhere.forget(rows)
    except EngineFailed as failed:
        log.warning("The search server forgets nothing: %s", failed)


def _entry(one: Findable) -> SearchEntry:
    title, text = " ".join(one.title.split())[:300], one.text[:LONGEST]
    return SearchEntry(
        source=one.source,
        kind=one.kind,
        column=one.column,
        place=one.place,
        section=one.section[:80],
        dated=one.dated,
        url=one.url[:500],
        title=title,
        text=text,
        plain=f"{fold(title)}\n{fold(text)}",
    )
