"""简报、周报、月报、专报 · The form of a bulletin: a red head, and its number, editor and day in one line."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from huiying.reporting.official import Attachment, Block, OfficialDocument

from .wording import the_day


def bulletin(
    name: str, title: str, blocks: Iterable[Block], facts: Mapping[str, Any], attachments: tuple[Attachment, ...] = ()
) -> OfficialDocument:
    """A bulletin has no signature below: who edited it and when stands in its head."""
    organ, editor = str(facts["organ"]), str(facts["editor"])
    return OfficialDocument(
        title=title,
        blocks=tuple(blocks),
        red_head=name,
        number=f"第{facts['issue']}期　　{organ}{editor}编　　{the_day(facts['taken_on'])}",
        attachments=attachments,
    )


def short_period(start_iso: str, end_iso: str) -> str:
    """2026年11月23日至29日: the days of a week, without saying year and month twice."""
    start, end = date.fromisoformat(start_iso), date.fromisoformat(end_iso)
    if start == end:
        return the_day(start_iso)
    if start.year != end.year:
        return f"{the_day(start_iso)}至{the_day(end_iso)}"
    month = "" if start.month == end.month else f"{end.month}月"
    return f"{the_day(start_iso)}至{month}{end.day}日"
