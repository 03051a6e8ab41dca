"""应急发布 · What a leader signed goes on the portal as a news article, word for word."""

from datetime import datetime

from django.db import transaction
from django.utils.html import escape

from huiying.handling.models import Release
from huiying.ledger.actions import record
from huiying.ledger.turns import turn

from .columns import NEWS
from .models import ArticlePage, ColumnPage
from .signed import slug_of

BATCH = 20
SUMMARY = 120  # characters


def put_up(*, at: datetime) -> int:
    """Put every signed release on the portal; returns how many. The leader's signature is what publishes it, so nobody
    has to be awake for this.
    """
    waiting = Release.objects.unpublished().select_related("incident__case", "incident__unit", "signed_by")
    with turn("pages") as ours:  # two who add a page to the column at once would give both the same place
        return sum(_put_up(release, at) for release in waiting[:BATCH]) if ours else 0


@transaction.atomic
def _put_up(release: Release, at: datetime) -> bool:
    column = ColumnPage.objects.filter(slug=NEWS).first()
    if column is None or not Release.objects.filter(pk=release.pk, published_at=None).update(published_at=at):
        return False
    page = column.add_child(
        instance=ArticlePage(
            title=release.title,
            slug=slug_of(release),
            summary=_summary(release),
            body=_html(release.text),
            source=str(release.incident.unit),
            first_published_at=release.released_at,
            locale=column.locale,
        )
    )
    address = str(page.get_url() or f"/{NEWS}/{page.slug}/")
    Release.objects.filter(pk=release.pk).update(page=address)
    assert release.signed_by is not None
    facts = {"number": release.number, "digest": release.digest, "signer": release.signed_by.ledger_name}
    record("release.published", about=release.incident.case.ref, by=None, at=at, **facts)
    return True


def _summary(release: Release) -> str:
    told = " ".join((release.situation or release.text).split())
    return told if len(told) <= SUMMARY else f"{told[: SUMMARY - 1]}…"


def _html(text: str) -> str:
    """Every line a paragraph; the words are escaped, so that they stay what was signed."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
