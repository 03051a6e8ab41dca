"""The posts of all pieces in the order of their time, those that say the same as one text: sorted and joined by DuckDB,
which puts on disk what does not fit its share of memory.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from huiying.language.archive.blocks import Blocks, named
from huiying.language.archive.folder import Work

ORDERED = "ordered.duckdb"
MEMORY = "768MB"

# What the first copy of a text is: as the stream takes posts, by time and then by id; an id that came before is passed.
_POSTS = """
CREATE TABLE posts AS SELECT moment, id, said, person, number, channel, likes, against, reposts, source, part, place
FROM read_parquet($files)
QUALIFY row_number() OVER (PARTITION BY id ORDER BY moment, source, part, place) = 1
ORDER BY moment, id
"""
_TEXTS = (
    "CREATE TABLE texts AS SELECT said, min(rowid) AS first, count(*) AS copies FROM posts GROUP BY said ORDER BY first"
)
_NODES = """
SELECT p.moment, p.number, t.copies, p.likes + p.against AS liked, p.source, p.part, p.place
FROM texts t JOIN posts p ON p.rowid = t.first
ORDER BY t.rowid
"""
_MEMBERS = """
SELECT g.label, p.moment, p.id, p.person, p.channel, p.likes, p.against, p.reposts, p.source, p.part, p.place
FROM posts p JOIN texts t ON p.said = t.said JOIN groups g ON g.node = t.rowid
ORDER BY g.label, p.moment, p.id
"""


@contextmanager
def _database(
    work: Work, file: Path | str, *, threads: int, read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    spill = work.file("spilled")
    spill.mkdir(exist_ok=True)
    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": str(threads),
        "temp_directory": str(spill),
    }
    with duckdb.connect(str(file), read_only=read_only, config=options) as connection:
        yield connection


def write_order(work: Work, parts: Sequence[str], block: int, window: int, *, threads: int) -> None:
    """`ordered.duckdb`, and of the texts their blocks (`node/n.npz`); `order.json` says how many there are."""
    with work.writing(ORDERED) as partial:
        partial.unlink(missing_ok=True)
        with _database(work, partial, threads=threads) as database:
            database.execute(_POSTS, {"files": [str(work.file(part)) for part in parts]})
            database.execute(_TEXTS)
            posts, since, until = _one(database, "SELECT count(*), min(moment), max(moment) FROM posts")
            texts = _write_nodes(work, database, block)
    work.note("order.json", texts=texts, posts=posts, since=since, until=until, block=block, window=window)


def _one(database: duckdb.DuckDBPyConnection, question: str) -> tuple[int, ...]:
    (found,) = database.sql(question).fetchall()
    return tuple(found)


def _write_nodes(work: Work, database: duckdb.DuckDBPyConnection, block: int) -> int:
    """The texts in blocks, each with its first copy."""
    count = 0
    held: list[pa.RecordBatch] = []
    for batch in _batches(database, _NODES, block):
        held.append(batch)
        while sum(map(len, held)) >= block:
            table = pa.Table.from_batches(held)
            _write_node(work, count, table.slice(0, block))
            held = table.slice(block).to_batches()
            count += 1
    rest = sum(map(len, held))
    if rest:
        _write_node(work, count, pa.Table.from_batches(held))
    return count * block + rest


def _batches(database: duckdb.DuckDBPyConnection, question: str, size: int) -> Iterator[pa.RecordBatch]:
    yield from database.sql(question).to_arrow_reader(size)


def _write_node(work: Work, block: int, table: pa.Table) -> None:
    def column(name: str) -> NDArray[np.int64]:
        return np.asarray(table.column(name).to_numpy(), dtype=np.int64)

    work.save(
        named("node", block),
        at=column("moment"),
        person=column("number"),
        copies=column("copies"),
        liked=column("liked"),
        place=np.stack([column("source"), column("part"), column("place")]),
    )


def copies_of(work: Work, blocks: Blocks) -> NDArray[np.int64]:
    parts = [work.load(named("node", block))["copies"] for block in range(blocks.count)]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def members(work: Work, nodes: NDArray[np.intp], labels: NDArray[np.intp], *, threads: int) -> Iterator[pa.RecordBatch]:
    """The posts of these texts, group after group, each group in the order of time."""
    with _database(work, work.file(ORDERED), threads=threads, read_only=True) as database:
        groups = pa.table({"node": nodes, "label": labels})
        database.register("groups", groups)
        yield from _batches(database, _MEMBERS, 50_000)


def in_order(work: Work, question: str, files: Sequence[str], *, threads: int) -> Iterator[pa.RecordBatch]:
    """What is asked of these files, put in order with no more memory than is allowed."""
    if not files:
        return
    with _database(work, ":memory:", threads=threads) as database:
        yield from database.sql(question, params={"files": list(files)}).to_arrow_reader(10_000)
