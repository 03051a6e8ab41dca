"""The pieces of work: each reads what is finished in a folder and writes one file of it, in any process, on any machine
that sees the folder and the archive.
"""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b

import pyarrow as pa
import pyarrow.parquet as pq

from huiying.language.archive import blocks as texts
from huiying.language.archive import near
from huiying.language.archive.blocks import Blocks, named
from huiying.language.archive.folder import Work
from huiying.language.stream import key_of

from .reading import Archive, Piece

PART = pa.schema(
    [
        ("moment", pa.int64()),
        ("id", pa.string()),
        ("said", pa.binary(16)),
        ("person", pa.string()),
        ("number", pa.int64()),
        ("channel", pa.string()),
        ("likes", pa.int64()),
        ("against", pa.int64()),
        ("reposts", pa.int64()),
        ("source", pa.int32()),
        ("part", pa.int32()),
        ("place", pa.int32()),
    ]
)


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of an archive, and where the work is kept; moments in microseconds since 1970, None without end."""

    archive: Archive
    work: Work
    since: int | None
    until: int | None

    def wants(self, at: int) -> bool:
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)

    def blocks(self) -> Blocks:
        facts = self.work.noted("order.json")
        return Blocks(facts["texts"], facts["block"], facts["window"])


def part_of(piece: Piece) -> str:
    return f"part/{piece.file:06d}-{piece.group:06d}.parquet"


def read_piece(job: Job, piece: Piece) -> None:
    """What is known of the posts of a row group but their words, of which a digest stands for all that say the same."""
    with job.work.writing(part_of(piece)) as partial, pq.ParquetWriter(partial, PART, compression="zstd") as writer:
        first = 0
        for told in job.archive.rows(piece):
            rows = [
                _row(job, piece, first + place, values)
                for place, values in enumerate(zip(*told.values(), strict=True))
                if job.wants(values[2])
            ]
            first += len(told["id"])
            if rows:
                writer.write_batch(pa.RecordBatch.from_arrays(_columns(rows), schema=PART))


def _columns(rows: list[tuple[object, ...]]) -> list[pa.Array]:
    return [pa.array(values, kind.type) for values, kind in zip(zip(*rows, strict=True), PART, strict=True)]


def _row(job: Job, piece: Piece, row: int, values: tuple[object, ...]) -> tuple[object, ...]:
    ident, channel, at, title, text, person, likes, against, reposts = values
    same = blake2b(key_of(str(title), str(text)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    number = number_of(str(person) or f"\0{ident}")
    return (at, ident, same, person, number, channel, likes, against, reposts, piece.file, piece.group, row)


def number_of(person: str) -> int:
    """A number for whom a post is from: of 64 bits, so that among ten million no two share one."""
    return int.from_bytes(blake2b(person.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def features(job: Job, block: int) -> None:
    """The words of a block's texts are read where they stand, each file's together."""
    files, groups, rows = job.work.load(named("node", block))["place"].tolist()
    wanted: dict[Piece, list[tuple[int, int]]] = defaultdict(list)
    for place, (file, group, row) in enumerate(zip(files, groups, rows, strict=True)):
        wanted[Piece(file, group)].append((place, row))
    titles, bodies = [""] * len(files), [""] * len(files)
    for piece, told in wanted.items():
        words = job.archive.words(piece, [row for _place, row in told])
        for (place, _row_number), (title, text) in zip(told, words, strict=True):
            titles[place], bodies[place] = title, text
    texts.write_features(job.work, block, titles, bodies)


def weights(job: Job, window: int) -> None:
    texts.write_weights(job.work, job.blocks(), window)


def rows(job: Job, block: int) -> None:
    texts.write_rows(job.work, job.blocks(), block)


def pairs(job: Job, block: int) -> None:
    texts.write_pairs(job.work, block)


def nearest(job: Job, block: int) -> None:
    near.write_near(job.work, job.blocks(), block)


def both(job: Job, block: int) -> None:
    near.write_both(job.work, job.blocks(), block)
