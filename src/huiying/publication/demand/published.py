"""What the portal has, read from the database: live public pages of any kind, and published answers."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from hashlib import sha256
from itertools import chain

from django.db import models
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page

from ..lists import LISTS
from ..models import PublishedAnswer
from .supply import Published

FRONT = 2  # Wagtail's depth of the front page
ANSWER_CLICKS = 2  # the front page lists the newest, a column all of them
MOST_ANSWERS = 20_000
LONGEST = 6_000
EVERY = Q()


def things() -> list[Published]:
    """Pages first, then the newest answers; lists of pages say nothing themselves and are left out."""
    return list(chain(_pages(), _answers()))


def those(keys: Collection[str]) -> list[Published]:
    """A few things by their keys: two queries, and one for each kind of page."""
    pages = [int(key.removeprefix("page:")) for key in keys if key.startswith("page:")]
    answers = [key.removeprefix("answer:") for key in keys if key.startswith("answer:")]
    found = list(chain(_pages(Q(pk__in=pages)), _answers(Q(reference__in=answers))))
    return sorted(found, key=lambda thing: list(keys).index(thing.key))


def stamp() -> str:
    """Changes when something is published, changed or taken away: two queries."""
    pages = Page.objects.live().aggregate(n=Count("pk"), last=Max("last_published_at"))
    answers = PublishedAnswer.objects.aggregate(n=Count("pk"), last=Max("published_at"))
    told = f"{pages['n']} {pages['last']} {answers['n']} {answers['last']}"
    return sha256(told.encode()).hexdigest()[:20]


def _pages(which: Q = EVERY) -> Iterator[Published]:
    live = Page.objects.live().public().filter(depth__gt=FRONT).not_type(*LISTS).filter(which).order_by("path")
    for page in live.specific().iterator(chunk_size=200):
        yield Published(
            key=f"page:{page.pk}",
            title=page.title,
            text=text_of(page),
            url=page.get_url() or "",
            on=_day(page.last_published_at or page.first_published_at or page.latest_revision_created_at),
            clicks=page.depth - FRONT,
            section=str(getattr(page, "section", "") or "")[:80],
        )


def text_of(page: Page) -> str:
    """The words of a page of any kind: every text that its own kind adds, without marks."""
    common = {field.name for field in Page._meta.get_fields()}
    told = [
        _plain(str(getattr(page, field.name) or ""))
        for field in page._meta.get_fields()
        if field.name not in common and isinstance(field, models.TextField | models.CharField) and not field.choices
    ]
    return "\n".join(part for part in told if part)[:LONGEST]


def _plain(text: str) -> str:
    """Marks become ends of lines: a list of points is no sentence."""
    marked = text.replace("</p>", "\n").replace("</li>", "\n").replace("<br", "\n<br").replace("</h", "\n</h")
    return strip_tags(marked).replace("&nbsp;", " ").replace("&amp;", "&").strip()


def _answers(which: Q = EVERY) -> Iterator[Published]:
    newest = PublishedAnswer.objects.filter(which).order_by("-published_at", "-pk")
    columns = ("reference", "title", "answer", "replied_on", "section")
    for reference, title, answer, replied_on, section in newest.values_list(*columns)[:MOST_ANSWERS]:
        yield Published(
            key=f"answer:{reference}",
            title=title,
            text=answer,
            url=reverse("answer", args=[reference]),
            on=replied_on,
            clicks=ANSWER_CLICKS,
            section=section,
        )


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment) if moment else date.min
