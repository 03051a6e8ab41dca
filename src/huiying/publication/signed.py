"""核对 · Whether the portal still says what was signed: a release's page what a leader signed, a text's page what its
three reviewers passed.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from huiying.handling.actions.emergencies import note_portal
from huiying.handling.emergencies.notice import digest_of, seal_of
from huiying.handling.models import Release
from huiying.people.models import User

from .actions.standing import compare_pages, touched_by
from .columns import NEWS
from .models import ArticlePage, ColumnPage

BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, blockquote, td"


def slug_of(release: Release) -> str:
    return f"release-{release.incident.number}-{release.number}"


def compared() -> Iterator[tuple[Release, bool, str]]:
    """Every release that was put on the portal: whether it stands there as signed, and the digest of what stands there
    (empty where nothing does). Two queries.
    """
    published = Release.objects.filter(published_at__isnull=False).select_related("incident__case").order_by("pk")
    pages = {page.slug: page for page in ArticlePage.objects.live().filter(slug__startswith="release-")}
    for release in published:
        page = pages.get(slug_of(release))
        shown = digest_of(*_said(page.title, page.body)) if page and page.url_path.split("/")[-3] == NEWS else ""
        signed = digest_of(release.title, "\n".join(_lines(release.text)))
        yield release, shown == signed and seal_of(release) == release.digest, shown


def _said(title: str, body: str) -> tuple[str, str]:
    """Title and words of a page, a line for each block, however an editor's screen has written its HTML."""
    blocks = [line for node in LexborHTMLParser(body).css(BLOCKS) for line in _lines(node.text(separator=""))]
    return title, "\n".join(blocks)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def compare(*, by: User | None, at: datetime) -> int:
    """Note for every release whether it stands as signed; returns how many changed in that."""
    return sum(note_portal(r, as_signed=same, digest=shown, by=by, at=at) for r, same, shown in compared())


def _looked_after(sender: Any, instance: Any, **more: Any) -> None:
    """A page was published, taken down, moved or deleted: by whom its revision tells, where there is one."""
    page = getattr(instance, "specific", instance)
    if not isinstance(page, ArticlePage | ColumnPage):
        return
    by, at = getattr(more.get("revision"), "user", None), timezone.now()
    if Release.objects.exclude(page="").exists():
        compare(by=by, at=at)
    texts = None if isinstance(page, ColumnPage) else touched_by(page)
    if texts is None or texts:  # with a column every page in it has moved; of articles most are no texts of ours
        compare_pages(texts=texts, by=by, at=at)


def watch() -> None:
    """Look again whenever a page of the portal changes."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_looked_after, dispatch_uid="pages-stand-as-signed")
    post_delete.connect(_looked_after, sender=ArticlePage, dispatch_uid="pages-stand-as-signed")
