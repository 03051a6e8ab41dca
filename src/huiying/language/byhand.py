"""What people said of posts: these belong together, those do not. Groups follow it, and so does what is like them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.csgraph import connected_components

from .communities import Labels, communities, contracted, numbered

STEPS = 20
HELD = 0.12

Groups = Sequence[Sequence[int]]


def groups_by_hand(graph: csr_matrix, *, together: Groups = (), apart: Groups = ()) -> Labels:
    """Communities of a graph in which each of `together` is in one group, and no two of any of `apart` are.

    Where both are said of the same nodes, together holds.
    """
    units = _units(graph.shape[0], together)
    coarse = contracted(graph, units)
    found = communities(coarse)
    foes = _foes(units, apart)
    for group in sorted({int(found[unit]) for unit in foes}):
        members = np.flatnonzero(found == group)
        inside = [unit for unit in members.tolist() if unit in foes]
        sides = _sides(inside, foes)
        if max(sides.values()) > 0:
            given = {int(np.searchsorted(members, unit)): side for unit, side in sides.items()}
            parts = _parted(coarse[members][:, members], given)
            found[members] = np.where(parts == 0, group, found.max() + parts)
    return numbered(_without_loose(coarse, found, alone=np.bincount(units) == 1)[units])


def _without_loose(graph: csr_matrix, found: Labels, *, alone: NDArray[np.bool_]) -> Labels:
    """What its group holds but loosely is a group of its own; what people put together stays.

    How firmly a node is held is the likeness that links it to its group, times the share that this is of all its links.
    """
    links = graph.tocoo()
    own = links.row != links.col
    rows, weights = links.row[own], links.data[own]
    inside = weights * (found[rows] == found[links.col[own]])
    total = np.bincount(rows, weights, minlength=len(found))
    held = np.bincount(rows, inside, minlength=len(found)) ** 2 / np.maximum(total, 1e-12)
    loose = alone & (held < HELD)
    return np.asarray(np.where(loose, len(found) + np.arange(len(found)), found), dtype=np.intp)


def _units(count: int, together: Groups) -> Labels:
    """What belongs together is one node from here on."""
    links = [(group[0], other) for group in together for other in group[1:]]
    ones, others = [one for one, _ in links], [other for _, other in links]
    pairs = csr_matrix((np.ones(len(links)), (ones, others)), shape=(count, count))
    return numbered(connected_components(pairs, directed=False)[1])


def _foes(units: Labels, apart: Groups) -> dict[int, set[int]]:
    foes: dict[int, set[int]] = {}
    for group in apart:
        kept_apart = {int(units[node]) for node in group}
        for unit in kept_apart:
            if others := kept_apart - {unit}:
                foes.setdefault(unit, set()).update(others)
    return foes


def _sides(inside: Sequence[int], foes: dict[int, set[int]]) -> dict[int, int]:
    """A side for each of those that are kept apart from another here: the first that none of its foes is on."""
    present = set(inside)
    sides: dict[int, int] = {}
    for unit in inside:
        if foes[unit] & present:
            taken = {sides[foe] for foe in foes[unit] if foe in sides}
            sides[unit] = next(side for side in range(len(taken) + 1) if side not in taken)
    return sides or dict.fromkeys(inside, 0)


def _parted(graph: csr_matrix, sides: dict[int, int]) -> NDArray[np.intp]:
    """Every node on the side to which it is linked most closely, by as many steps as it takes; sides stay as given."""
    given = np.zeros((graph.shape[0], max(sides.values()) + 1))
    for node, side in sides.items():
        given[node, side] = 1.0
    fixed = np.array(sorted(sides), dtype=np.intp)
    degrees = np.maximum(np.asarray(graph.sum(axis=1)).ravel(), 1e-12)
    step = diags(1.0 / degrees) @ graph
    share = given.copy()
    for _ in range(STEPS):
        share = step @ share
        share[fixed] = given[fixed]
    return np.asarray(np.argmax(share, axis=1), dtype=np.intp)
