"""要点 · The points that opinions on one draft make: those that say the same stand together, each group under a
sentence of its most central opinion.

Likeness is the strings of characters that two texts share, and meaning where a text is too short to share many. What
is near each other is grouped finely, by links; groups that are nearly as like each other as they are within are then
one. Nobody has to say how many points there are. The same opinions give the same points, whatever the order they come
in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from . import encoders, privacy
from .communities import communities
from .encoders import Encoder
from .features import counts, weighing
from .headline import headline, key

MOST = 4000  # distinct texts that are compared, in some 300 MB; the rest is left to people
LENGTH, MEANT = 1500, 300  # characters that are compared by their words, and in meaning
MEANING, SHORT = 0.2, 100  # how much meaning counts, up to so many characters; in a longer text it counts less
FLOOR, NEAREST, FINENESS = 0.08, 25, 4.0
ALMOST = 0.6
LONGEST, SHORTEST = 60, 6
_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;]*")
_CLAUSE = re.compile(r"[^。！!？?；;，,、\n]+")
_RUN = re.compile(r"\w+")
_EDGES = " \t\u3000，,。；;：:、.!！"

Likeness = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """Places in the texts that were given, the most central first; `held` is the point of a person's that they joined,
    None for one that is new.
    """

    places: tuple[int, ...]
    held: int | None = None


def grouped(
    texts: Sequence[str], *, held: Sequence[int | None] | None = None, encoder: Encoder | None = None
) -> list[Group]:
    """Every text once, in groups that make one point, the largest first.

    `held` says of each text in which point a person put it, None where nobody did: those stay, and what is like them
    joins them. `encoder` is that of the stream if none is given.
    """
    kept = list(held) if held is not None else [None] * len(texts)
    copies: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        copies.setdefault(key("", text[:LENGTH]) or text[:LENGTH], []).append(place)
    said = sorted(copies)
    nodes, rest = [copies[words] for words in said[:MOST]], [copies[words] for words in said[MOST:]]
    if not nodes:
        return []
    alike = _likeness([texts[places[0]][:LENGTH] for places in nodes], encoder or encoders.stream())
    labels = _joined(alike, _fine(alike))
    found = _by_point(nodes, labels, alike, kept)
    found += [Group(tuple(places), kept[places[0]]) for places in rest]
    return sorted(found, key=lambda group: (-len(group.places), key("", texts[group.places[0]]), group.places))


def name_of(texts: Sequence[str]) -> str:
    """What a group says, in a sentence of its first and most central text: the one that most of the others share. The
    name is published, so it is a sentence without personal data; where each has some, the longest clause without.
    """
    first = texts[0][:LENGTH]
    sentences = _clean(_SENTENCE, first) or sorted(_clean(_CLAUSE, first), key=len)[-1:]
    if not sentences:
        return headline("", privacy.mask(first))
    if len(texts) > 1 and len(sentences) > 1:
        raw = counts([*sentences, *texts[:NEAREST]])
        rows = weighing().fit_transform(raw)
        shared = np.asarray((rows[: len(sentences)] @ rows[len(sentences) :].T).sum(axis=1)).ravel()
        best = sentences[int(np.argmax(np.round(shared, 5)))]
    else:
        best = sentences[0]
    return best if len(best) <= LONGEST else f"{best[: LONGEST - 1]}…"


def _clean(parts: "re.Pattern[str]", text: str) -> list[str]:
    """The parts of a text that are long enough for a name and touch no personal data."""
    marks = privacy.find(text)
    free = [
        part
        for part in parts.finditer(text)
        if not any(mark.start < part.end() and part.start() < mark.end for mark in marks)
    ]
    return [told for part in free if len(told := part[0].strip(_EDGES)) >= SHORTEST]


def _likeness(texts: Sequence[str], encoder: Encoder) -> Likeness:
    """(texts, texts), 0..1 and 0 on the diagonal: rare strings shared, and meaning beyond what any two share here."""
    rows = _strings(texts)
    alike = np.asarray((rows @ rows.T).toarray(), dtype=np.float32)
    meant = encoder.encode([text[:MEANT] for text in texts])
    near = meant @ meant.T
    usual = float(np.median(near))
    np.subtract(near, usual, out=near)
    np.clip(near / max(1.0 - usual, 1e-6), 0.0, 1.0, out=near)
    root = np.sqrt(np.array([max(len(text), 1) for text in texts], dtype=np.float32))
    share = MEANING * np.minimum(1.0, SHORT / np.outer(root, root))
    alike += share * (near - alike)
    np.fill_diagonal(alike, 0.0)
    return np.asarray(np.round((alike + alike.T) / 2, 5), dtype=np.float32)


def _strings(texts: Sequence[str]) -> csr_matrix:
    """Weights of the pairs and triples of characters, rows of length 1. What stands in one text alone joins nothing,
    and does not make a long text less like others.
    """
    if not any(_pairs_and_triples(text) for text in texts):
        return csr_matrix((len(texts), 1), dtype=np.float32)
    counted = CountVectorizer(analyzer=_pairs_and_triples, dtype=np.float32).fit_transform(texts)
    texts_with = np.bincount(counted.indices, minlength=counted.shape[1])
    counted.data[texts_with[counted.indices] < 2] = 0
    counted.eliminate_zeros()
    return weighing().fit_transform(counted)


def _pairs_and_triples(text: str) -> list[str]:
    """Of what stands between marks: a comma after a common word joins nothing."""
    runs = _RUN.findall(text.lower())
    return [run[at : at + size] for run in runs for size in (2, 3) for at in range(len(run) - size + 1)]


def _fine(alike: Likeness) -> NDArray[np.intp]:
    """Groups by the links of each text to its nearest; of few texts, which make few points, less fine ones."""
    linked = np.where(alike >= FLOOR, alike, np.float32(0))
    if len(alike) > NEAREST:
        least = -np.partition(-linked, NEAREST - 1, axis=1)[:, NEAREST - 1 : NEAREST]
        linked[linked < least] = 0
    graph = csr_matrix(np.maximum(linked, linked.T))
    return communities(graph, around=0.0, fineness=min(FINENESS, max(1.0, len(alike) ** 0.5 / 2)))


def _joined(alike: Likeness, labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """The groups after those are joined that are nearly as like each other as each is within, the likest first."""
    places = csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))))
    between = np.asarray((places @ alike.astype(np.float64)) @ places.T.toarray())
    sizes = np.bincount(labels).astype(np.float64)
    group = np.arange(len(sizes))
    while len(sizes) > 1:
        ratio = _ratios(between, sizes)
        one, other = divmod(int(np.argmax(ratio)), len(sizes))
        if ratio[one, other] < ALMOST:
            break
        one, other = min(one, other), max(one, other)
        between[one] += between[other]
        between[:, one] += between[:, other]
        sizes[one] += sizes[other]
        between = np.delete(np.delete(between, other, axis=0), other, axis=1)
        sizes = np.delete(sizes, other)
        group = np.where(group == other, one, group - (group > other))
    return np.asarray(group[labels], dtype=np.intp)


def _ratios(between: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """(groups, groups): how like two are, against the looser of them within; a single text has no within of its own."""
    pairs = sizes * (sizes - 1)
    within = np.where(pairs > 0, np.diag(between) / np.maximum(pairs, 1), np.inf)
    looser = np.minimum(within[:, None], within[None, :])
    mean = between / np.outer(sizes, sizes)
    ratio = np.where(np.isfinite(looser) & (looser > 0), mean / np.where(looser > 0, looser, 1), 0.0)
    np.fill_diagonal(ratio, -1.0)
    return np.asarray(np.round(ratio, 6), dtype=np.float64)


def _by_point(
    nodes: list[list[int]], labels: NDArray[np.intp], alike: Likeness, held: Sequence[int | None]
) -> list[Group]:
    """Groups with what people put in one point left there; the rest of a group goes to the point it is likest."""
    points = {node: point for node, places in enumerate(nodes) if (point := _point_of(places, held)) is not None}
    found: list[Group] = []
    parts: dict[int, list[int]] = {}
    for label in range(int(labels.max()) + 1):
        members = [int(node) for node in np.flatnonzero(labels == label)]
        theirs = sorted({points[node] for node in members if node in points})
        if not theirs:
            found.append(Group(_central_first(members, nodes, alike)))
        for node in members if theirs else ():
            parts.setdefault(points.get(node, _likest(node, theirs, members, points, alike)), []).append(node)
    return found + [Group(_central_first(members, nodes, alike), point) for point, members in sorted(parts.items())]


def _point_of(places: Sequence[int], held: Sequence[int | None]) -> int | None:
    return min((point for place in places if (point := held[place]) is not None), default=None)


def _likest(node: int, theirs: Sequence[int], members: Sequence[int], points: dict[int, int], alike: Likeness) -> int:
    """The point whose texts in this group are most like one of them, the first of equals."""
    means = [float(np.mean([alike[node, m] for m in members if points.get(m) == point])) for point in theirs]
    return theirs[int(np.argmax(means))]


def _central_first(members: Sequence[int], nodes: list[list[int]], alike: Likeness) -> tuple[int, ...]:
    """The places of a group, the text that is most like the others (copies counted) first."""
    sizes = np.array([len(nodes[node]) for node in members], dtype=np.float64)
    central = alike[np.ix_(members, members)].astype(np.float64) @ sizes + sizes
    order = sorted(range(len(members)), key=lambda i: (-round(float(central[i]), 4), members[i]))
    return tuple(place for i in order for place in nodes[members[i]])
