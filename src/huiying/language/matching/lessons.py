"""What was learned of questions and their answers: two narrow maps, one for each side, whose product says how well a
passage is what a question of this form asks for (a bilinear score, as in Bai and others, "Supervised semantic
indexing", CIKM 2009).

Only the numbers are kept (`lessons.npz`), and by which documents they were learned, as checksums, so that nobody
measures them on what they were learned from. `python -m bench policy-qa --learn F` makes them.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from ..encoders import Vectors
from . import shape
from .shape import Figures

MEANING, FORM = 0.3 * np.sqrt(512), 0.5  # how the two kinds of columns are scaled against each other


@dataclass(frozen=True, slots=True)
class Usual:
    """The mean of vectors, and mean and spread of forms, of the texts that were learned from."""

    vector: Figures
    form: Figures
    spread: Figures

    @classmethod
    def of(cls, vectors: Vectors, forms: Figures) -> "Usual":
        return cls(vectors.mean(axis=0), forms.mean(axis=0), forms.std(axis=0) + np.float32(1e-6))

    def rows(self, vectors: Vectors, forms: Figures) -> Figures:
        """Meaning and form side by side, and a one."""
        meant = centred(vectors, self.vector) * np.float32(MEANING)
        formed = (forms - self.form) / self.spread * np.float32(FORM)
        return np.hstack([meant, formed, np.ones((len(vectors), 1), np.float32)]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Lessons:
    """`asked` and `told` map rows of questions and of passages to a few numbers; `prior` is what a passage has by
    itself.
    """

    asking: Usual
    telling: Usual
    asked: Figures
    told: Figures
    prior: Figures
    documents: NDArray[np.uint32]

    def of_questions(self, vectors: Vectors, texts: list[str]) -> Figures:
        rows = self.asking.rows(vectors, shape.of_questions(texts))
        return np.hstack([rows @ self.asked, np.ones((len(rows), 1), np.float32)])

    def of_passages(self, vectors: Vectors, texts: list[str]) -> Figures:
        """The product with a question's row is the score; the last column is the prior."""
        rows = self.telling.rows(vectors, shape.of_answers(texts))
        return np.hstack([rows @ self.told, (rows @ self.prior)[:, None]])


def centred(vectors: Vectors, mean: Figures) -> Figures:
    """Vectors without what all have in common, of length 1 again; a row of zeros stays one."""
    moved = np.where(np.any(vectors, axis=1, keepdims=True), vectors - mean, 0.0)
    lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return np.asarray(moved / lengths, np.float32)


@cache
def shipped() -> Lessons:
    """The lessons that come with the house; read once."""
    with (
        as_file(files(__package__).joinpath("lessons.npz")) as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        kept = {name: stored[name] for name in stored.files}
    return unpacked(kept)


def unpacked(kept: dict[str, NDArray[np.float16]]) -> Lessons:
    wide = {name: np.asarray(rows, np.float32) for name, rows in kept.items() if name != "documents"}
    asking = Usual(wide["asking_vector"], wide["asking_form"], wide["asking_spread"])
    telling = Usual(wide["telling_vector"], wide["telling_form"], wide["telling_spread"])
    return Lessons(asking, telling, wide["asked"], wide["told"], wide["prior"], kept["documents"].astype(np.uint32))


def packed(lessons: Lessons) -> dict[str, NDArray[np.generic]]:
    """As they are kept: half precision is enough to rank by."""
    narrow = {
        "asking_vector": lessons.asking.vector,
        "asking_form": lessons.asking.form,
        "asking_spread": lessons.asking.spread,
        "telling_vector": lessons.telling.vector,
        "telling_form": lessons.telling.form,
        "telling_spread": lessons.telling.spread,
        "asked": lessons.asked,
        "told": lessons.told,
        "prior": lessons.prior,
    }
    return {name: rows.astype(np.float16) for name, rows in narrow.items()} | {"documents": lessons.documents}
