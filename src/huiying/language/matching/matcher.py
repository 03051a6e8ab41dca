"""Pages as an index; a question finds those with the best passage."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .. import encoders
from ..encoders import Encoder, SearchEncoder, Vectors
from ..encoders.threads import blas_on_one_core
from ..reading import fold
from .answering import Evidence, chance, content
from .bm25 import Bm25
from .lessons import Lessons, centred, shipped
from .page import Page, passages, substance
from .shape import Figures
from .terms import CUTS

MOST = 40_000  # passages held: some 150 MB; of more, the first pages given are kept
ASKED = 500  # characters of a question that are read
AT_ONCE = 4_000_000  # scores in memory for each way of looking
AGAIN = 30  # the likest that a precise encoder ranks again
PRECISE = 3.0  # what its likeness is worth, in spreads of the 30

# What the ways are worth, in spreads over all passages; settled by cross-validation on questions with their answers.
LEXICAL, MEANING, LEARNED = 0.4, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """A page found: its id, how likely its passage answers the question (0..1), and that passage."""

    id: str
    score: float
    passage: str
    evidence: Evidence


class Matcher:
    """Ranks pages for questions. The same pages give the same ranks; of equals the first given stands first.

    `lessons=None` ranks without what was learned; `encoder` (the extra `precise`) ranks the likest thirty again.
    """

    def __init__(
        self, pages: Iterable[Page], *, lessons: Lessons | bool | None = True, encoder: Encoder | None = None
    ) -> None:
        self._pages: list[Page] = []
        self._owner: list[int] = []
        self._passages: list[str] = []
        for page in pages:
            self._take(page)
        self._stream = encoders.stream()
        self._folded = [fold(text) for text in self._passages]
        titles = [fold(f"{self._pages[i].title} {self._pages[i].section}".strip()) for i in self._owner]
        self._titles = titles
        self._lexical = [Bm25(cut, self._folded, titles) for cut in CUTS]
        self._starts = np.flatnonzero(np.diff([-1, *self._owner]))
        texts = [f"{title}\n{text}" if title else text for title, text in zip(titles, self._folded, strict=True)]
        self._vectors = self._encoded(texts)
        self._mean = self._vectors.mean(axis=0) if texts else np.zeros(self._stream.width, np.float32)
        self._centred = centred(self._vectors, self._mean)
        learned = shipped() if lessons is True else lessons or None
        self._lessons = learned if self._stream.name == "sentences" else None
        self._told = self._lessons.of_passages(self._vectors, texts) if self._lessons and texts else None
        self._encoder = encoder
        self._precise = lru_cache(maxsize=20_000)(self._precisely)

    def _take(self, page: Page) -> None:
        room = MOST - len(self._passages)
        if room <= 0:
            return
        cut = passages(page.text)[:room]
        self._owner += [len(self._pages)] * len(cut)
        self._passages += cut
        self._pages.append(page)

    def __len__(self) -> int:
        return len(self._pages)

    def search(self, question: str, top: int = 10) -> list[Match]:
        """At most `top` pages, the likest first; none where nothing is published or nothing is asked."""
        return self.search_many([question], top)[0]

    def search_many(self, questions: Sequence[str], top: int = 10) -> list[list[Match]]:
        """For each question its pages: asked together, questions cost a fraction of what they cost one by one."""
        asked = [_asked(question) for question in questions]
        vectors = self._encoded(asked)
        found = self._found(asked, vectors, top)
        return [self._matches(*one) for one in zip(asked, vectors, found, strict=True)]

    def ranks(self, questions: Sequence[str], top: int = 10) -> list[list[str]]:
        """The ids alone, for which no evidence is gathered."""
        asked = [_asked(question) for question in questions]
        found = self._found(asked, self._encoded(asked), top)
        return [[self._pages[self._owner[row]].id for row, _ in rows] for rows in found]

    def _found(self, asked: list[str], vectors: Vectors, top: int) -> Iterator[list[tuple[int, float]]]:
        """The best passage of each page found, with its score, for question after question."""
        many = max(top, AGAIN if self._encoder else 0)
        step = max(AT_ONCE // max(len(self._passages), 1), 1)
        for start in range(0, len(asked), step):
            part = asked[start : start + step]
            with blas_on_one_core():
                scores = self._scores(part, vectors[start : start + step])
            for question, row in zip(part, scores, strict=True):
                best = self._best(row, many) if question and self._passages else []
                yield self._again(question, best)[:top]

    def _encoded(self, texts: list[str]) -> Vectors:
        return self._stream.encode(texts) if texts else np.zeros((0, self._stream.width), np.float32)

    def _scores(self, asked: list[str], vectors: Vectors) -> Figures:
        """(questions, passages): what all ways of looking say together."""
        scores = np.zeros((len(asked), len(self._passages)), np.float32)
        for worth, said in self.ways(asked, vectors):
            scores += worth * said
        return scores

    def ways(self, asked: list[str], vectors: Vectors) -> Iterator[tuple[float, Figures]]:
        """What each way of looking is worth and says, measured in its spread over all passages."""
        if not self._passages:
            return
        for way in self._lexical:
            yield LEXICAL, _spread(way.scores(asked))
        yield MEANING, _spread(centred(vectors, self._mean) @ self._centred.T)
        if self._lessons is not None and self._told is not None:
            yield LEARNED, self._lessons.of_questions(vectors, asked) @ self._told.T

    def by_page(self, scores: Figures) -> Figures:
        """(questions, passages) → (questions, pages): a page is worth its best passage."""
        return np.asarray(np.maximum.reduceat(scores, self._starts, axis=1))

    def _best(self, row: Figures, top: int) -> list[tuple[int, float]]:
        """The best passage of each of the `top` best pages."""
        pages = self.by_page(row[None, :])[0]
        many = min(top, len(pages))
        near = np.argpartition(-pages, many - 1)[:many] if many < len(pages) else np.arange(len(pages))
        edge = pages[near].min()
        order = sorted(np.flatnonzero(pages >= edge).tolist(), key=lambda page: (-float(pages[page]), page))[:many]
        ends = np.append(self._starts[1:], len(row))
        return [
            (int(self._starts[page] + row[self._starts[page] : ends[page]].argmax()), float(pages[page]))
            for page in order
        ]

    def _again(self, question: str, found: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """The likest thirty ranked again by the precise encoder."""
        if self._encoder is None or not found or not question:
            return found
        first, rest = found[:AGAIN], found[AGAIN:]
        near = np.array([self._precise(row) for row, _ in first]) @ self._encoder.encode([question])[0]
        worth = PRECISE * _spread(near[None, :].astype(np.float32))[0]
        ranked = sorted(
            ((row, score + float(w)) for (row, score), w in zip(first, worth, strict=True)),
            key=lambda one: (-one[1], one[0]),
        )
        return ranked + rest

    def _precisely(self, row: int) -> Vectors:
        assert self._encoder is not None
        title = self._titles[row]
        text = f"{title}\n{self._folded[row]}" if title else self._folded[row]
        encode = self._encoder.encode_found if isinstance(self._encoder, SearchEncoder) else self._encoder.encode
        return np.asarray(encode([text])[0])

    def _matches(self, asked: str, vector: Vectors, found: Sequence[tuple[int, float]]) -> list[Match]:
        """Each page found with its passage and what speaks for it."""
        terms, pairs = content(asked)
        matches = []
        for row, _score in found:
            told = f"{self._titles[row]} {self._folded[row]}"
            shared = tuple(word for word in terms if word in told)
            evidence = Evidence(
                covered=len(shared) / len(terms) if terms else 0.0,
                pairs=sum(pair in told for pair in pairs) / len(pairs) if pairs else 0.0,
                meaning=float(vector @ self._vectors[row]),
                shared=shared,
            )
            page = self._pages[self._owner[row]]
            passage = self._passages[self._telling(row, terms, pairs)]
            shown = substance(passage) or passage or page.title
            matches.append(Match(page.id, round(chance(evidence), 4), shown, evidence))
        return matches

    def _telling(self, row: int, terms: Sequence[str], pairs: Collection[str]) -> int:
        """The passage of the same page that says most of what was asked, its title and the question it repeats aside;
        of equals the first, for the last passage of an answer is where it takes its leave.
        """
        page = self._owner[row]
        end = self._starts[page + 1] if page + 1 < len(self._starts) else len(self._passages)

        def said(at: int) -> tuple[int, int, bool]:
            text = substance(self._folded[at])
            return sum(word in text for word in terms), sum(pair in text for pair in pairs), bool(text)

        return max(range(self._starts[page], end), key=said)


def _asked(question: str) -> str:
    return fold(question[:ASKED]).strip()


def _spread(rows: Figures) -> Figures:
    """Each row less its mean, measured in its spread: what is alike everywhere says nothing."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(rows / (rows.std(axis=1, keepdims=True) + 1e-6), np.float32)
