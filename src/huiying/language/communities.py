"""Groups in a graph of likeness: what is linked more closely within than chance would link it.

Louvain's method with places visited in their order, so that the same graph gives the same groups on every machine.
"""

from array import array
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Labels = NDArray[np.intp]
SWEEPS = 20
FINENESS = 2.5
AROUND = 3500.0  # no graph is taken to be smaller: in a few posts on one matter, links are not chance
REST = 100_000


def _nothing() -> None:
    pass


def communities(graph: csr_matrix, *, around: float = AROUND, fineness: float = FINENESS) -> Labels:
    """A group for each node of a symmetric graph, numbered by their first nodes; what is linked to nothing is alone.

    Modularity by Louvain, with chance taken `fineness` times as strong, and never for less than in `around` links:
    those of a few thousand letters.
    """
    labels = np.arange(graph.shape[0], dtype=np.intp)
    while True:
        coarse = contracted(graph, labels)
        merged = _moved(coarse, around, fineness)
        if merged.max(initial=-1) + 1 == coarse.shape[0]:
            return labels
        labels = merged[labels]


def contracted(graph: csr_matrix, labels: Labels) -> csr_matrix:
    """The graph between groups; what lies within a group stands on the diagonal."""
    count = int(labels.max(initial=-1)) + 1
    places = csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(count, len(labels)))
    found = (places @ graph.astype(np.float64) @ places.T).tocsr()
    found.sort_indices()
    return found


def _moved(graph: csr_matrix, around: float, fineness: float) -> Labels:
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    return moved(graph.indptr, graph.indices, graph.data, degrees, around=around, fineness=fineness)


def moved(
    starts: Labels,
    others: NDArray[Any],
    weights: NDArray[Any],
    degrees: NDArray[np.float64],
    *,
    around: float = AROUND,
    fineness: float = FINENESS,
    rest: Callable[[], None] = _nothing,
) -> Labels:
    """Each node in the group where it gains most, until none moves, or each has been looked at many times.

    The links of node n are `others` and `weights` from `starts[n]` until before `starts[n + 1]`, in the order of the
    others. The arrays may lie on a disk: they are read node by node, and beside them 25 bytes a node are held. `rest`
    is called now and then, so that what was read can be let go.
    """
    count = len(degrees)
    scale = fineness / max(float(degrees.sum()), around, 1e-12)
    degree, total = array("d", degrees.tobytes()), array("d", degrees.tobytes())
    group, queued, waiting = array("q", range(count)), bytearray(b"\1" * count), deque[int]()
    for turn in range(SWEEPS * count):
        if turn >= count and not waiting:
            break
        node = turn if turn < count else waiting.popleft()  # each once, in their order, then who waits
        if turn % REST == REST - 1:
            rest()
        queued[node] = False
        span = slice(starts[node], starts[node + 1])
        near, likeness = others[span].tolist(), weights[span].tolist()
        links: dict[int, float] = {}
        for other, weight in zip(near, likeness, strict=True):
            if other != node:
                links[group[other]] = links.get(group[other], 0.0) + weight
        own = group[node]
        total[own] -= degree[node]
        best = _best(links, own, total, scale * degree[node])
        total[best] += degree[node]
        if best == own:
            continue
        group[node] = best
        for other in near:
            if group[other] != best and not queued[other]:
                queued[other] = True
                waiting.append(other)
    return numbered(np.array(group, dtype=np.intp))


def _best(links: dict[int, float], own: int, total: Sequence[float], cost: float) -> int:
    """The group that gains most; a node stays where it is unless another is truly better, the first such of equals."""
    best, gain = own, links.get(own, 0.0) - cost * total[own] + 1e-9
    for other, weight in links.items():
        if (better := weight - cost * total[other]) > gain:
            best, gain = other, better
    return best


def numbered(labels: Labels) -> Labels:
    """The same groups, numbered in the order of their first nodes."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.intp)
    order[np.argsort(first, kind="stable")] = np.arange(len(first))
    return order[inverse].astype(np.intp)
