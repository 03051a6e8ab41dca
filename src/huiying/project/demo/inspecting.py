"""The demo office's site was inspected on the past mornings; two of its pages have something to be mended."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from huiying.publication.actions.inspection import inspect
from huiying.publication.models import ArticlePage, ColumnPage

DAYS = 5


def inspect_past_days(now: datetime) -> None:
    """Publish the two pages, the newer one lately, and look at the site on each of the last days."""
    pages = tomllib.loads(files("huiying.project.demo.world").joinpath("flawed.toml").read_text("utf-8"))["pages"]
    for number, page in enumerate(pages):
        _publish(page, number, now)
    for days in range(DAYS - 1, -1, -1):
        inspect(by=None, at=now - timedelta(days=days))


def _publish(page: dict[str, Any], number: int, now: datetime) -> None:
    at = now - timedelta(days=int(page["days_ago"]))
    column = ColumnPage.objects.get(slug=page["column"])
    column.add_child(
        instance=ArticlePage(
            title=page["title"],
            slug=f"to-mend-{number + 1}",
            summary=page["summary"],
            body=page["body"],
            source=page["source"],
            section=page["section"],
            first_published_at=at,
            last_published_at=at,
            latest_revision_created_at=at,
        )
    )
