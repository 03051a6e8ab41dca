"""What a cell holds, as text, number or choice. A cell is never evaluated: “=1+1” is four characters."""

import math
import re
import unicodedata
from datetime import date, datetime

from django.utils.translation import gettext as _

Cell = str | int | float | bool | datetime | date | None

MOST = 2**31 - 1
YES = {"是", "公开", "同意", "愿意", "同意公开", "愿意公开", "可公开", "可以公开", "y", "yes", "true", "1", "public"}
NO = {"否", "不公开", "不同意", "不愿意", "不同意公开", "不愿意公开", "不可公开", "不可以公开", "保密"}
NO |= {"n", "no", "false", "0", "private"}

_COUNT = re.compile(r"(\d{1,12}(?:\.\d+)?)\s*(万|千|w|k)?\+?")
_TIMES = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, None: 1}
_ESCAPED_BREAK = re.compile(r"(?:_x000D_)+\n?|\r\n?|[\u2028\u2029\v\f]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_BLANK_LINES = re.compile(r"\n{3,}")
_GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠\t])")


class CellError(ValueError):
    """A cell that is not what its column says; the message says why."""


def as_text(cell: Cell) -> str:
    """The cell as it reads: 188006.0 is 188006, a date is ISO, an empty cell is nothing."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return _float_text(cell)
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def paragraphs(cell: Cell) -> str:
    """Running text: one kind of line break, no ragged spaces or unseen characters, at most one empty line."""
    text = _UNSEEN.sub("", _ESCAPED_BREAK.sub("\n", _unguarded(as_text(cell))))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def line(cell: Cell) -> str:
    """A name, a title, a number: one line."""
    return " ".join(paragraphs(cell).split())


def identity(cell: Cell) -> str:
    """The source's own number: 188006 whether the file says 188006, 188006.0 or １８８００６."""
    told = unicodedata.normalize("NFKC", line(cell))
    return re.sub(r"^(\d+)\.0+$", r"\1", told)


def count(cell: Cell) -> int:
    """A number of people; empty is 0."""
    told = unicodedata.normalize("NFKC", line(cell)).replace(",", "").lower()
    if not told:
        return 0
    found = _COUNT.fullmatch(told)
    number = round(float(found[1]) * _TIMES[found[2]], 6) if found else -1.0
    if not number.is_integer() or not 0 <= number <= MOST:
        raise CellError(_("this is not a whole number"))
    return int(number)


def choice(cell: Cell) -> bool:
    """Yes or no to publication. Who was asked and did not answer has not agreed (个人信息保护法 art. 14)."""
    told = unicodedata.normalize("NFKC", line(cell)).lower()
    if told in YES:
        return True
    if told in NO or not told:
        return False
    raise CellError(_("this is neither yes nor no; write 是 or 否"))


def _float_text(number: float) -> str:
    if math.isfinite(number) and number.is_integer():
        return f"{number:.0f}"
    return repr(number)


def _unguarded(text: str) -> str:
    """Without the ' that our file of rejected rows puts before what a spreadsheet would run."""
    return _GUARD.sub("", text)
