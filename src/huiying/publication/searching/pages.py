"""Pages as they are found. A new page type needs one line in `PAGES`, and none if its `search_fields` name its texts
and 'Page' is what it may be called.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page
from wagtail.search import index

from .findable import COLUMN, PAGE, POLICY, QUESTION, Findable

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
