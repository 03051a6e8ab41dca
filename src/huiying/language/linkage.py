"""Groups of texts that are alike on average: the two nearest groups are joined as long as they are near enough."""

import heapq

from scipy.sparse import csr_matrix

Candidate = tuple[float, int, int, int, int]


def grouped(alike: csr_matrix, *, enough: float) -> list[list[int]]:
    """Groups by average linkage; pairs that the matrix leaves out count as not alike. Deterministic.

    `alike` is (n, n); a pair found from one side only counts from both. Members are in order, groups by first member.
    """
    return _Joining(alike, enough).run()


class _Joining:
    def __init__(self, alike: csr_matrix, enough: float) -> None:
        self._enough = enough
        both = alike.maximum(alike.T).tocsr()
        self._links: list[dict[int, float]] = [
            dict(zip(both.indices[a:b].tolist(), both.data[a:b].tolist(), strict=True))
            for a, b in zip(both.indptr[:-1], both.indptr[1:], strict=True)
        ]
        self._members: list[list[int]] = [[i] for i in range(both.shape[0])]
        self._version = [0] * both.shape[0]
        self._heap: list[Candidate] = [
            (-value, i, j, 0, 0)
            for i, links in enumerate(self._links)
            for j, value in links.items()
            if i < j and value >= enough
        ]
        heapq.heapify(self._heap)

    def run(self) -> list[list[int]]:
        while self._heap:
            _, one, other, version, other_version = heapq.heappop(self._heap)
            if self._version[one] == version and self._version[other] == other_version:
                self._join(one, other)
        return sorted((sorted(group) for group in self._members if group), key=lambda group: group[0])

    def _join(self, one: int, other: int) -> None:
        """`other` goes into `one`; what each was linked to is now linked to both together."""
        links, gone = self._links[one], self._links[other]
        links.pop(other, None)
        gone.pop(one, None)
        for place, value in gone.items():
            links[place] = links.get(place, 0.0) + value
            self._links[place].pop(other, None)
        self._members[one] += self._members[other]
        self._members[other], self._links[other] = [], {}
        self._version[one] += 1
        self._version[other] += 1
        for place, value in links.items():
            self._links[place][one] = value
            self._offer(one, place, value)

    def _offer(self, one: int, other: int, total: float) -> None:
        mean = total / (len(self._members[one]) * len(self._members[other]))
        if mean >= self._enough:
            low, high = min(one, other), max(one, other)
            heapq.heappush(self._heap, (-mean, low, high, self._version[low], self._version[high]))
