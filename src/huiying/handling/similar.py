"""What was answered before to letters like this one, for the desk to reuse."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet

from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.language.similar import SimilarAnswers

from .models import Reply

NEWEST = 5000
MOST_WORDS = 4
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
    """The newest replies and their index, as they stood when `last` was the newest."""

    last: tuple[int, datetime] | None = None
    index: SimilarAnswers | None = None
    replies: Mapping[str, Answered] = field(default_factory=dict)


class _Library:
    """Builds the shelf again only when a reply has been added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shelves: dict[int | None, _Shelf] = {}

    def shelf(self, unit: int | None) -> _Shelf:
        """That of a unit: what another told its writers is not shown here."""
        replies = Reply.objects.filter(case__unit=unit).order_by("-pk")
        newest = replies.values_list("pk", "delivered_at").first()
        with self._lock:
            if newest != self._shelves.get(unit, _Shelf()).last:
                self._shelves[unit] = _built(replies, newest)
            return self._shelves.get(unit, _Shelf())


def _built(kept: QuerySet[Reply], newest: tuple[int, datetime] | None) -> _Shelf:
    pairs, replies = [], {}
    rows = kept.values_list(*COLUMNS, "delivered_at")[:NEWEST]
    for pk, number, voice, title, letter, text, signed_as, delivered_at in rows:
        pairs.append((str(pk), f"{title}\n{letter}", text))
        replies[str(pk)] = Answered(
            number=number, voice=voice, title=title, text=text, signed_as=signed_as, delivered_at=delivered_at
        )
    return _Shelf(newest, SimilarAnswers(pairs) if pairs else None, replies)


_library = _Library()


def similar_answers(voice: Voice, top: int = 3, *, veiled: bool = True) -> list[Answered]:
    """Earlier replies to letters like this one, most alike first; masked, unless they are only compared with."""
    shelf = _library.shelf(voice.channel.unit_id)
    if shelf.index is None:
        return []
    matches = shelf.index.search(f"{voice.title}\n{voice.text}", top=top + 1)
    found = [(shelf.replies[match.id], tuple(match.words)) for match in matches]
    others = [(answered, words) for answered, words in found if answered.voice != voice.pk][:top]
    return [_shown(answered, words) if veiled else answered for answered, words in others]


def _shown(answered: Answered, words: tuple[str, ...]) -> Answered:
    """Masked only now: of the thousands on the shelf a page shows three."""
    title, text = privacy.mask(answered.title), privacy.mask(answered.text)
    return replace(answered, title=title, text=text, words=words[:MOST_WORDS])
