"""The run: steps in their order, handed to as many processes as there are to be. What is finished is not done again."""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from huiying.language.archive import blocks as texts
from huiying.language.archive import graph
from huiying.language.archive.blocks import named
from huiying.language.archive.folder import Work
from huiying.language.stream import WINDOW
from huiying.language.topics import Topic

from . import ordering, steps
from .columns import Columns, files_of
from .handing import Show, each, fingerprint, hands, quiet, stopped_is_told
from .heats import Heated, central_texts, hottest, moment, topic_of
from .reading import Archive, Piece, microseconds
from .steps import Job, part_of

BLOCK = 50_000  # texts that a process holds, twice, while it compares them


@dataclass(frozen=True, slots=True)
class Found:
    """The topics of an archive, with the posts of each and where they stand; how many posts and texts were read."""

    topics: list[Topic]
    groups: list[Heated]
    archive: Archive
    posts: int
    texts: int


def find_topics(
    folder: Path,
    work: Path,
    *,
    columns: Columns | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    top: int = 10,
    processes: int = 1,
    block: int = BLOCK,
    window: int = WINDOW,
    keep: bool = True,
    show: Show = quiet,
) -> Found:
    """The hottest topics of an archive from `start` until before `end`: those that `language.topics.find_topics` gives
    of the same posts, where they have no more than a `window` of distinct texts; words are weighed within windows
    where they have more. `work` is a folder for what is finished: a run that was stopped goes on from there. It stays
    only if it is to be kept.
    """
    archive = Archive(tuple(files_of(folder)), columns or Columns())
    since, until = (None if m is None else microseconds(m) for m in (start, end))
    job = Job(archive, Work(work / fingerprint(archive, since, until, block, window)), since, until)
    with stopped_is_told(), hands(processes) as pool:
        job.work.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = _Run(job, pool, processes, show).found(top, block=block, window=window)
    if not keep:
        shutil.rmtree(job.work.path, ignore_errors=True)
    return found


class _Run:
    def __init__(self, job: Job, pool: Executor | None, processes: int, show: Show) -> None:
        self._job, self._work, self._pool, self._threads, self._show = job, job.work, pool, processes, show

    def found(self, top: int, *, block: int, window: int) -> Found:
        self.order(block, window)
        facts = self._work.noted("order.json")
        if not facts["posts"]:
            return Found([], [], self._job.archive, 0, 0)
        self.compare()
        topics, groups = self.topics(top)
        return Found(topics, groups, self._job.archive, facts["posts"], facts["texts"])

    def order(self, block: int, window: int) -> None:
        if self._work.has("order.json") and self._work.has(ordering.ORDERED):
            return
        pieces = self._job.archive.pieces()
        left = [piece for piece in pieces if not self._work.has(part_of(piece))]
        self._map("read", steps.read_piece, left, len(pieces))
        parts = [part_of(piece) for piece in pieces]
        order = partial(ordering.write_order, self._work, parts, block, window, threads=self._threads)
        self._once("order", order)

    def compare(self) -> None:
        work, blocks = self._work, self._job.blocks()
        unweighed = [w for w in range(blocks.windows) if not work.has(named("weights", w))]
        weighed = {b for b in range(blocks.count) if blocks.window_of(b) not in unweighed}
        left = [b for b in range(blocks.count) if not (b in weighed and work.has(named("rows", b)))]
        self._map("features", steps.features, [b for b in left if not work.has(named("raw", b))], blocks.count)
        if not work.has("spans.npz"):
            texts.write_spans(work, blocks)
        self._map("weigh", steps.weights, unweighed, blocks.windows)
        self._blocks("rows", steps.rows)
        shutil.rmtree(work.file("raw"), ignore_errors=True)
        if not work.has("pace.npz"):
            self._once("sample", partial(texts.write_sample, work, blocks))
            self._blocks("pairs", steps.pairs)
            self._once("pace", partial(texts.write_pace, work, blocks))
        self._blocks("near", steps.nearest)
        self._blocks("both", steps.both)

    def topics(self, top: int) -> tuple[list[Topic], list[Heated]]:
        work, blocks = self._work, self._job.blocks()
        if not work.has("groups.npz"):
            self._once("groups", self._group)
        told = work.load("groups.npz")
        self._show("heat", 0, 1)
        groups = hottest(work, blocks, told["labels"], top=top, threads=self._threads)
        texts_of = central_texts(self._job, groups, told["labels"], told["central"])
        facts = work.noted("order.json")
        since, until = moment(facts["since"]), moment(facts["until"])
        self._show("heat", 1, 1)
        found = [
            topic_of(rank, one, central, since=since, until=until)
            for rank, (one, central) in enumerate(zip(groups, texts_of, strict=True), start=1)
        ]
        return found, groups

    def _group(self) -> None:
        work, blocks = self._work, self._job.blocks()
        stored = graph.graph_of(work, blocks)
        labels = graph.groups(stored, work.file("graph"), windows=blocks.windows)
        central = graph.central(stored, labels, ordering.copies_of(work, blocks))
        work.save("groups.npz", labels=labels, central=central)
        shutil.rmtree(work.file("graph"), ignore_errors=True)

    def _blocks(self, sort: str, step: Callable[[Job, int], None]) -> None:
        blocks = range(self._job.blocks().count)
        self._map(sort, step, [b for b in blocks if not self._work.has(named(sort, b))], len(blocks))

    def _once(self, step: str, work: Callable[[], None]) -> None:
        self._show(step, 0, 1)
        work()
        self._show(step, 1, 1)

    def _map(self, name: str, step: Callable[[Job, Any], None], left: Sequence[int | Piece], count: int) -> None:
        """The step for each of what is left, in any order."""
        done = count - len(left)
        self._show(name, done, count)
        for _piece in each(self._pool, step, self._job, left):
            done += 1
            self._show(name, done, count)
