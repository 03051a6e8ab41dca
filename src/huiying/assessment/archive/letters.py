"""The posts of an archive as letters, for the gap between what is asked and what is published: read by row groups, put
in the order of time by DuckDB, their questions kept on a disk, and grouped batch by batch as `language.matching.needs`
groups those in memory.
"""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from huiying.core.zone import in_office_zone
from huiying.language.archive.folder import Work
from huiying.language.archive.lines import Lines, writing_lines
from huiying.language.matching import needs
from huiying.language.matching.grouping import BATCH, Group, Groups, Rows, Weighing
from huiying.language.privacy import veil

from .columns import Columns, files_of
from .handing import Show, each, fingerprint, hands, in_turn, quiet, stopped_is_told
from .heats import moment
from .ordering import in_order
from .reading import Archive, Piece, microseconds
from .steps import Job, number_of

WANTED = ("id", "at", "title", "text", "person", "likes")
PART = pa.schema(
    [
        ("moment", pa.int64()),
        ("id", pa.string()),
        ("question", pa.string()),
        ("told", pa.string()),
        ("person", pa.int64()),
        ("people", pa.int64()),
        ("day", pa.int32()),
        ("source", pa.int32()),
        ("part", pa.int32()),
        ("place", pa.int32()),
    ]
)
# As letters are read from a file: by time, of the same moment in the order of their numbers, else as they stand.
_LETTERS = """
SELECT question, told, person, people, day FROM read_parquet($files)
ORDER BY moment, length(id), id, source, part, place
"""
NUMBERS = ("person", "people", "day")
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """What was said, in the order of time, on a disk; `people` are how many stand behind each."""

    questions: Sequence[str]
    people: NDArray[np.int64]
    groups: list[Group]
    _person: NDArray[np.int64]
    _day: NDArray[np.int64]

    def writers(self, places: Group) -> int:
        """How many wrote these; of whom nothing is known, each is another."""
        persons = self._person[np.asarray(places)]
        return len(np.unique(persons[persons != NOBODY])) + int(np.count_nonzero(persons == NOBODY))

    def days(self, places: Group) -> Counter[date]:
        days, counts = np.unique(self._day[np.asarray(places)], return_counts=True)
        return Counter({date.fromordinal(d): n for d, n in zip(days.tolist(), counts.tolist(), strict=True)})


@contextmanager
def letters(
    folder: Path,
    work: Path,
    *,
    columns: Columns | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    processes: int = 1,
    keep: bool = True,
    show: Show = quiet,
) -> Iterator[Letters]:
    """What was said from `start` until before `end`, in groups; what has no words is left out. A run that was stopped
    goes on where the letters were read or put in order; grouping begins anew.
    """
    archive = Archive(tuple(files_of(folder)), columns or Columns())
    since, until = (None if m is None else microseconds(m) for m in (start, end))
    job = Job(archive, Work(work / fingerprint(archive, since, until, "letters")), since, until)
    with stopped_is_told():
        job.work.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with hands(processes) as pool:
            _order(job, pool, processes, show)
            groups = _grouped(job, pool, processes, show)
    person, people, day = (_numbers(job.work, name) for name in NUMBERS)
    yield Letters(Lines(job.work, "question"), people, groups, person, day)
    if not keep:  # what went wrong in between comes out above, and leaves what is finished
        shutil.rmtree(job.work.path, ignore_errors=True)


def _numbers(work: Work, name: str) -> NDArray[np.int64]:
    return np.asarray(work.mapped(f"{name}.npy"))


def part_of(piece: Piece) -> str:
    return f"letters/{piece.file:06d}-{piece.group:06d}.parquet"


def _spread_of(piece: Piece) -> str:
    return f"spread/{piece.file:06d}-{piece.group:06d}.npz"


def _order(job: Job, pool: Executor | None, threads: int, show: Show) -> None:
    work = job.work
    if work.has("letters.json"):
        return
    pieces = job.archive.pieces()
    left = [piece for piece in pieces if not (work.has(part_of(piece)) and work.has(_spread_of(piece)))]
    done = len(pieces) - len(left)
    show("read", done, len(pieces))
    for _one in each(pool, read_letters, job, left):
        done += 1
        show("read", done, len(pieces))
    show("order", 0, 1)
    _write_order(work, pieces, threads)
    show("order", 1, 1)


def read_letters(job: Job, piece: Piece) -> None:
    """The questions of a row group, masked, and in how many of them each column of words stands."""
    spread = needs.spread_in([])
    with job.work.writing(part_of(piece)) as partial, pq.ParquetWriter(partial, PART, compression="zstd") as writer:
        first = 0
        for told in job.archive.rows(piece, WANTED):
            places = range(first, first + len(told["id"]))
            rows = [
                _row(piece, place, values)
                for place, values in zip(places, zip(*told.values(), strict=True), strict=True)
                if job.wants(values[1]) and (values[2].strip() or values[3].strip())
            ]
            first += len(places)
            if rows:
                columns = list(zip(*rows, strict=True))
                arrays = [pa.array(values, kind.type) for values, kind in zip(columns, PART, strict=True)]
                writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=PART))
                spread += needs.spread_in(columns[PART.get_field_index("told")])
    job.work.save(_spread_of(piece), spread=spread)


def _row(piece: Piece, place: int, values: tuple[Any, ...]) -> tuple[object, ...]:
    ident, at, title, text, person, likes = values
    question = veil(title.strip() or text)  # a title alone is what is asked
    day = in_office_zone(moment(at)).date().toordinal()
    number = (number_of(person) or 1) if person else NOBODY
    return (at, ident, question, needs.read(question), number, 1 + likes, day, piece.file, piece.group, place)


def _write_order(work: Work, pieces: Sequence[Piece], threads: int) -> None:
    """A file for each column, and of all the letters how many there are and what their words tell."""
    files = [str(work.file(part_of(piece))) for piece in pieces]
    numbers: dict[str, list[NDArray[np.int64]]] = {name: [np.zeros(0, np.int64)] for name in NUMBERS}
    with writing_lines(work, "question") as questions, writing_lines(work, "told") as told:
        for batch in in_order(work, _LETTERS, files, threads=threads):
            questions(batch.column("question").to_pylist())
            told(batch.column("told").to_pylist())
            for name, kept in numbers.items():
                kept.append(batch.column(name).to_numpy().astype(np.int64))
    for name, kept in numbers.items():
        work.save_one(f"{name}.npy", np.concatenate(kept))
    count = sum(map(len, numbers["day"]))
    spread = sum((work.load(_spread_of(piece))["spread"] for piece in pieces), needs.spread_in([]))
    work.save("weighing.npz", idf=Weighing.of(spread, count).idf)
    work.note("letters.json", letters=count)


def _grouped(job: Job, pool: Executor | None, processes: int, show: Show) -> list[Group]:
    count = job.work.noted("letters.json")["letters"]
    starts = range(0, count, BATCH)
    groups = Groups()
    show("group", 0, len(starts))
    for start, rows in zip(starts, in_turn(pool, rows_of, job, starts, ahead=processes + 1), strict=True):
        groups.take(range(start, start + len(rows)), rows)
        show("group", start // BATCH + 1, len(starts))
    return needs.parted(groups.found(), Lines(job.work, "question"), _numbers(job.work, "people"))


def rows_of(job: Job, start: int) -> Rows:
    """A batch of questions as rows."""
    weighing = Weighing(job.work.load("weighing.npz")["idf"])
    return weighing.rows(Lines(job.work, "told")[start : start + BATCH])
