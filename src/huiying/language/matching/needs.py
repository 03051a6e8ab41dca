"""需求 · Questions grouped by what they are about, wherever they are about it: a hundred letters on building sites at
night are one need of information, although each names another site. Topics (`language.topics`) part what needs part
again: each site is an event of its own.

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

ALIKE = 0.38  # of two groups in one need; chosen by eye on a year of letters: below it streets and schools run together
BATCH = 2_000  # questions that are grouped with each other at once: 32 MB of likenesses
WIDTH = 2**11  # columns of words: two words in one column blur little in a title
READ = 80
MOST_GROUPS = 10_000  # kept from batch to batch, 100 MB; of more, the smallest are let go
COMMON, SHORTEST = 0.4, 4  # a place named by so many belongs to the name; characters of a name
MERGED_FROM = 3  # groups of so many are tried against each other at the end

_PLACES = re.compile(
    r"[a-z]\d*[市区县](?:[a-z]\d*[市区县])*|西地省"
    r"|[\u4e00-\u9fff]{1,6}?(?:街道|社区|小区|花园|公园|大道|[东西南北中]路|村|镇|[一二三四五六七八九十\d]+组|\d+号(?!线)|[一二三四五\d]+期"
    r"|\d+栋|苑|府|城|湾)"
)
_OPENING = re.compile(r"^(?:再次)?(?:关于|反映|投诉|举报|咨询|请问|请求|询问|建议|有关|求助|对|请|在|的|、|，|:|：)+")
_ENDING = re.compile(r"(?:的?(?:相关)?(?:问题|情况|事宜|建议|投诉|疑问|咨询))?[?？!！。.…]*$")


@dataclass(slots=True)
class Need:
    """A group: the places of its questions among those given, and the sum of their rows."""

    members: list[int]
    total: Vectors = field(repr=False)

    @property
    def mean(self) -> Vectors:
        return self.total / np.float32(len(self.members))


def matter_of(questions: Sequence[str]) -> str:
    """What a group is about, in the words of its most central question: without courtesies, and without the places it
    begins with unless a fair share of the group speaks of them.
    """
    if not questions:
        return ""
    title = " ".join(questions[central(questions)[0]].split())[:READ]
    folded = [fold(question) for question in questions]
    told = _OPENING.sub("", fold(title).replace("*", ""))
    while (place := _PLACES.match(told)) and not _common(place.group(), folded):
        told = told[place.end() :]
    short = _ENDING.sub("", _OPENING.sub("", told)).strip(" ,，、:：")
    return short.upper() if len(short) >= SHORTEST else title


def _common(place: str, folded: Sequence[str]) -> bool:
    return sum(place in one for one in folded) >= COMMON * len(folded) and len(folded) > 1


def group(questions: Sequence[str], standing: Sequence[Sequence[int]] = ()) -> list[list[int]]:
    """The questions in groups, as their places, the largest first. `standing` are groups that stand already: their
    questions stay together, new ones join them.
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
    return [need.members for need in sorted(_merged(needs, len(standing)), key=_largest_first)]


def _largest_first(need: Need) -> tuple[int, int]:
    return -len(need.members), min(need.members)


def central(questions: Sequence[str]) -> list[int]:
    """The places of the questions of one group, the most central first: the first names it."""
    rows = _Reader(questions).rows(range(len(questions)))
    near = rows @ rows.mean(axis=0)
    return [int(place) for place in np.argsort(-near, kind="stable")]


def _placeless(question: str) -> str:
    told = _OPENING.sub("", fold(question[:READ]))
    return _PLACES.sub("", told).strip() or told


class _Reader:
    """Rows of questions, made when they are asked for: words and meaning side by side, each worth half, so that a
    product of two rows is their likeness.
    """

    def __init__(self, questions: Sequence[str]) -> None:
        self._told = [_placeless(question) for question in questions]
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
    near = rows @ np.stack([need.mean for need in needs]).T
    best, scores = near.argmax(axis=1), near.max(axis=1)
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
