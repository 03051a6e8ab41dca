"""Two hundred pages of the demo go onto the portal."""

from datetime import date

from huiying.project.demo.world.pages import pages
from huiying.publication.models import ArticlePage, ColumnPage


def publish_pages(seed: int, today: date) -> None:
    """Publish the world's pages under their columns, each on its own day."""
    columns = {column.slug: column for column in ColumnPage.objects.all()}
    for number, page in enumerate(sorted(pages(seed, today), key=lambda p: p.published_at), start=1):
        columns[page.column].add_child(
            instance=ArticlePage(
                title=page.title,
                slug=f"{page.published_at:%Y%m%d}-{number}",
                summary=page.summary,
                body=page.body,
                source=page.source,
                section=page.section,
                first_published_at=page.published_at,
                last_published_at=page.published_at,
                latest_revision_created_at=page.published_at,
            )
        )
