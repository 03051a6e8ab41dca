"""Which articles have comments to read. The list of published articles (freepublish/batchget) tells no msg_data_id, by
which comments are asked for; 获取发表内容发表详细数据 does, for what was pushed and what was merely published, from the
day after.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from .api import Api
from .fields import lines, whole

PATH = "/datacube/getarticletotaldetail"
MOST_DAYS = 30
MOST_ARTICLES = 300
_NUMBER = re.compile(r"(\d{1,20})(?:_(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """One article of a message; its index counts from 0."""

    msg_data_id: int
    index: int = 0

    @classmethod
    def of(cls, told: object) -> Self | None:
        """Out of `12003_3`, where the index counts from 1; without it, the first."""
        found = _NUMBER.fullmatch(str(told).strip())
        return cls(int(found[1]), max(int(found[2] or 1) - 1, 0)) if found else None

    def __str__(self) -> str:
        return f"{self.msg_data_id}_{self.index + 1}"


def listed(api: Api, cursor: Mapping[str, Any]) -> tuple[list[Article], dict[str, Any]]:
    """The articles whose comments are read, and the cursor with them: WeChat is asked for new ones once a day."""
    today = api.now().astimezone(ZoneInfo("Asia/Shanghai")).date()
    told = cursor.get("articles") if cursor.get("listed_on") == today.isoformat() else None
    if not isinstance(told, list):
        days = whole(api.account.settings.get("days"), 7, MOST_DAYS)
        told = [n for day in range(1, days + 1) for n in of_day(api, (today - timedelta(days=day)).isoformat())]
    named = [*lines(api.account.settings.get("articles")), *map(str, told)]
    found = {article for name in named if (article := Article.of(name))}
    articles = sorted(found, reverse=True)[:MOST_ARTICLES]
    return articles, {"listed_on": today.isoformat(), "articles": [str(name) for name in told[:MOST_ARTICLES]]}


def of_day(api: Api, day: str) -> list[str]:
    """The numbers of what was published on a day that is over."""
    told = api.post(PATH, {"begin_date": day, "end_date": day}).get("list")
    rows = told if isinstance(told, list) else []
    return [str(row["msgid"]) for row in rows if isinstance(row, dict) and Article.of(row.get("msgid"))]
