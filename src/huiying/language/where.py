"""Places, communities, firms and institutions named in a text, by the words their names end with."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import rjieba

from .phrases import lexicon
from .reading import fold

SHORTEST, LONGEST = 3, 16
PARTS = 4
PEOPLE_SHARE = 0.3
_NAMING = ("n", "m", "eng", "x", "j", "b", "s", "z", "q", "f")
_AREA = re.compile(r"^(?:[\u4e00-\u9fa5]{2,6}?|[a-z][0-9]{0,2})(?:省|市|区|县)(?=[\u4e00-\u9fa5a-z0-9]{3})")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word for line in lexicon("lexicons/where.toml")[key] for word in line.split())


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(_words('endings'), key=lambda e: (-len(e), e)))})$")


def names_in(text: str) -> list[str]:
    """Names of places and organisations in a folded text, in their order.

    A name is a noun that ends as such names do, with the nouns and numbers just before it.
    """
    tagged = [(str(word), str(kind)) for word, kind in rjieba.tag(text)]
    found: list[str] = []
    start = 0
    for place, (word, _) in enumerate(tagged):
        if place < start or _ending().search(word) is None:
            continue
        begin = place
        while begin > start and place - begin < PARTS and _names(*tagged[begin - 1]):
            begin -= 1
        end = place + 1
        if end < len(tagged) and tagged[end][0] in _words("tails"):
            end += 1
        name = "".join(w for w, _ in tagged[begin:end])
        start = end
        if SHORTEST <= len(name) <= LONGEST and name not in _words("no_names"):
            found.append(name)
    return found


def _names(word: str, kind: str) -> bool:
    """Whether a word can be part of a name that stands after it."""
    return kind.startswith(_NAMING) and word.isalnum() and word not in _words("leading")


def where(texts: Iterable[str], *, most: int = 2) -> str:
    """The names that most of the texts speak of, joined by `、`; "" when none is named by a fair share of them."""
    told = [frozenset(_with_parts(names_in(text))) for text in texts]
    counted = Counter(name for names in told for name in names)
    bar = max(2.0, len(told) * 0.2) if len(told) > 1 else 1.0
    chosen: list[str] = []
    for name, count in sorted(counted.items(), key=lambda c: (-c[1], -len(c[0]), c[0])):
        if count < bar or len(chosen) == most:
            break
        if not any(name in other or other in name for other in chosen):
            chosen.append(name)
    return "、".join(name.upper() for name in chosen)


def _with_parts(names: Iterable[str]) -> list[str]:
    """Names with and without the area they begin with, so that `青澜区望江苑` and `望江苑` count as one."""
    return [part for name in names for part in {name, _AREA.sub("", name)} if len(part) >= SHORTEST]


def people(texts: Iterable[str]) -> str:
    """The group of people, such as residents or workers, of whom at least three in ten folded texts speak; or ""."""
    told = [fold(text) for text in texts]
    counted = {word: sum(word in text for text in told) for word in lexicon("lexicons/where.toml")["people"]}
    word = max(counted, key=lambda w: counted[w])
    return word if counted[word] >= max(2.0, PEOPLE_SHARE * len(told)) else ""
