"""What was answered before to letters like this one, for the desk to reuse."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from django.db import connections
from django.db.models import QuerySet

from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.language.similar import Match, SimilarAnswers
from huiying.people.models import Unit

from .models import Reply

log = logging.getLogger(__name__)

NEWEST = 5000
LARGE = 1000  # replies; so many are read in some tenths of a second
MADE_EVERY_SECONDS = 600
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
    answers: SimilarAnswers | None = None
    search: Search | None = None
    replies: Mapping[str, Answered] = field(default_factory=dict)


class _Library:
    """Makes a unit's shelf again when a reply has been added: a small one at once; a large one, which takes seconds, on
    a thread of its own and now and then, while the one before it serves.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shelves: dict[int | None, _Shelf] = {}
        self._next: dict[int | None, float] = {}

    def shelf(self, unit: int | None) -> _Shelf:
        """That of a unit: what another told its writers is not shown here."""
        seen = _newest(Reply.objects.order_by("-pk"))
        with self._lock:
            shelf = self._shelves.get(unit, _Shelf())
            if seen == shelf.seen or time.monotonic() < self._next.get(unit, 0.0):
                return shelf
            if not _is_large(unit):
                return self._make(unit, shelf, seen)
            self._next[unit] = time.monotonic() + MADE_EVERY_SECONDS
            threading.Thread(target=self._make_beside, args=(unit, shelf, seen), daemon=True).start()
            return shelf

    def _make(self, unit: int | None, shelf: _Shelf, seen: Newest) -> _Shelf:
        self._shelves[unit] = shelf = _renewed(shelf, _of_unit(unit), seen)
        return shelf

    def _make_beside(self, unit: int | None, shelf: _Shelf, seen: Newest) -> None:
        try:
            made = self._make(unit, shelf, seen)
            if made.answers:
                made.answers.meet_all()
            gc.freeze()  # thousands of texts that stay: else the collector walks them, a tenth of a second at a time
        except Exception:
            log.exception("The similar answers of unit %s were not made ready; the next try is later.", unit)
        finally:
            connections.close_all()


def _of_unit(unit: int | None) -> QuerySet[Reply]:
    return Reply.objects.order_by("-pk").filter(case__unit=unit)


def _is_large(unit: int | None) -> bool:
    return _of_unit(unit)[:LARGE].count() == LARGE


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
    if not pairs:
        return _Shelf()
    answers = SimilarAnswers(pairs)
    # a letter is looked at many times until it is answered
    return _Shelf(answers=answers, search=lru_cache(REMEMBERED)(answers.search), replies=replies)


_library = _Library()


def make_ready() -> None:
    """Read the shelves of all units before somebody needs one."""
    for unit in Unit.objects.values_list("pk", flat=True):
        _library.shelf(unit)


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
