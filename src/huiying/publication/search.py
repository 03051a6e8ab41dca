"""The portal's search. What people type is cut at spaces, and a sentence into its telling words; every word must stand
in the title or the text. Later versions read typing errors and synonyms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from huiying.language import segment

from .models import ArticlePage, PublishedAnswer

MOST = 30
PHRASE = 5  # characters: anything longer is rarely one word
MOST_WORDS = 8

Passage = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page found; `title` and `excerpt` in passages, each with whether it is a word that was looked for."""

    title: Passage
    url: str
    excerpt: Passage
    kind: str
    section: str
    on: date


def search_all(words: str) -> list[Hit]:
    """Answers and articles, those with the words in the title first, then the newest."""
    parts = words_of(words)
    if not parts:
        return []
    hits = _answers(parts) + _articles(parts)
    return sorted(hits, key=lambda hit: (-_found(hit.title), -hit.on.toordinal()))[:MOST]


def words_of(typed: str) -> list[str]:
    """What to look for: 厂房租金补助怎么申请 is 厂房, 租金, 补助, 申请."""
    parts: list[str] = []
    for part in typed.split():
        parts += (segment.words(part) or [part]) if len(part) >= PHRASE else [part]
    return list(dict.fromkeys(parts))[:MOST_WORDS]


def _found(passage: Passage) -> int:
    """How many different words of the search stand in a passage."""
    return len({text.lower() for text, sought in passage if sought})


def _all_in(parts: Sequence[str], *fields: str) -> Q:
    """Each part in at least one of the fields."""
    return reduce(and_, (reduce(or_, (Q(**{f"{f}__icontains": p}) for f in fields)) for p in parts))


def _answers(parts: Sequence[str]) -> list[Hit]:
    found = PublishedAnswer.objects.filter(_all_in(parts, "title", "question", "answer"))[:MOST]
    return [
        Hit(
            marked(answer.title, parts),
            reverse("answer", args=[answer.reference]),
            marked(excerpt(answer.answer, parts), parts),
            _("Published answer"),
            answer.section,
            answer.replied_on,
        )
        for answer in found
    ]


def _articles(parts: Sequence[str]) -> list[Hit]:
    live = ArticlePage.objects.live().filter(_all_in(parts, "title", "summary", "body"))
    found = list(live.order_by("-first_published_at")[:MOST])
    columns = _columns_of(found)
    return [
        Hit(
            marked(page.title, parts),
            page.url or "",
            marked(page.summary, parts),
            columns[_path_above(page)],
            page.section,
            timezone.localtime(page.first_published_at or timezone.now()).date(),
        )
        for page in found
    ]


def _columns_of(pages: Sequence[ArticlePage]) -> dict[str, str]:
    """The titles of the columns in which pages stand, by the columns' paths: one query for all."""
    above = {_path_above(page) for page in pages}
    return dict(Page.objects.filter(path__in=above).values_list("path", "title"))


def _path_above(page: ArticlePage) -> str:
    return str(page.path[: -page.steplen])


def excerpt(text: str, parts: Sequence[str], around: int = 40) -> str:
    """The text around the first word found."""
    at = min((i for part in parts if (i := text.lower().find(part.lower())) >= 0), default=0)
    start, end = max(at - around, 0), at + around * 2
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked(text: str, parts: Sequence[str]) -> Passage:
    """The text in passages, each with whether it is one of the words."""
    longest_first = sorted(parts, key=len, reverse=True)
    cut = re.split(f"({'|'.join(map(re.escape, longest_first))})", text, flags=re.IGNORECASE)
    return [(passage, index % 2 == 1) for index, passage in enumerate(cut) if passage]
