"""Letters and published items from files, for an office that wants to see its gap before it has Huiying."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.core.zone import ZONE
from huiying.handling.files import encoding_of
from huiying.language.post import Post

from .supply import Published

MOST_ROWS = 200_000
MOST_BYTES = 500 * 2**20
MOST_SHOWN = 200  # characters of names of columns in an error
# The names of columns that are understood, the first that is there.
ID, TITLE = ("id", "编号", "留言编号"), ("title", "标题", "主题", "留言主题")
TEXT = ("text", "detail", "content", "body", "answer", "内容", "正文", "留言详情")
AT = ("time", "date", "at", "published", "日期", "时间", "留言时间", "发布日期")
PERSON, LIKES, SECTION = ("user", "person", "用户", "留言用户"), ("likes", "点赞数"), ("dept", "section", "部门")
URL = ("url", "链接", "地址")
FORMS = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")

Row = Mapping[str, str]


def letters(path: Path) -> list[Post]:
    """The letters of a file; one without a time or without words is refused with its row."""
    found = []
    for number, row in _rows(path):
        text, title = _of(row, TEXT), _of(row, TITLE)
        if not (text or title):
            raise InputError(_("This letter has no words."), where=f"{path.name}: {number}")
        likes = _of(row, LIKES)
        found.append(
            Post(
                id=str(number),
                title=title,
                text=text,
                at=_moment(_of(row, AT), path, number),
                person=_of(row, PERSON),
                likes=int(likes) if likes.isdecimal() else 0,
            )
        )
    return found


def published(path: Path) -> list[Published]:
    """The items of a file; without a text the title alone is matched."""
    return [
        Published(
            key=f"item:{_of(row, ID) or number}",
            title=_of(row, TITLE),
            text=_of(row, TEXT),
            url=_of(row, URL),
            on=_moment(_of(row, AT), path, number).date(),
            section=_of(row, SECTION),
        )
        for number, row in _rows(path)
        if _of(row, TITLE) or _of(row, TEXT)
    ]


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows with their numbers; CSV with a head, or JSON: a list of objects or one object a line."""
    if not path.is_file():
        raise InputError(_("There is no such file."), where=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise InputError(_("The file is too large."), where=str(path), fix=_("Cut it into years."))
    read = _json if path.suffix.lower() in {".json", ".jsonl"} else _csv
    number = 0
    for number, row in enumerate(read(path), start=1):
        if number > MOST_ROWS:
            raise InputError(_("The file has too many rows."), where=str(path), fix=_("Cut it into years."))
        _check_columns(path, row)
        yield number, row
    if not number:
        raise InputError(_("The file has no rows."), where=str(path))


def _check_columns(path: Path, row: Row) -> None:
    """A table of something else says so, instead of looking like letters without words."""
    for names in ({*TITLE, *TEXT}, {*AT}):
        if not names & row.keys():
            raise InputError(
                _("The columns are %(columns)s.") % {"columns": "、".join(str(key) for key in row)[:MOST_SHOWN]},
                where=str(path),
                fix=_("Name one of them %(names)s.") % {"names": _(" or ").join(sorted(names))},
            )


def _csv(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding=encoding_of(path), newline="") as lines:
            yield from csv.DictReader(lines)
    except (InputError, UnicodeDecodeError) as error:
        raise InputError(
            _("The file is not a CSV table."), where=str(path), fix=_("Save it as CSV in UTF-8 or GB 18030.")
        ) from error
    except (OSError, csv.Error) as error:
        raise InputError(_("The file cannot be read: %(why)s") % {"why": error}, where=str(path)) from error


def _json(path: Path) -> Iterator[Row]:
    try:
        text = path.read_text("utf-8-sig")
        lines = [line for line in text.splitlines() if line.strip()]
        told = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in lines]
    except (ValueError, RecursionError) as error:
        raise InputError(_("The file is not JSON."), where=str(path)) from error
    except OSError as error:
        raise InputError(_("The file cannot be read: %(why)s") % {"why": error}, where=str(path)) from error
    for row in told:
        if not isinstance(row, dict):
            raise InputError(_("The file is not a list of objects."), where=str(path))
        yield {str(key): "" if value is None else str(value) for key, value in row.items()}


def _of(row: Row, names: Sequence[str]) -> str:
    return next((value.strip() for name in names if (value := row.get(name) or "").strip()), "")


def _moment(written: str, path: Path, number: int) -> datetime:
    for form in FORMS:
        try:
            return datetime.strptime(written[:19], form).replace(tzinfo=ZONE)
        except ValueError:
            continue
    raise InputError(
        _("“%(written)s” is no day.") % {"written": written[:30]},
        where=f"{path.name}: {number}",
        fix=_("Write days as 2026-03-15."),
    )
