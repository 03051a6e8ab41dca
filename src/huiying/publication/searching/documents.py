"""Documents as they are found: those to which a page leads that everybody may see, by title and words; others are
nobody's to find.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from ..models import FileWords
from ..referring import shown_by
from .findable import DOCUMENT, Findable
from .pages import of_pages


def of_documents(keys: Iterable[int]) -> list[Findable]:
    """Those that a page leads to and no wall stands before, each with what that page tells of it."""
    documents = {str(one.pk): one for one in _open(keys)}
    by_page = shown_by(get_document_model(), list(documents))
    pages = {found.source: found for found in of_pages(set(by_page.values()))}
    words = FileWords.of({documents[key].file_hash for key in by_page})
    found = ((documents[key], pages.get(f"page:{page}")) for key, page in by_page.items())
    return [_of_document(one, page, words) for one, page in found if page and _address(one)]


def _of_document(document: Any, page: Findable, words: Mapping[str, str]) -> Findable:
    return Findable(
        source=f"{DOCUMENT}:{document.pk}",
        kind=DOCUMENT,
        title=document.title,
        text=f"{words.get(document.file_hash, '')}\n{document.filename}".strip(),
        url=_address(document),
        dated=page.dated,
        section=page.section,
        column=page.column,
        place=page.title[:255],
    )


def _open(keys: Iterable[int]) -> list[Any]:
    """Those that stand in no collection, nor under one, that is for some people only."""
    walls = list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    told = get_document_model().objects.filter(pk__in=list(keys)).select_related("collection")
    return [one for one in told if not one.collection.path.startswith(tuple(walls))]


def _address(document: Any) -> str:
    """Where the portal serves a document; empty where it serves none."""
    try:
        return str(document.url)
    except NoReverseMatch:
        return ""
