"""The verbs of the portal's index: what is published is put in, what is no longer to be seen is taken out."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import Page

from huiying.language.indexing import indexed
from huiying.language.reading import fold

from ..models import PublishedAnswer, SearchEntry, SearchTerm
from ..searching.engines import EngineFailed, Written, own, server
from ..searching.findable import DOCUMENT, Findable, documents_of, of_answer, of_documents, of_pages
from .counting import uncount

log = logging.getLogger(__name__)

LONGEST = 50_000  # characters of a text that are kept
SLICE = 200
_COPIED = ("kind", "column", "place", "section", "dated", "url", "title", "text", "plain")


@transaction.atomic
def put(found: Sequence[Findable]) -> int:
    """Put these into the index, in the place of what stood there for the same; returns how many were new or changed."""
    known = {entry.source: entry for entry in SearchEntry.objects.filter(source__in=[one.source for one in found])}
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
    own().write([written(entry) for entry in (*made, *changed)])
    return len(made) + len(changed)


@transaction.atomic
def take_out(sources: Iterable[str]) -> int:
    """Take these out of the index; returns how many stood in it."""
    entries = list(SearchEntry.objects.filter(source__in=list(sources)))
    _leave(entries)
    gone = [written(entry) for entry in entries if entry.sent]
    transaction.on_commit(lambda: _tell_gone(gone))
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return len(entries)


def look_at_answers(keys: Iterable[int]) -> None:
    """Bring these answers into the index as they stand now."""
    keys = list(keys)
    found = [of_answer(answer) for answer in PublishedAnswer.objects.filter(pk__in=keys)]
    put(found)
    take_out({f"answer:{key}" for key in keys} - {one.source for one in found})


def look_at_pages(keys: Iterable[int]) -> None:
    """Bring these pages into the index as everybody may see them now, with the documents they lead to."""
    keys = list(keys)
    found = of_pages(keys)
    put(found)
    gone = take_out({f"page:{key}" for key in keys} - {one.source for one in found})
    documents = {document for key in keys for document in documents_of(key)}
    if gone:  # what only they led to is to be found no more
        known = SearchEntry.objects.filter(kind=DOCUMENT).values_list("source", flat=True)
        documents |= {int(source.partition(":")[2]) for source in known}
    look_at_documents(documents)


def look_at_documents(keys: Iterable[int]) -> None:
    """Bring these documents into the index, if a page that may be seen leads to them."""
    if not (keys := list(keys)):
        return
    found = of_documents(keys)
    put(found)
    take_out({f"document:{key}" for key in keys} - {one.source for one in found})


def steps() -> Iterator[int]:
    """Bring the whole index into step with what is published, a slice at a time; tells how many were looked at."""
    kept: set[str] = set()
    sorts = (
        ("answer", PublishedAnswer.objects.order_by("pk"), look_at_answers),
        ("page", Page.objects.live().order_by("pk"), look_at_pages),
        ("document", get_document_model().objects.order_by("pk"), look_at_documents),
    )
    for name, rows, look in sorts:
        keys = iter(list(rows.values_list("pk", flat=True)))
        while part := list(islice(keys, SLICE)):
            look(part)
            kept |= {f"{name}:{key}" for key in part}
            yield len(part)
    gone = iter(sorted(set(SearchEntry.objects.values_list("source", flat=True)) - kept))
    while part_gone := list(islice(gone, SLICE)):
        # what was published meanwhile is looked at again, not taken out
        look_again(part_gone)
        yield 0


def look_again(sources: Iterable[str]) -> None:
    """Look at these things again, by the sources of their entries."""
    looks = {"answer": look_at_answers, "page": look_at_pages, "document": look_at_documents}
    told = [source.partition(":") for source in sources]
    for name, look in looks.items():
        look([int(key) for sort, _colon, key in told if sort == name])


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
    own().forget([written(entry) for entry in entries])
    uncount([entry for entry in entries if entry.counted])


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
