"""What was found, as it is shown: titles and excerpts in passages, each with whether it is a word that was sought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiying.language.indexing import Passage, marked
from huiying.language.reading import fold
from huiying.language.wanted import wanted

from .models import SearchEntry
from .searching.findable import KINDS, PAGE
from .searching.finding import find
from .searching.vocabulary import synonyms

LOOKED_AT = 30  # of what is found, by whoever asks where a page stands
AROUND = 120  # characters of an excerpt
BEFORE = 40  # characters before a word in which its sentence begins
ENDS = "。！？；!?;"  # of sentences, as they are folded too
READ = 20_000  # characters of a text in which the words are looked for
SHOWN = ("id", "title", "url", "text", "kind", "place", "section", "dated")
PLACES = 12  # of a word that are tried for the start of an excerpt


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found; `kind` is the column it stands in, or what it is."""

    title: list[Passage]
    url: str
    excerpt: list[Passage]
    kind: str
    section: str
    on: date


def words_of(typed: str) -> list[str]:
    """What is looked for: 厂房租金补助怎么申请 is 厂房, 租金, 补助, 申请."""
    return [term[0].word for term in wanted(typed, synonyms()).terms]


def hits(keys: Sequence[int], words: Sequence[str]) -> list[Hit]:
    """The entries under these keys in their order, with the words marked; one query."""
    parts = tuple(dict.fromkeys(part for word in words for part in word.split()))
    shown = SearchEntry.objects.filter(pk__in=list(keys)).order_by().values_list(*SHOWN, named=True)
    entries = {entry.id: entry for entry in shown}
    return [_hit(entries[key], parts) for key in keys if key in entries]


def addresses_found(typed: str, *, today: date) -> list[str]:
    """The addresses of what the portal finds for these words, best first."""
    keys = find(typed, today=today).keys[:LOOKED_AT]
    urls = dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "url"))
    return [urls[key] for key in keys if key in urls]


def _hit(entry: Any, words: tuple[str, ...]) -> Hit:
    return Hit(
        title=marked(entry.title, words),
        url=entry.url,
        excerpt=marked(excerpt(entry.text, words, title=entry.title), words),
        kind=entry.place or str(KINDS.get(entry.kind, KINDS[PAGE])),
        section=entry.section,
        on=entry.dated,
    )


def excerpt(text: str, words: Sequence[str], *, title: str = "") -> str:
    """The stretch of a text in which most of the words stand; its beginning where none does. A title that the text
    begins with stands over it already.
    """
    shown = " ".join(text[:READ].split()).removeprefix(title).lstrip()
    plain = fold(shown)
    starts = sorted({_start(plain, at) for word in words for at in _places(plain, word)} or {0})
    best = max(starts, key=lambda start: (sum(word in plain[start : start + AROUND] for word in words), -start))
    end = best + AROUND
    return f"{'…' if best else ''}{shown[best:end].lstrip()}{'…' if end < len(shown) else ''}"


def _start(plain: str, at: int) -> int:
    """Where an excerpt begins that has a word at this place: with its sentence, if that is not far."""
    if at <= BEFORE:
        return 0
    sentence = max(plain.rfind(mark, at - BEFORE, at) for mark in ENDS)
    return sentence + 1 if sentence >= 0 else at - AROUND // 6


def _places(plain: str, word: str) -> list[int]:
    found: list[int] = []
    at = plain.find(word)
    while at >= 0 and len(found) < PLACES:
        found.append(at)
        at = plain.find(word, at + AROUND)
    return found
