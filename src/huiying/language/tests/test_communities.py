import numpy as np
import pytest
from scipy.sparse import csr_matrix

from huiying.language.byhand import groups_by_hand
from huiying.language.communities import communities


def graph(count, *links):
    """Symmetric, every link of weight 1."""
    ones, others = zip(*(links + tuple((b, a) for a, b in links)), strict=True)
    return csr_matrix((np.ones(len(ones)), (ones, others)), shape=(count, count))


TWO_TRIANGLES = ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5))


def test_what_hangs_together_is_a_group_and_what_does_not_is_alone():
    assert communities(graph(7, *TWO_TRIANGLES)).tolist() == [0, 0, 0, 1, 1, 1, 2]
    assert communities(csr_matrix((3, 3))).tolist() == [0, 1, 2]
    assert communities(csr_matrix((0, 0))).tolist() == []


def test_a_crowd_falls_into_its_parts():
    rng = np.random.default_rng(3)
    size, parts = 60, 40
    inside = [(p * size + a, p * size + b) for p in range(parts) for a, b in rng.integers(0, size, (600, 2)) if a != b]
    across = [(a, b) for a, b in rng.integers(0, size * parts, (800, 2)) if a != b]
    labels = communities(graph(size * parts, *inside, *across))
    assert all(len(set(labels[p * size : (p + 1) * size].tolist())) == 1 for p in range(parts))
    assert len(set(labels.tolist())) == parts


@pytest.mark.parametrize(
    ("together", "apart", "expected"),
    [
        ([], [], [0, 0, 0, 1, 1, 1]),
        ([[0, 3]], [], [0, 0, 0, 0, 0, 0]),  # the others follow
        ([], [[0, 2]], [0, 0, 1, 2, 2, 2]),
        ([[1, 2]], [[0, 2]], [0, 1, 1, 2, 2, 2]),
        ([[0, 2]], [[0, 2]], [0, 0, 0, 1, 1, 1]),  # together goes before
        ([], [[0, 1, 2]], [0, 1, 2, 3, 3, 3]),
    ],
)
def test_what_people_said_holds_and_draws_what_is_like_it(together, apart, expected):
    found = groups_by_hand(graph(6, *TWO_TRIANGLES), together=together, apart=apart)
    assert found.tolist() == expected


def test_what_a_group_holds_but_loosely_is_alone_unless_people_put_it_there():
    links = graph(4, (0, 1), (1, 2), (0, 2)).tolil()
    links[0, 3] = links[3, 0] = 0.08
    assert groups_by_hand(links.tocsr()).tolist() == [0, 0, 0, 1]
    assert groups_by_hand(links.tocsr(), together=[[0, 3]]).tolist() == [0, 0, 0, 0]
