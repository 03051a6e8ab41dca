"""What can be found on the portal: each sort of thing with how it is read. A new page type needs one line in `PAGES`,
and none if its `search_fields` name its texts and 'Page' is what it may be called.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from ..columns import INTERACTION
from ..models import PublishedAnswer

ANSWER, PAGE, COLUMN, DOCUMENT = "answer", "page", "column", "document"
POLICY, QUESTION = "policy", "question"
KINDS: Mapping[str, Any] = {
    ANSWER: _("Published answer"),
    QUESTION: _("Question often asked"),
    POLICY: _("Policy document"),
    PAGE: _("Page"),
    COLUMN: _("Column"),
    DOCUMENT: _("Document"),
}
COLUMN_DEPTH = 3  # Wagtail's root, the home page, then the columns


@dataclass(frozen=True, slots=True)
class Sort:
    """How pages of a type are called, and which texts they have beside those that their `search_fields` name."""

    kind: str = PAGE
    texts: tuple[str, ...] = ()


PAGES: Mapping[str, Sort] = {
    "publication.columnpage": Sort(COLUMN, ("intro",)),
    "publication.policypage": Sort(POLICY),
    "publication.questionpage": Sort(QUESTION),
}
LEFT_OUT = ("publication.homepage", "wagtailcore.page")


@dataclass(frozen=True, slots=True)
class Findable:
    """A text of the portal as it is found. `column` is the slug of the column it stands under, `place` the title of the
    page above it.
    """

    source: str
    kind: str
    title: str
    text: str
    url: str
    dated: date
    section: str = ""
    column: str = ""
    place: str = ""


def of_answer(answer: PublishedAnswer) -> Findable:
    return Findable(
        source=f"answer:{answer.pk}",
        kind=ANSWER,
        title=answer.title,
        text=f"{answer.question}\n{answer.answer}",
        url=reverse("answer", args=[answer.reference]),
        dated=answer.replied_on,
        section=answer.section,
        column=INTERACTION,
    )


def of_pages(keys: Iterable[int]) -> list[Findable]:
    """Those of the pages that everybody may see now, as they were published; no draft is read."""
    shown = Page.objects.filter(pk__in=list(keys), depth__gte=COLUMN_DEPTH).live().public().specific()
    pages = [page for page in shown if page._meta.label_lower not in LEFT_OUT]
    above = _above(pages)
    return [found for page in pages if (found := _of_page(page, above))]


def _above(pages: Sequence[Page]) -> dict[str, Page]:
    """The pages over these, by their paths: one query."""
    paths = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path), page.steplen)}
    return {page.path: page for page in Page.objects.filter(path__in=paths)}


def _of_page(page: Page, above: Mapping[str, Page]) -> Findable | None:
    url = page.url
    if not url:
        return None
    sort = PAGES.get(page._meta.label_lower, Sort())
    column = above.get(page.path[: COLUMN_DEPTH * page.steplen], page)
    over = above.get(page.path[: -page.steplen])
    day = page.first_published_at or page.last_published_at or page.latest_revision_created_at or timezone.now()
    return Findable(
        source=f"page:{page.pk}",
        kind=sort.kind,
        title=page.title,
        text="\n".join(_texts(page, sort)),
        url=url,
        dated=timezone.localdate(day),
        section=str(getattr(page, "section", "") or ""),
        column=column.slug,
        place=over.title if over and over.depth >= COLUMN_DEPTH else "",
    )


def _texts(page: Page, sort: Sort) -> Iterator[str]:
    """The words of a page: what its type gives to a search, without markup."""
    named = [(field.field_name, field) for field in page.get_search_fields() if isinstance(field, index.SearchField)]
    fields = {name: field for name, field in named if name != "title"}
    for value in (
        *(getattr(page, name) for name in sort.texts if name not in fields),
        *(field.get_value(page) for field in fields.values()),
    ):
        parts = value if isinstance(value, list | tuple) else [value]
        yield from (str(part).strip() for part in parts if part and str(part).strip())


def of_documents(keys: Iterable[int]) -> list[Findable]:
    """Documents to which a page that everybody may see refers, found by their titles; others are nobody's to find."""
    documents = {str(one.pk): one for one in get_document_model().objects.filter(pk__in=list(keys))}
    by_page = _shown_by(list(documents))
    pages = {found.source: found for found in of_pages(by_page.values())}
    found = []
    for key, page in by_page.items():
        shown, document = pages.get(f"page:{page}"), documents[key]
        if shown and document.collection.get_view_restrictions().count() == 0 and (url := _address(document)):
            found.append(
                Findable(
                    source=f"document:{key}",
                    kind=DOCUMENT,
                    title=document.title,
                    text=document.filename,
                    url=url,
                    dated=shown.dated,
                    section=shown.section,
                    column=shown.column,
                    place=shown.title[:255],
                )
            )
    return found


def _shown_by(documents: Sequence[str]) -> dict[str, int]:
    """For each document a page that refers to it and may be seen, the last one."""
    told = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(get_document_model()),
        to_object_id__in=documents,
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("to_object_id", "object_id")
    pairs = [(document, int(page)) for document, page in told]
    seen = set(Page.objects.filter(pk__in={page for _d, page in pairs}).live().public().values_list("pk", flat=True))
    return {document: page for document, page in sorted(pairs) if page in seen}


def documents_of(page: int) -> list[int]:
    """The documents to which a page refers."""
    told = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(get_document_model()),
        object_id=str(page),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return [int(key) for key in told.values_list("to_object_id", flat=True)]


def _address(document: Any) -> str:
    """Where the portal serves a document; empty where it serves none."""
    try:
        return str(document.url)
    except NoReverseMatch:
        return ""
