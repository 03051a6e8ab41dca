"""需求 · Questions grouped by what they are about, wherever they are about it: a hundred letters on building sites at
night are one need of information, although each names another site. Topics (`language.topics`) part what needs part
again: each site is an event of its own. Only what asks how a work goes on is about that work alone (`projects`), and
so is what very many ask of one place.

Average-link clustering over titles without place names. The likeness of two groups is the product of their means, so
groups stay exact when questions come in batches, and a batch costs the same whatever was grouped before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from .. import encoders
from ..encoders import Vectors
from ..reading import fold
from ..segment import words
from .naming import ENDING, OPENING, PLACES, name_of
from .projects import alike, goes_on, named

ALIKE = 0.38  # of two groups in one need; chosen by eye on a year of letters: below it streets and schools run together
BATCH = 2_000  # questions that are grouped with each other at once: 32 MB of likenesses
AT_ONCE = 1_000  # groups to which they are held at once
WIDTH = 2**11  # columns of words: two words in one column blur little in a title
READ = 80
MOST_GROUPS = 10_000  # kept from batch to batch, 100 MB; of more, the smallest are let go
MERGED_FROM = 3  # groups of so many are tried against each other at the end
MUCH = 20  # people who ask the same of one place by its name: a need of its own

_ASKED = re.compile(
    "请问|咨询|询问|合不?合理|合不?合法|是否|可否|能否|能不能|可不可以|可以|如何|怎么样?|怎样|为什么|为何|什么时候|何时|多久|到底|究竟|吗|呢"
)


@dataclass(slots=True)
class Need:
    """A group: the places of its questions among those given, and the sum of their rows."""

    members: list[int]
    total: Vectors = field(repr=False)

    @property
    def mean(self) -> Vectors:
        return self.total / np.float32(len(self.members))


def group(
    questions: Sequence[str], standing: Sequence[Sequence[int]] = (), people: Sequence[int] = ()
) -> list[list[int]]:
    """The questions in groups, as their places, the largest first. `standing` are groups that stand already: their
    questions stay together, new ones join them. `people` are how many stand behind each question; left out, one each.
    """
    if not questions:
        return []
    reader = _Reader(questions)
    needs = [Need(list(one), reader.rows(one).sum(axis=0)) for one in standing if one]
    taken = {place for need in needs for place in need.members}
    waiting = [place for place in range(len(questions)) if place not in taken]
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        rows = reader.rows(batch)
        needs += _grouped(rows, batch, _joined(rows, batch, needs))
        needs = sorted(needs, key=_largest_first)[:MOST_GROUPS]
    merged = [need.members for need in sorted(_merged(needs, len(standing)), key=_largest_first)]
    return [part for one in merged for part in _apart(one, questions, taken, people)]


def _apart(group: list[int], questions: Sequence[str], standing: set[int], people: Sequence[int]) -> list[list[int]]:
    """The group, without what is a matter of its own: each work of which it is asked how it goes on, else each place
    of which very many ask. What stood together stays together.
    """
    if len(group) < 2:
        return [group]
    asked = [fold(questions[place][:READ]) for place in group]
    works = 2 * sum(goes_on(question) for question in asked) >= len(group)
    parts = _by_name(group, asked, standing)
    of_its_own = [
        bool(part.names) and (works or sum(people[p] if people else 1 for p in part.members) >= MUCH) for part in parts
    ]
    rest = [place for part, own in zip(parts, of_its_own, strict=True) if not own for place in part.members]
    told = [part.members for part, own in zip(parts, of_its_own, strict=True) if own]
    if len(told) == 1 and all(not part.names for part, own in zip(parts, of_its_own, strict=True) if not own):
        return [sorted(told[0] + rest)]  # who names nothing means what the others name
    return sorted(([rest] if rest else []) + told, key=len, reverse=True)


def _by_name(group: Sequence[int], asked: Sequence[str], standing: set[int]) -> list["_Part"]:
    """Members that name the same; those that name nothing are one part, and so is what stood together."""
    parts: list[_Part] = []
    for place, question in sorted(zip(group, asked, strict=True), key=lambda one: one[0] not in standing):
        names = named(question)
        part = next((part for part in parts if part.takes(names, place in standing)), None)
        if part is None:
            parts.append(part := _Part([], [], place in standing))
        part.members.append(place)
        part.names += names
    return parts


@dataclass(slots=True)
class _Part:
    members: list[int]
    names: list[str]
    stood: bool

    def takes(self, names: Sequence[str], stood: bool) -> bool:
        if stood and self.stood:
            return True
        return any(alike(one, other) for one in names for other in self.names) if names else not self.names


def _largest_first(need: Need) -> tuple[int, int]:
    return -len(need.members), min(need.members)


def matter_of(questions: Sequence[str], people: Sequence[int] = ()) -> str:
    """What a group is about."""
    return name_of(questions, central(questions), people) if questions else ""


def central(questions: Sequence[str]) -> list[int]:
    """The places of the questions of one group, the most central first: the first names it."""
    rows = _Reader(questions).rows(range(len(questions)))
    near = rows @ rows.mean(axis=0)
    return [int(place) for place in np.argsort(-near, kind="stable")]


def _read(question: str) -> str:
    """What is compared: without places and without the words that ask; of works their names too, which tell most."""
    told = OPENING.sub("", fold(question[:READ]))
    plain = _ASKED.sub("", ENDING.sub("", told)).strip()
    names = named(told)
    if names and goes_on(told):
        return " ".join((*names, plain))
    for name in names:
        plain = plain.replace(name, "")
    return PLACES.sub("", plain).strip() or told


class _Reader:
    """Rows of questions, made when they are asked for: words and meaning side by side, each worth half, so that a
    product of two rows is their likeness.
    """

    def __init__(self, questions: Sequence[str]) -> None:
        self._told = [_read(question) for question in questions]
        hashing = HashingVectorizer(analyzer=words, n_features=WIDTH, alternate_sign=False, norm=None, dtype=np.float32)
        self._counts: csr_matrix = hashing.transform(self._told)
        self._weighing = TfidfTransformer(sublinear_tf=True).fit(self._counts)

    def rows(self, places: Iterable[int]) -> Vectors:
        wanted = list(places)
        meant = encoders.stream().encode([self._told[place] for place in wanted])
        weighed = self._weighing.transform(self._counts[wanted]).toarray().astype(np.float32)
        return np.hstack([weighed, meant]) * np.float32(np.sqrt(0.5))


def _joined(rows: Vectors, batch: Sequence[int], needs: Sequence[Need]) -> list[int]:
    """Each question that is near enough to a group joins the nearest; the rows of those near none are told."""
    if not needs:
        return list(range(len(batch)))
    best, scores = np.zeros(len(rows), int), np.full(len(rows), -np.inf, np.float32)
    for start in range(0, len(needs), AT_ONCE):
        near = rows @ np.stack([need.mean for need in needs[start : start + AT_ONCE]]).T
        nearer = near.max(axis=1) > scores
        best[nearer] = start + near[nearer].argmax(axis=1)
        scores[nearer] = near[nearer].max(axis=1)
    for row in np.flatnonzero(scores >= ALIKE).tolist():
        need = needs[int(best[row])]
        need.members.append(batch[row])
        need.total = need.total + rows[row]
    return [int(row) for row in np.flatnonzero(scores < ALIKE)]


def _grouped(rows: Vectors, batch: Sequence[int], left: Sequence[int]) -> list[Need]:
    """Those that joined none, grouped with each other."""
    part = rows[list(left)]
    found: dict[int, list[int]] = {}
    for row, number in zip(left, _numbers(part @ part.T), strict=True):
        found.setdefault(number, []).append(row)
    return [Need([batch[row] for row in one], rows[one].sum(axis=0)) for one in found.values()]


def _merged(needs: Sequence[Need], standing: int) -> list[Need]:
    """Groups that came apart because their questions came in different batches are one; of those that stood before,
    none is joined to another: people know them.
    """
    large = [need for need in needs if len(need.members) >= MERGED_FROM][:BATCH]
    if standing or len(large) < 2:
        return list(needs)
    means = np.stack([need.mean for need in large])
    found: dict[int, list[Need]] = {}
    for need, number in zip(large, _numbers(means @ means.T), strict=True):
        found.setdefault(number, []).append(need)
    joined = [
        Need([place for need in one for place in need.members], np.sum([need.total for need in one], axis=0))
        for one in found.values()
    ]
    kept = {id(need) for need in large}
    return joined + [need for need in needs if id(need) not in kept]


def _numbers(near: NDArray[np.float32]) -> list[int]:
    """A number for the group of each row, by average linkage."""
    if len(near) < 2:
        return list(range(len(near)))
    apart = np.maximum(1 - near, 0)
    np.fill_diagonal(apart, 0)
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - ALIKE
    )
    return [int(number) for number in clustering.fit_predict(apart)]
