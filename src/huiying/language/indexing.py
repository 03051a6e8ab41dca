"""The words under which a text is found, and what somebody looks for.

A run of Chinese is cut into its overlapping pairs and its last character, so that no dictionary decides what a word is:
租金补贴 is 租金, 金补, 补贴, 贴. Anything else is cut into whole words and numbers. All is folded first, so that 補貼
finds 补贴. The same tokens serve every database (docs/decisions/0010-search.md).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from .reading import fold

LIMIT = 50_000  # characters of a text that are read; a tsvector of PostgreSQL holds no more than 1 MB
MOST_TYPED = 100
MOST_WORDS = 8
LONGEST = 40
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\u3040-\u30ff\uac00-\ud7af"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")

Passage = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: `words` as they are to stand in the folded text, the whole `tokens` and the `beginnings` of
    tokens that must all be there; `rechecked` are the words whose tokens alone do not prove them.
    """

    words: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    rechecked: tuple[str, ...] = ()


def indexed(text: str) -> tuple[str, list[str]]:
    """A text as the index keeps it, folded, and its tokens, each once."""
    plain = fold(text[:LIMIT])
    found: dict[str, None] = {}
    for run in _RUN.findall(plain):
        if _IS_CJK.match(run):
            found.update(dict.fromkeys(a + b for a, b in pairwise(run)))
            found[run[-1]] = None
        else:
            found[run[:LONGEST]] = None
    return plain, list(found)


def sought(typed: str) -> Sought:
    """What was typed, cut at spaces; a word of signs alone is not looked for."""
    words = [word for word in fold(typed[:MOST_TYPED]).split() if _RUN.search(word)]
    words = list(dict.fromkeys(word.strip("\"'“”‘’《》,，。;；") for word in words))[:MOST_WORDS]
    tokens: list[str] = []
    beginnings: list[str] = []
    rechecked: list[str] = []
    for word in words:
        runs = _RUN.findall(word)
        for run in runs:
            if not _IS_CJK.match(run):
                tokens.append(run[:LONGEST])
            elif len(run) == 1:
                alone = len(runs) == 1  # beside others it is proved by the whole word, and would cost much
                beginnings += [run] if alone or all(len(other) == 1 and _IS_CJK.match(other) for other in runs) else []
            else:
                tokens += [a + b for a, b in pairwise(run)]
        if len(runs) > 1 or len(word) > len(runs[0]) or (_IS_CJK.match(word) and len(word) > 2):
            rechecked.append(word)
    return Sought(tuple(words), _once(tokens), _once(beginnings), tuple(rechecked))


def _once(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def marked(shown: str, words: tuple[str, ...]) -> list[Passage]:
    """A text in passages, each with whether it is one of the words; the text keeps its own characters."""
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return [(shown, False)]
    passages: list[Passage] = []
    end = 0
    for match in re.finditer("|".join(map(re.escape, longest_first)), fold(shown)):
        passages += [(shown[end : match.start()], False), (shown[match.start() : match.end()], True)]
        end = match.end()
    return [passage for passage in [*passages, (shown[end:], False)] if passage[0]]


def excerpt(plain: str, words: tuple[str, ...], around: int = 30) -> list[Passage]:
    """The folded text around the first of the words that stands in it, in passages; nothing where none does."""
    places = [at for word in words if (at := plain.find(word)) >= 0]
    if not places:
        return []
    start = max(min(places) - around, 0)
    end = min(start + 4 * around, len(plain))
    shown = " ".join(plain[start:end].split())
    return marked(f"{'…' if start else ''}{shown}{'…' if end < len(plain) else ''}", words)
