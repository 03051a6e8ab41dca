"""How the lessons of `language/matching` are learned: a softmax over all answers, for two narrow maps at once.

Several runs from different beginnings are summed and brought back to a narrow pair of maps: their mean ranks better
than any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from huiying.language import encoders
from huiying.language.matching import Matcher, shape
from huiying.language.matching.lessons import Lessons, Usual
from huiying.language.matching.page import Page
from huiying.language.matching.shape import Figures
from huiying.language.reading import fold

WIDTH, KEPT, ROUNDS, BATCH = 32, 64, 10, 256
STEP, SHRINK, DROPPED, SEEDS = 0.003, 0.003, 0.4, 4


@dataclass(frozen=True)
class Asked:
    """Questions with the place of the answer of each among the distinct answers, and the document it came from."""

    questions: list[str]
    answers: list[str]
    own: np.ndarray
    documents: list[str]

    def only(self, kept: np.ndarray) -> "Asked":
        """These questions alone, with their answers alone."""
        places, own = np.unique(self.own[kept], return_inverse=True)
        return Asked(
            [self.questions[i] for i in kept],
            [self.answers[i] for i in places],
            own,
            [self.documents[i] for i in kept],
        )


def learn(asked: Asked, seeds: int = SEEDS) -> Lessons:
    """The lessons of these questions."""
    questions, answers = [fold(q).strip() for q in asked.questions], [fold(a) for a in asked.answers]
    stream = encoders.stream()
    asking, telling = stream.encode(questions), stream.encode(answers)
    forms = shape.of_questions(questions), shape.of_answers(answers)
    usual = Usual.of(asking, forms[0]), Usual.of(telling, forms[1])
    rows = usual[0].rows(asking, forms[0]), usual[1].rows(telling, forms[1])
    plain = Matcher([Page(id=str(i), title="", text=a) for i, a in enumerate(asked.answers)], lessons=None)
    base = _by_page(plain, questions, asking)
    summed, prior = np.zeros((rows[0].shape[1], rows[1].shape[1])), np.zeros(rows[1].shape[1])
    for seed in range(seeds):
        left, right, own = _run(rows, base, asked.own, seed)
        summed += left @ right.T / seeds
        prior += own / seeds
    left, sizes, right = np.linalg.svd(summed)
    root = np.sqrt(sizes[:KEPT])
    documents = np.unique([crc32(name.encode()) for name in asked.documents]).astype(np.uint32)
    return Lessons(
        usual[0],
        usual[1],
        (left[:, :KEPT] * root).astype(np.float32),
        (right[:KEPT].T * root).astype(np.float32),
        prior.astype(np.float32),
        documents,
    )


def _by_page(matcher: Matcher, questions: Sequence[str], vectors: Figures) -> Figures:
    """(questions, answers) without lessons."""
    return matcher.by_page(matcher._scores(list(questions), vectors))


def _run(rows: tuple[Figures, Figures], base: Figures, own: np.ndarray, seed: int) -> tuple[Figures, Figures, Figures]:
    """Adam with dropout on both sides, its step falling to nothing."""
    rng = np.random.default_rng(seed)
    asking, telling = rows
    parts = [(rng.normal(size=(side.shape[1], WIDTH)) * 0.02).astype(np.float32) for side in (asking, telling)] + [
        np.zeros(telling.shape[1], np.float32)
    ]
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    steps, done = ROUNDS * -(-len(own) // BATCH), 0
    for _round in range(ROUNDS):
        order = rng.permutation(len(own))
        for start in range(0, len(own), BATCH):
            batch = order[start : start + BATCH]
            done += 1
            slopes = _slopes(_dropped(asking[batch], rng), _dropped(telling, rng), base[batch], own[batch], parts)
            for place, slope in enumerate(slopes):
                first[place] = 0.9 * first[place] + 0.1 * slope
                second[place] = 0.99 * second[place] + 0.01 * slope**2
                move = (first[place] / (1 - 0.9**done)) / (np.sqrt(second[place] / (1 - 0.99**done)) + 1e-8)
                parts[place] = parts[place] - np.float32(STEP * (1 - done / (steps + 1))) * move
    return parts[0], parts[1], parts[2]


def _slopes(asking: Figures, telling: Figures, base: Figures, own: np.ndarray, parts: list[Figures]) -> list[Figures]:
    left, right, prior = parts
    asked, told = asking @ left, telling @ right
    chances = base + asked @ told.T + telling @ prior
    chances -= chances.max(axis=1, keepdims=True)
    np.exp(chances, out=chances)
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(own)), own] -= 1
    chances /= len(own)
    return [
        asking.T @ (chances @ told) + SHRINK * left,
        telling.T @ (chances.T @ asked) + SHRINK * right,
        telling.T @ chances.sum(axis=0) + SHRINK * prior,
    ]


def _dropped(rows: Figures, rng: np.random.Generator) -> Figures:
    kept = rng.random(rows.shape, dtype=np.float32) > DROPPED
    return rows * kept / np.float32(1 - DROPPED)
