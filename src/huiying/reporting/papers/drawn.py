"""Charts in a paper: a picture under its finding where it is told, and what it draws as a table in the appendix."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from huiying.reporting.charts import Chart, png
from huiying.reporting.official import Align, Attachment, Picture, Table

from .citing import plain

NUMBER: Final = re.compile(r"[—–-]|[+-]?[\d,]+(?:\.\d+)?%?")


class Gallery:
    """The charts of one paper, numbered as they are hung."""

    def __init__(self) -> None:
        self._hung: list[tuple[Chart, bool]] = []

    def hang(self, chart: Chart, *, told: bool = False) -> Picture:
        """`told` says that a table beside it tells the same rows."""
        self._hung.append((chart, told))
        return Picture(png(chart.spec), alt=chart.alt, caption=f"图{len(self._hung)}  {chart.finding}", width=1.0)

    def attachment(self) -> tuple[Attachment, ...]:
        """图表数据: none where no chart hangs."""
        tables = tuple(_tables(self._hung))
        return (Attachment("图表数据", tables),) if tables else ()


def _tables(hung: Sequence[tuple[Chart, bool]]) -> Iterator[Table]:
    for place, (chart, told) in enumerate(hung, start=1):
        if not told:
            aligns = tuple(map(_side, zip(*chart.rows, strict=True)))
            yield Table(chart.header, chart.rows, f"图{place}数据{chart.note}", aligns=aligns)


def _side(column: Sequence[str]) -> Align:
    """Numbers stand under each other by their ends, words by their beginnings."""
    said = [plain(cell) for cell in column if cell]
    return "right" if said and all(NUMBER.fullmatch(cell) for cell in said) else "left"
