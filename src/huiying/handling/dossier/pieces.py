"""What every chapter of a file is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

Shown = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a chapter: a small heading, facts by their labels, paragraphs of text, a table with its head row."""

    heading: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


def moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "—"
