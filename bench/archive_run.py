"""What `bench archive` measures: the run alone, in a process of its own. Prints JSON."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import numpy as np
import pyarrow.parquet as pq

from bench.archive import TOP, events_f1, f1_of
from huiying.assessment.archive.columns import Columns, files_of
from huiying.assessment.archive.heats import moment
from huiying.assessment.archive.ordering import members
from huiying.assessment.archive.reading import Archive
from huiying.assessment.archive.running import find_topics
from huiying.language import topics
from huiying.language.archive.folder import Work
from huiying.language.topics import Post


class Steps:
    """How long each step of a run took, told while it goes on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._begun: dict[str, float] = {}

    def show(self, step: str, done: int, count: int) -> None:
        now = time.perf_counter()
        self.seconds[step] = round(now - self._begun.setdefault(step, now), 1)
        print(f"{time.strftime('%H:%M:%S')} {step} {done}/{count}", file=sys.stderr, flush=True)


def main(archive: str, work: str, processes: str, *same: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.project.settings")
    django.setup()
    steps = Steps()
    found = find_topics(Path(archive), Path(work), top=TOP, processes=int(processes), show=steps.show)
    sizes: Counter[str] = Counter()
    for file in files_of(Path(archive)):
        for batch in pq.ParquetFile(file).iter_batches(columns=["id"]):
            sizes.update(ident.split("-")[0] for ident in batch.column(0).to_pylist())
    told: dict[str, Any] = {
        "texts": found.texts,
        "step_seconds": steps.seconds,
        "events_f1": events_f1(_grouped(Path(work))),
        "f1": f1_of([list(topic.ids) for topic in found.topics], sizes),
    }
    if same:
        begun_at = time.perf_counter()
        embedded = topics.find_topics(posts_of(Path(archive)), top=TOP)
        told |= {"same": embedded == found.topics, "embedded_seconds": round(time.perf_counter() - begun_at, 1)}
    print(json.dumps(told))


def _grouped(folder: Path) -> Iterator[tuple[int, str]]:
    """The group and the id of every post, from the finished work."""
    (path,) = folder.iterdir()
    labels = Work(path).load("groups.npz")["labels"]
    for batch in members(Work(path), np.arange(len(labels)), labels, threads=1):
        yield from zip(batch.column("label").to_pylist(), batch.column("id").to_pylist(), strict=True)


def posts_of(folder: Path) -> list[Post]:
    """All posts of an archive, held."""
    archive = Archive(tuple(files_of(folder)), Columns())
    return [
        Post(
            id=ident,
            channel=channel,
            at=moment(at),
            title=title,
            text=text,
            person=person,
            likes=likes,
            against=against,
            reposts=reposts,
        )
        for piece in archive.pieces()
        for rows in archive.rows(piece)
        for ident, channel, at, title, text, person, likes, against, reposts in zip(*rows.values(), strict=True)
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
