"""What the public heard of the office since the stage began: each thing once, in the order in which it was said.

A post on Weibo or WeChat repeats the words of a notice or of a page, so it is not told again; what goes to one writer
and what stands on the portal are two things.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.html import strip_tags

from huiying.handling.emergencies.notice import PARTS
from huiying.handling.models import Release, ReleaseState, Reply
from huiying.publication.models import ArticlePage, Manuscript, PublishedAnswer

from .models import Stage
from .scenario.happening import Spoken, SpokenSort

COPIES = ("release-", "manuscript-")
"""How the addresses of pages begin whose words are told as a release or as a text."""


def heard(stage: Stage, *, until: datetime) -> list[Spoken]:
    """All of it, up to and with `until`. Six queries, however much it is."""
    began = stage.began_at
    if began is None:
        return []
    told = [
        *_releases(began, until),
        *_replies(began, until),
        *_answers(began, until),
        *_texts(began, until),
        *_pages(began, until),
        *_calls(stage, began, until),
    ]
    return sorted(told, key=lambda one: (one.at, one.ref))


def _within(column: str, began: datetime, until: datetime) -> Q:
    return Q(**{f"{column}__gte": began, f"{column}__lte": until})


def _releases(began: datetime, until: datetime) -> Iterator[Spoken]:
    """Signed notices, with those of the four parts that say something."""
    signed = Release.objects.filter(_within("released_at", began, until), state=ReleaseState.SIGNED)
    for one in signed:
        assert one.released_at is not None
        yield Spoken(
            at=one.released_at - began,
            sort=SpokenSort.RELEASE,
            ref=f"release:{one.pk}",
            title=one.title,
            text=one.text,
            parts=frozenset(name for name in PARTS if getattr(one, name).strip()),
            next=one.next_at - began if one.next_at else None,
        )


def _replies(began: datetime, until: datetime) -> Iterator[Spoken]:
    rows = Reply.objects.filter(_within("delivered_at", began, until)).values_list("pk", "delivered_at", "text")
    for pk, at, text in rows:
        yield Spoken(at=at - began, sort=SpokenSort.REPLY, ref=f"reply:{pk}", text=text)


def _answers(began: datetime, until: datetime) -> Iterator[Spoken]:
    """Answers that are published on the portal: everybody reads them."""
    rows = PublishedAnswer.objects.filter(_within("published_at", began, until))
    for pk, at, title, text in rows.values_list("pk", "published_at", "title", "answer"):
        yield Spoken(at=at - began, sort=SpokenSort.POST, ref=f"answer:{pk}", title=title, text=text)


def _texts(began: datetime, until: datetime) -> Iterator[Spoken]:
    rows = Manuscript.objects.filter(_within("published_at", began, until))
    for pk, at, title, text in rows.values_list("pk", "published_at", "title", "body"):
        assert at is not None
        yield Spoken(at=at - began, sort=SpokenSort.POST, ref=f"manuscript:{pk}", title=title, text=text)


def _pages(began: datetime, until: datetime) -> Iterator[Spoken]:
    """Articles that an editor put on the portal without a text behind them."""
    rows = ArticlePage.objects.filter(_within("first_published_at", began, until), live=True)
    for beginning in COPIES:
        rows = rows.exclude(slug__startswith=beginning)
    for pk, at, title, body in rows.values_list("pk", "first_published_at", "title", "body"):
        yield Spoken(at=at - began, sort=SpokenSort.POST, ref=f"page:{pk}", title=title, text=strip_tags(body))


def _calls(stage: Stage, began: datetime, until: datetime) -> Iterator[Spoken]:
    rows = stage.calls.filter(_within("answered_at", began, until)).values_list("pk", "ident", "answered_at", "answer")
    for pk, ident, at, text in rows:
        assert at is not None
        yield Spoken(at=at - began, sort=SpokenSort.ANSWER, ref=f"call:{pk}", text=text, to=ident)
