"""What a report on publishing key work counts: items of the plan, what is out, what kept twenty working days."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q
from django.utils import timezone

from huiying.handling.rulebook import regulation
from huiying.publication.manuscripts.statutory import of_day
from huiying.publication.models import PlannedItem
from huiying.publication.models.planning import PlannedItemQuerySet

from .figure import Count, Figure, Share
from .period import Period

Find = Callable[[Period], PlannedItemQuerySet]


def _items(p: Period) -> PlannedItemQuerySet:
    """Key work and hot matters planned for a day of the period."""
    kinds = (PlannedItem.Kind.KEY_WORK, PlannedItem.Kind.HOT)
    return PlannedItem.objects.of(p.start, p.end).filter(p.within("unit"), kind__in=kinds)


def _published(p: Period) -> PlannedItemQuerySet:
    return _items(p).filter(manuscript__published_at__isnull=False)


def _elsewhere(p: Period) -> PlannedItemQuerySet:
    return _items(p).filter(manuscript__published_at=None, done_at__isnull=False)


def _open(p: Period) -> PlannedItemQuerySet:
    return _items(p).filter(Q(manuscript__published_at=None), done_at=None)


def _dated(p: Period) -> PlannedItemQuerySet:
    return _published(p).filter(manuscript__formed_on__isnull=False)


def _kept(p: Period) -> PlannedItemQuerySet:
    """By the office's calendar, which the database does not know: the few items are looked at one by one."""
    kept = []
    for item in _dated(p).select_related("manuscript"):
        text = item.manuscript
        if text and text.formed_on and text.published_at:
            out = timezone.localtime(text.published_at).date()
            if not of_day(text.formed_on, out, out, regulation(out)).late:
                kept.append(item.pk)
    return PlannedItem.objects.filter(pk__in=kept)


def _count(key: str, label: str, english: str, formula: str, find: Find) -> Count:
    return Count(key, label, english, formula, "项", PlannedItem, find)


ITEMS: Final = _count("key_work", "重点工作事项数", "key work planned", "计划在期内公开的重点工作和热点事项数", _items)
PUBLISHED: Final = _count(
    "key_work_published", "重点工作已公开数", "key work published", "其中对应稿件已经公开的项数", _published
)
OVER: Final = _count(
    "key_work_over",
    "重点工作公开和办结数",
    "key work published or done",
    "重点工作中已公开或者登记为办结的项数",
    lambda p: _items(p).filter(Q(manuscript__published_at__isnull=False) | Q(done_at__isnull=False)),
)
DATED: Final = _count(
    "key_work_dated", "登记形成日期数", "with a day of forming", "已公开的事项中，登记了信息形成日期的项数", _dated
)
KEPT: Final = _count(
    "key_work_kept", "期限内公开数", "published in time", "登记了形成日期的事项中，二十个工作日内公开的项数", _kept
)
KEY_WORK: Final[tuple[Figure, ...]] = (
    ITEMS,
    PUBLISHED,
    OVER,
    _count("key_work_elsewhere", "另行办结数", "done elsewhere", "其中没有公开稿件而登记为办结的项数", _elsewhere),
    _count("key_work_open", "尚未公开数", "key work open", "其中截至统计时尚未公开也未办结的项数", _open),
    Share(
        "key_work_rate",
        "重点工作公开和办结率",
        "key work published, share",
        "重点工作中已公开或者登记为办结的项数÷重点工作事项数",
        "%",
        OVER,
        (ITEMS,),
    ),
    DATED,
    KEPT,
    Share(
        "key_work_kept_rate",
        "期限内公开率",
        "published in time, share",
        "期限内公开数÷登记形成日期数",
        "%",
        KEPT,
        (DATED,),
    ),
)
