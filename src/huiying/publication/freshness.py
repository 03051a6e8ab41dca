"""栏目更新 · Which columns of the portal go stale: when each last had something new, against the limits by which
government sites are inspected (国办秘函〔2019〕19号, the monthly checks of 国务院办公厅 use the same).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from .columns import CONSULTATIONS, INFORMATION, INTERACTION, NEWS, NOTICES
from .lists import LISTS
from .models import ArticlePage, ColumnPage, Consultation, PublishedAnswer

TWO_WEEKS, TWO_MONTHS, SIX_MONTHS = timedelta(days=14), timedelta(days=60), timedelta(days=182)
# News columns: two weeks. Notices and policy: six months. Replies to messages: two months. Consultations: six a year.
LIMITS = {NEWS: TWO_WEEKS, INFORMATION: SIX_MONTHS, INTERACTION: TWO_MONTHS, CONSULTATIONS: TWO_MONTHS}
INSIDE = {NOTICES: SIX_MONTHS}  # columns whose limit is not that of the column around them
SOON = 0.75


@dataclass(frozen=True, slots=True)
class Freshness:
    """A column, the day of its newest piece (None where it has none), and how many days it has until it is stale; 0 and
    below it is.
    """

    title: str
    url: str
    newest: date | None
    days_left: int
    limit: int

    @property
    def stale(self) -> bool:
        return self.days_left <= 0

    @property
    def asks(self) -> bool:
        """Whether somebody should write something: it is stale, or three quarters of its time are over."""
        return self.days_left <= self.limit * (1 - SOON)


def columns(today: date) -> list[Freshness]:
    """The columns of the portal in their order; three queries and one a column."""
    answered = PublishedAnswer.objects.aggregate(newest=Max("published_at"))["newest"]
    found = []
    for column in ColumnPage.objects.live().filter(slug__in=LIMITS).order_by("path"):
        articles = ArticlePage.objects.descendant_of(column).live()
        newest = articles.aggregate(newest=Max("first_published_at"))["newest"]
        if column.slug == INTERACTION:
            newest = max(filter(None, (newest, answered)), default=None)
        if column.slug == CONSULTATIONS:
            asked = Consultation.objects.public().aggregate(newest=Max("published_at"))["newest"]
            newest = max(filter(None, (newest, asked)), default=None)
        found.append(_freshness(column, timezone.localdate(newest) if newest else None, today))
    return found


def _freshness(column: ColumnPage, newest: date | None, today: date) -> Freshness:
    limit = LIMITS[column.slug]
    left = (newest + limit - today).days if newest else 0
    return Freshness(column.title, column.url or "", newest, left, limit.days)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column without columns below: under which of the four it stands, its limit, its newest day."""

    title: str
    url: str
    under: str
    limit: timedelta
    newest: date | None

    def stale(self, today: date) -> bool:
        return self.newest is not None and self.newest + self.limit <= today


def leaves(today: date) -> list[Leaf]:
    """Every column without columns below, as an inspection counts them. What is published for a later day is not there
    yet. Three queries, however many there are.
    """
    columns = list(ColumnPage.objects.live().order_by("path"))
    tops = {column.path: column.slug for column in columns if column.slug in LIMITS}
    parents = {column.path[: -ColumnPage.steplen] for column in columns}
    newest = _newest_below(today)
    return [
        Leaf(column.title, column.url or "", under, INSIDE.get(column.slug, LIMITS[under]), newest.get(column.path))
        for column in columns
        if column.path not in parents
        and (under := next((slug for path, slug in tops.items() if column.path.startswith(path)), ""))
    ]


def _newest_below(today: date) -> dict[str, date]:
    """The day of the newest page below each parent, by the parent's path."""
    found: dict[str, date] = {}
    dated = Page.objects.live().not_type(*LISTS).filter(first_published_at__isnull=False)
    rows = dated.values_list("path", "first_published_at")
    for path, at in rows.iterator():
        parent, day = path[: -Page.steplen], timezone.localdate(at)
        if day <= today and day > found.get(parent, date.min):
            found[parent] = day
    return found
