"""Lines of a text file, none longer than we are willing to hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from .encodings import CARRIED


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its line end; `text` is None where it was too long. `quotes`: its double quotes, either way."""

    text: str | None
    quotes: int


@contextmanager
def lines_of(path: Path, encoding: str, most: int) -> Iterator[Iterator[TextLine]]:
    """The lines of a file, none of more than `most` characters; bytes that are no text come marked as broken."""
    with path.open(encoding=encoding, errors=CARRIED, newline="") as stream:
        yield _lines(stream, most)


def _lines(stream: TextIO, most: int) -> Iterator[TextLine]:
    while piece := stream.readline(most):
        text, quotes = piece, piece.count('"')
        too_long = False
        while len(piece) == most and not piece.endswith(("\n", "\r")) and (piece := stream.readline(most)):
            too_long = True
            quotes += piece.count('"')
        yield TextLine(None if too_long else text, quotes)
