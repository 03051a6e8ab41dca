"""The register as a workbook, section 3 in the form of the annual report (国办公开办函〔2021〕30号); no cell runs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from huiying.sheets import XLSX, Book, Cell, Column, Look, Row, Sheet, Value, as_bytes, headed

from ..models import Applicant
from .register import Line, Section

LABELS, NARROW = 3, 10  # columns of section 3 that hold words; how wide those of numbers are
HEADS = 4  # rows of section 3 above the numbers


def register_response(
    name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[int]
) -> HttpResponse:
    columns = [Column(str(title), width) for title, width in zip(headers, widths, strict=True)]
    return _response(name, headed(name, columns, rows, fixed=2, filtered=True))


def section_response(name: str, told: Section) -> HttpResponse:
    """Section 3 with the heads, groups and sums where the form has them."""
    widths = (16, 16, 50, *[NARROW] * (len(told.columns) + 1))
    return _response(name, Sheet(name, widths, tuple(_heads(told)), tuple(_lines(told)), heads=HEADS))


def _heads(told: Section) -> Iterator[Row]:
    """The title, and the rows of columns: organisations stand under a head of their own."""
    numbers = len(told.columns) + 1
    yield Row((_head(_("3. Requests for government information received and processed"), across=LABELS + numbers),))
    note = _head(_("(In each column the first and second items equal the third and fourth.)"), across=LABELS, down=3)
    yield Row((note, None, None, _head(_("Applicants"), across=numbers)))
    words: tuple[Cell | None, ...] = (None,) * LABELS
    organisations = len(Applicant.choices) - 1
    group = _head(_("Legal persons or other organisations"), across=organisations)
    labels = dict(told.columns)
    alone = [_head(str(label), down=2) for key, label in told.columns if key == ""]
    natural = _head(str(labels[Applicant.NATURAL]), down=2)
    yield Row((*words, natural, group, *(None,) * (organisations - 1), *alone, _head(_("Total"), down=2)))
    below = (None if key in (Applicant.NATURAL, "") else _head(str(label)) for key, label in told.columns)
    yield Row((*words, *below, None))


def _lines(told: Section) -> Iterator[Row]:
    """What is counted in whole before and after the results."""
    *whole, left = [line for line in told.lines if not line.done]
    yield from map(_whole, whole)
    yield from _results([line for line in told.lines if line.done])
    yield _whole(left)


def _whole(line: Line) -> Row:
    return Row((_label(str(line.title), across=LABELS), None, None, *_numbers(line)))


def _results(lines: Sequence[Line]) -> Iterator[Row]:
    done: Cell | None = _label(str(lines[0].done), down=len(lines))
    for group, found in groupby(lines, key=lambda line: str(line.group)):
        below = list(found)
        head = _label(group, down=len(below)) if group else None
        for line in below:
            title = str(line.title)
            named = (head, _label(title)) if group else (_label(title, across=2), None)
            yield Row((done, *named, *_numbers(line)))
            done = head = None


def _numbers(line: Line) -> Iterator[Cell]:
    for _key, number in (*line.numbers, ("", line.total)):
        yield Cell(number, Look.MIDDLE)


def _head(text: str, *, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, Look.HEAD, across=across, down=down)


def _label(text: str, *, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, Look.MIDDLE, across=across, down=down, align="left")


def _response(name: str, sheet: Sheet) -> HttpResponse:
    response = HttpResponse(as_bytes(Book(name, (sheet,))), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response
