"""Posts of a window and the groups they form; copies are one, what people said of them holds."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .byhand import groups_by_hand
from .growing import Growing
from .headline import key
from .neighbours import read
from .post import Post

WINDOW = 300_000
KEY_TITLE, KEY_TEXT = 500, 5000


def key_of(title: str, text: str) -> str:
    """What makes two posts one text: their words, or where they have none all that they are."""
    said = (title[:KEY_TITLE], text[:KEY_TEXT])
    return key(*said) or f"\0{said}"


class Stream:
    """Takes posts in any order and number, and keeps those of the newest 300,000 distinct texts."""

    def __init__(self, *, window: int = WINDOW) -> None:
        self._window = window
        self._growing = Growing()
        self._posts: list[list[Post]] = []
        self._said: dict[tuple[str, str], int] = {}
        self._texts: dict[str, int] = {}
        self._place: dict[str, int] = {}
        self._persons: dict[str, int] = {}
        self._together: list[tuple[str, ...]] = []
        self._apart: list[tuple[str, ...]] = []

    def add(self, posts: Sequence[Post]) -> None:
        """Take posts in; one whose id is there already is passed over."""
        fresh: list[Post] = []
        for post in sorted(posts, key=lambda post: (post.at, post.id)):
            if post.id in self._place:
                continue
            node = self._node_of(post)
            self._place[post.id] = node
            if node == len(self._posts):
                self._posts.append([])
                fresh.append(post)
            self._posts[node].append(post)
        if fresh:
            raw = read([post.title[:KEY_TITLE] for post in fresh], [post.text[:KEY_TEXT] for post in fresh])
            days = np.array([post.at.timestamp() / 86_400 for post in fresh])
            self._growing.add(raw, days, np.array([self._number(post) for post in fresh], dtype=np.intp))
        if len(self._posts) > self._window + self._window // 4:
            self._forget()

    def together(self, ids: Iterable[str]) -> None:
        """These posts belong together: from now on they are in one group, and draw to it what is like any of them."""
        self._together.append(tuple(ids))

    def apart(self, ids: Iterable[str]) -> None:
        """No two of these posts belong together. What says exactly the same cannot be kept apart."""
        self._apart.append(tuple(ids))

    def groups(self) -> list[list[list[Post]]]:
        """Every post once: groups of texts, of each text its copies; the most central text of a group comes first."""
        graph = self._growing.graph()
        together, apart = self._places(self._together), self._places(self._apart)
        labels = groups_by_hand(graph, together=together, apart=apart)
        central = self._central(graph, labels)
        members: dict[int, list[int]] = {}
        for node, label in enumerate(labels.tolist()):
            members.setdefault(label, []).append(node)
        return [[self._posts[n] for n in sorted(nodes, key=lambda n: (-central[n], n))] for nodes in members.values()]

    def posts(self) -> list[Post]:
        """All posts of the window, copies beside one another."""
        return [post for copies in self._posts for post in copies]

    def _central(self, graph: csr_matrix, labels: NDArray[np.intp]) -> NDArray[np.float64]:
        """How much is like each text within its group, copies counted, its own too."""
        sizes = np.array([len(copies) for copies in self._posts], dtype=np.float64)
        links = graph.tocoo()
        within = labels[links.row] == labels[links.col]
        alike = np.bincount(links.row[within], links.data[within] * sizes[links.col[within]], minlength=len(sizes))
        return np.asarray(alike + sizes)

    def _places(self, said: Sequence[tuple[str, ...]]) -> list[list[int]]:
        """The texts that are here of each group of ids."""
        return [places for ids in said if (places := [self._place[i] for i in ids if i in self._place])]

    def _node_of(self, post: Post) -> int:
        """The place of this text, a new one if nobody said it yet. Blanks and marks make no difference."""
        said = (post.title[:KEY_TITLE], post.text[:KEY_TEXT])
        if said not in self._said:
            self._said[said] = self._texts.setdefault(key_of(*said), len(self._posts))
        return self._said[said]

    def _number(self, post: Post) -> int:
        return self._persons.setdefault(post.person or f"\0{post.id}", len(self._persons))

    def _forget(self) -> None:
        """Only the newest texts stay; one that was said again is as new as its last copy."""
        newest = sorted(range(len(self._posts)), key=lambda n: (self._posts[n][-1].at, n))[-self._window :]
        kept = sorted(newest)
        self._posts = [self._posts[node] for node in kept]
        self._growing.keep(np.array(kept, dtype=np.intp))
        moved = {node: place for place, node in enumerate(kept)}
        self._said = {said: moved[node] for said, node in self._said.items() if node in moved}
        self._texts = {text: moved[node] for text, node in self._texts.items() if node in moved}
        self._place = {ident: moved[node] for ident, node in self._place.items() if node in moved}
