"""What was answered before to letters like this one, for the desk to reuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.language.similar import Match, SimilarAnswers
from huiying.people.models import Unit

from .models import Reply
from .shelves import Library

NEWEST = 5000
LARGE = 1000  # replies; so many are read in some tenths of a second
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
    """The newest replies of a unit and the search among them."""

    answers: SimilarAnswers
    search: Search
    replies: Mapping[str, Answered]


class _Shelving:
    """A unit's replies: what another told its writers is not shown here."""

    name = "The similar answers"

    def seen(self) -> Newest:
        return _newest(Reply.objects.order_by("-pk"))

    def last(self, of: int | None) -> Newest:
        return _newest(_of_unit(of))

    def is_large(self, of: int | None) -> bool:
        return _of_unit(of)[:LARGE].count() == LARGE

    def made(self, of: int | None) -> _Shelf | None:
        return _built(_of_unit(of))

    def warm(self, kept: _Shelf | None) -> None:
        if kept:
            kept.answers.meet_all()


def _of_unit(unit: int | None) -> QuerySet[Reply]:
    return Reply.objects.order_by("-pk").filter(case__unit=unit)


def _newest(replies: QuerySet[Reply]) -> Newest:
    return replies.values_list("pk", "delivered_at").first()


def _built(kept: QuerySet[Reply]) -> _Shelf | None:
    pairs, replies = [], {}
    rows = kept.values_list(*COLUMNS, "delivered_at")[:NEWEST]
    for pk, number, voice, title, letter, text, signed_as, delivered_at in rows:
        pairs.append((str(pk), f"{title}\n{letter}", text))
        replies[str(pk)] = Answered(
            number=number, voice=voice, title=title, text=text, signed_as=signed_as, delivered_at=delivered_at
        )
    if not pairs:
        return None
    answers = SimilarAnswers(pairs)
    # a letter is looked at many times until it is answered
    return _Shelf(answers=answers, search=lru_cache(REMEMBERED)(answers.search), replies=replies)


_library: Library[int | None, _Shelf | None] = Library(_Shelving())


def make_ready() -> None:
    """Read the shelves of all units before somebody needs one."""
    for unit in Unit.objects.values_list("pk", flat=True):
        _library.shelf(unit)


def similar_answers(voice: Voice, top: int = 3, *, veiled: bool = True) -> list[Answered]:
    """Earlier replies to letters like this one, most alike first; masked, unless they are only compared with."""
    shelf = _library.shelf(voice.channel.unit_id)
    if shelf is None:
        return []
    matches = shelf.search(f"{voice.title}\n{voice.text}", top=top + 1)
    found = [(shelf.replies[match.id], tuple(match.words)) for match in matches]
    others = [(answered, words) for answered, words in found if answered.voice != voice.pk][:top]
    return [_shown(answered, words) if veiled else answered for answered, words in others]


def _shown(answered: Answered, words: tuple[str, ...]) -> Answered:
    """Masked only now: of the thousands on the shelf a page shows three."""
    title, text = privacy.mask(answered.title), privacy.mask(answered.text)
    return replace(answered, title=title, text=text, words=words[:MOST_WORDS])
