"""A year's text as one table, whatever it was written in: our TOML; the same keys in JSON; or the list of days, one row
a day, in which public collections publish the notices as JSON.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from huiying.core.errors import InputError
from huiying.core.reading import Table, toml_table
from huiying.core.spans import spans

SORTS = ("toml", "json")
DAY_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}")
TITLE = "国务院办公厅关于{year}年部分节假日安排的通知"


def table(text: str, *, where: str, sort: str) -> Table:
    """The top table of `text`, with days as dates; InputError when it is no TOML or JSON, or not one of SORTS."""
    if sort == "json":
        return Table(_from_json(text, where), where)
    if sort != "toml":
        raise InputError(f"不能读取“{sort}”格式的年度日历", where=where, fix=f"可用的格式：{'、'.join(SORTS)}")
    return toml_table(text, where=where)


def arranged(number: int, off: Mapping[date, str], worked: Mapping[date, str]) -> dict[str, Any]:
    """The table of a year that was given day by day; its notice is known by its standing title only."""
    return {
        "year": number,
        "worked": sorted(worked),
        "off": [{"name": name, "from": first, "to": last} for name, first, last in spans(off)],
        "notice": {"title": TITLE.format(year=number)},
    }


def _from_json(text: str, where: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        told = f"文件不符合 JSON 格式：第 {error.lineno} 行第 {error.colno} 列"
        raise InputError(told, where=where, fix="请检查所指的行") from error
    except (RecursionError, ValueError) as error:
        raise InputError("文件嵌套过深或数字过长", where=where, fix="请检查文件是否完整") from error
    if not isinstance(data, dict):
        raise InputError("应为一个 JSON 对象（{…}）", where=where, fix="请用年度日历的格式")
    if "days" in data and "off" not in data:
        return _from_list(Table(data, where))
    return {key: _with_dates(value) for key, value in data.items()}


def _with_dates(value: object) -> object:
    """The dates of our own shape stand in lists, or in the rows of a list."""
    if not isinstance(value, list):
        return value
    return [{k: _date(v) for k, v in each.items()} if isinstance(each, dict) else _date(each) for each in value]


def _date(value: object) -> object:
    """A day written as text is that day; anything else stays, to be refused under its key."""
    if isinstance(value, str) and DAY_TEXT.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _from_list(top: Table) -> dict[str, Any]:
    """Rows of {name, date, isOffDay}. What else such files carry (a schema, the papers' addresses) is not needed."""
    number, off, worked = top.number("year"), dict[date, str](), dict[date, str]()
    for row in top.tables("days"):
        day = _date(row.text("date"))
        if not isinstance(day, date):
            raise row.refuse("date", f"“{day}”不是日期", "请写成 2026-10-01")
        if day in off or day in worked:
            raise row.refuse("date", f"{day} 出现了两次", "一天只能有一种安排")
        (off if row.flag("isOffDay") else worked)[day] = row.text("name")
    return arranged(number, off, worked)
