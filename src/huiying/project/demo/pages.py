"""Two hundred pages of the demo go onto the portal."""

from datetime import date

from huiying.project.demo.world.pages import pages
from huiying.project.demo.world.records import DemoPage
from huiying.publication.columns import INFORMATION, NEWS, NOTICES
from huiying.publication.models import ArticlePage, ColumnPage
from huiying.publication.site import WORK
from huiying.publication.statutory import Statutory

ITEMS = {"采购": Statutory.PURCHASES, "竞争性磋商": Statutory.PURCHASES, "成交": Statutory.PURCHASES}
TOLD = ("公告", "通知", "公示")


def publish_pages(seed: int, today: date) -> None:
    """Publish the world's pages under their columns, each on its own day."""
    columns = {column.slug: column for column in ColumnPage.objects.all()}
    for number, page in enumerate(sorted(pages(seed, today), key=lambda p: p.published_at), start=1):
        columns[_column(page)].add_child(
            instance=ArticlePage(
                title=page.title,
                slug=f"{page.published_at:%Y%m%d}-{number}",
                summary=page.summary,
                body=page.body,
                source=page.source,
                section=page.section,
                statutory=_item(page),
                first_published_at=page.published_at,
                last_published_at=page.published_at,
                latest_revision_created_at=page.published_at,
            )
        )


def _column(page: DemoPage) -> str:
    """News stands under what it is: notices by their titles, the rest as work."""
    if page.column != NEWS:
        return page.column
    return NOTICES if any(word in page.title for word in TOLD) else WORK


def _item(page: DemoPage) -> str:
    """What of 政务公开 belongs in the catalogue, by what its title says it is."""
    if page.column != INFORMATION:
        return ""
    return next((item for word, item in ITEMS.items() if word in page.title), Statutory.OTHER)
