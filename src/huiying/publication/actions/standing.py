"""核对 · Whether the pages of texts still say what their three reviewers signed: kept, recorded, shown."""

from collections.abc import Collection, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from huiying.ledger.actions import record
from huiying.people.models import User

from ..manuscripts.standing import shown
from ..models import ArticlePage, Manuscript

SLUG = "manuscript-"


def slug_of(manuscript: Manuscript) -> str:
    return f"{SLUG}{manuscript.pk}"


def touched_by(page: ArticlePage) -> set[int]:
    """The keys of the texts on which a change of this page may tell: its own, and those that stand nowhere now, as when
    it was given another slug. No page is read for it.
    """
    own = page.slug.removeprefix(SLUG)
    there = ArticlePage.objects.live().filter(slug=OuterRef("slug"))
    put_up = Manuscript.objects.exclude(shown="").filter(altered_at=None)
    gone = put_up.annotate(slug=Concat(Value(SLUG), Cast("pk", CharField()))).exclude(Exists(there))
    return {*gone.values_list("pk", flat=True), *([int(own)] if own != page.slug and own.isdecimal() else [])}


def standing(texts: Collection[int] | None = None) -> Iterator[tuple[Manuscript, bool]]:
    """Every text that was put on the portal, or those of some keys, and whether each stands there as signed, at its
    address. Two queries.
    """
    pages_of, put_up = ArticlePage.objects.live().filter(slug__startswith=SLUG), Manuscript.objects.exclude(shown="")
    if texts is not None:
        pages_of = pages_of.filter(slug__in=[f"{SLUG}{key}" for key in texts])
        put_up = put_up.filter(pk__in=texts)
    pages = {page.slug: page for page in pages_of}
    for manuscript in put_up.defer("body"):
        page = pages.get(slug_of(manuscript))
        there = page is not None and page.url_path.endswith(urlsplit(manuscript.page).path)
        yield manuscript, page is not None and there and shown(page) == manuscript.shown


def compare_pages(*, texts: Collection[int] | None = None, by: User | None, at: datetime) -> int:
    """Note for every text, or for those of some keys, whether its page stands as signed; returns how many changed."""
    return sum(_noted(manuscript, as_signed, by, at) for manuscript, as_signed in standing(texts))


@transaction.atomic
def _noted(manuscript: Manuscript, as_signed: bool, by: User | None, at: datetime) -> bool:
    before = Manuscript.objects.filter(pk=manuscript.pk, altered_at__isnull=not as_signed)
    if not before.update(altered_at=None if as_signed else at):
        return False
    if as_signed:
        record("manuscript.restored", about=manuscript.ref, by=by, at=at, title=manuscript.title)
    else:
        record("manuscript.altered", about=manuscript.ref, by=by, at=at, title=manuscript.title, page=manuscript.page)
    return True
