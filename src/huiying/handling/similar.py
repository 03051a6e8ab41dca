"""What was answered before to letters like this one, for the desk to reuse."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.language.similar import Match, SimilarAnswers

from .models import Reply

NEWEST = 5000
MOST_WORDS = 4
REMEMBERED = 256  # letters
Newest = tuple[int, datetime] | None
Search = Callable[..., list[Match]]
COLUMNS = ("pk", "case__number", "case__voice_id", "case__title", "case__voice__text", "text", "signed_as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An earlier reply, its personal data masked, with the words that its letter shares with the one at hand."""

    number: str
    voice: int
    title: str
    text: str
    signed_as: str
    delivered_at: datetime
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The newest replies of a unit and the search among them, as they stood when `last` was the unit's newest, and
    `seen` that of all units, which is cheap to look at.
    """

    seen: Newest = None
    last: Newest = None
    search: Search | None = None
    replies: Mapping[str, Answered] = field(default_factory=dict)


class _Library:
    """Builds the shelf again only when a reply has been added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shelves: dict[int | None, _Shelf] = {}

    def shelf(self, unit: int | None) -> _Shelf:
        """That of a unit: what another told its writers is not shown here."""
        replies = Reply.objects.order_by("-pk")
        seen = _newest(replies)
        with self._lock:
            shelf = self._shelves.get(unit, _Shelf())
            if seen != shelf.seen:
                shelf = self._shelves[unit] = _renewed(shelf, replies.filter(case__unit=unit), seen)
            return shelf


def _newest(replies: QuerySet[Reply]) -> Newest:
    return replies.values_list("pk", "delivered_at").first()


def _renewed(shelf: _Shelf, replies: QuerySet[Reply], seen: Newest) -> _Shelf:
    last = _newest(replies)
    return replace(shelf, seen=seen) if last == shelf.last else replace(_built(replies), seen=seen, last=last)


def _built(kept: QuerySet[Reply]) -> _Shelf:
    pairs, replies = [], {}
    rows = kept.values_list(*COLUMNS, "delivered_at")[:NEWEST]
    for pk, number, voice, title, letter, text, signed_as, delivered_at in rows:
        pairs.append((str(pk), f"{title}\n{letter}", text))
        replies[str(pk)] = Answered(
            number=number, voice=voice, title=title, text=text, signed_as=signed_as, delivered_at=delivered_at
        )
    # a letter is looked at many times until it is answered
    return _Shelf(search=lru_cache(REMEMBERED)(SimilarAnswers(pairs).search) if pairs else None, replies=replies)


_library = _Library()


def similar_answers(voice: Voice, top: int = 3, *, veiled: bool = True) -> list[Answered]:
    """Earlier replies to letters like this one, most alike first; masked, unless they are only compared with."""
    shelf = _library.shelf(voice.channel.unit_id)
    if shelf.search is None:
        return []
    matches = shelf.search(f"{voice.title}\n{voice.text}", top=top + 1)
    found = [(shelf.replies[match.id], tuple(match.words)) for match in matches]
    others = [(answered, words) for answered, words in found if answered.voice != voice.pk][:top]
    return [_shown(answered, words) if veiled else answered for answered, words in others]


def _shown(answered: Answered, words: tuple[str, ...]) -> Answered:
    """Masked only now: of the thousands on the shelf a page shows three."""
    title, text = privacy.mask(answered.title), privacy.mask(answered.text)
    return replace(answered, title=title, text=text, words=words[:MOST_WORDS])
