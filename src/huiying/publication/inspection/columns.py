"""Whether home page and columns are kept up: from `freshness`, by the limits of 国办秘函〔2019〕19号."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from ..columns import CONSULTATIONS, INFORMATION, INTERACTION, NEWS
from ..freshness import Leaf, columns, leaves
from ..models import ArticlePage, BoardThread, ColumnPage, Consultation, HomePage, PublishedAnswer
from .figures import Rule
from .finding import Finding

YEAR = timedelta(days=365)


def home_unchanged(rule: Rule, today: date) -> Iterator[Finding]:
    """The home page shows the newest pages, answers and letters: it changed when one of them came."""
    home = HomePage.objects.live().first()
    newest = _newest(today, home)
    if newest is None or (today - newest).days > rule.figure("days"):
        facts = {"days": (today - newest).days if newest else ""}
        yield Finding(rule=rule.id, sort="" if newest else "empty", url=home.url or "/" if home else "/", facts=facts)


def _newest(today: date, home: HomePage | None) -> date | None:
    pages = Page.objects.live().exclude(pk=home.pk) if home else Page.objects.live()
    until = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    dated = [
        pages.filter(first_published_at__lt=until).aggregate(at=Max("first_published_at"))["at"],
        PublishedAnswer.objects.filter(published_at__lt=until).aggregate(at=Max("published_at"))["at"],
        BoardThread.objects.public().filter(shown_at__lt=until).aggregate(at=Max("shown_at"))["at"],
    ]
    newest = max(filter(None, dated), default=None)
    return timezone.localdate(newest) if newest else None


def columns_neglected(rule: Rule, today: date) -> Iterator[Finding]:
    """Too many stale or empty columns together: a veto item, beside each of them by itself."""
    found = leaves(today)
    stale = [leaf for leaf in found if _counts(leaf) and leaf.stale(today)]
    of_two_kinds = [leaf for leaf in stale if leaf.under in {NEWS, INFORMATION}]
    empty = [leaf for leaf in found if _counts(leaf) and leaf.newest is None]
    for sort, number, most in (
        ("stale", len(of_two_kinds), rule.figure("stale")),
        ("all_stale", len(stale), rule.figure("all_stale")),
        ("empty", len(empty), rule.figure("empty")),
    ):
        if number >= most:
            yield Finding(rule=rule.id, sort=sort, facts={"count": number, "most": most})


def stale_column(rule: Rule, today: date) -> Iterator[Finding]:
    for leaf in leaves(today):
        if _counts(leaf) and leaf.stale(today):
            assert leaf.newest is not None
            facts = {
                "column": leaf.title,
                "days": (today - leaf.newest).days,
                "limit": leaf.limit.days,
            }
            yield Finding(rule=rule.id, url=leaf.url, facts=facts)


def empty_column(rule: Rule, today: date) -> Iterator[Finding]:
    for leaf in leaves(today):
        if _counts(leaf) and leaf.newest is None:
            yield Finding(rule=rule.id, url=leaf.url, facts={"column": leaf.title})


def _counts(leaf: Leaf) -> bool:
    """互动交流 is no column of news or notices: its replies have a rule of their own, and so have consultations."""
    return leaf.under in {NEWS, INFORMATION}


def replies_stale(rule: Rule, today: date) -> Iterator[Finding]:
    """Published answers to messages: two months without one."""
    for column in columns(today):
        if column.url and column.stale and _is(column.url, INTERACTION):
            days = (today - column.newest).days if column.newest else ""
            sort = "" if column.newest else "none"
            yield Finding(rule=rule.id, sort=sort, url=column.url, facts={"days": days})


def _is(url: str, slug: str) -> bool:
    return url.rstrip("/").endswith(slug)


def consultations_few(rule: Rule, today: date) -> Iterator[Finding]:
    """How often the public was consulted within a year."""
    column = ColumnPage.objects.live().filter(slug=CONSULTATIONS).first()
    held = consultations(today - YEAR) if column else 0
    least = rule.figure("least")
    if held < least:
        url = column.url or "" if column else ""
        yield Finding(rule=rule.id, url=url, facts={"count": held, "least": least})


def consultations(since: date) -> int:
    """Activities of consultation that began since a day."""
    column = ColumnPage.objects.live().filter(slug=CONSULTATIONS).first()
    if column is None:
        return 0
    begun = ArticlePage.objects.descendant_of(column).live().filter(first_published_at__date__gte=since)
    return int(begun.count()) + Consultation.objects.public().filter(published_at__date__gte=since).count()
