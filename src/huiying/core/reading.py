"""One table of a TOML file, read key by key; says in a clerk's words which file, which line and key, and what is
allowed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from huiying.core import lines, syntax
from huiying.core.errors import InputError
from huiying.core.words import Words

T = TypeVar("T")
NAMED = {
    str: "文字",
    int: "整数",
    bool: "true 或 false",
    date: "日期（如 2026-10-01）",
    list: "清单",
    dict: "表",
}
PHRASE_KEYS = ("zh", "zh-hant", "en")
SHOWN = 60


class Row(dict[str, Any]):
    """A row of a list that was moved by a merge; `at` is where it stands in its own text, from 0."""

    at: int


def read_text(path: Path) -> str:
    """The text of `path`; InputError when it is absent or not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("文件读不到", where=str(path), fix="请检查路径和权限") from error
    return decoded(data, where=path.name)


def decoded(data: bytes, *, where: str) -> str:
    """UTF-8, with or without the mark that Windows puts first."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("文件不是 UTF-8 编码", where=where, fix="请另存为 UTF-8") from error


def read_table(path: Path) -> "Table":
    """The top table of `path`; InputError when the file is absent, not UTF-8, or not TOML."""
    return toml_table(read_text(path), where=path.name)


def toml_table(text: str, *, where: str) -> "Table":
    """The top table of a TOML text; `where` names its source in refusals."""
    text = text.removeprefix("\ufeff")
    return Table(syntax.loads(text, where=where), where, text)


class Table:
    """A table that remembers which of its keys were asked for, so that a misspelt one does not pass in silence.

    `text` is the TOML it came from, for the line in a refusal, and `path` its place there; both may be left out.
    """

    def __init__(self, data: Mapping[str, Any], where: str, text: str = "", path: lines.Path = ()) -> None:
        self._data = data
        self._asked: set[str] = set()
        self.where = where
        self.source = text
        self.path = path

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    @property
    def data(self) -> Mapping[str, Any]:
        """The table as it was written, unchecked."""
        return self._data

    def over(self, data: Mapping[str, Any]) -> "Table":
        """A table with other data, whose refusals still point into the text of this one."""
        return Table(data, self.where, self.source, self.path)

    def refuse(self, key: str, what: str, fix: str = "") -> InputError:
        return InputError(what, where=lines.place(self.where, self.source, (*self.path, key)), fix=fix)

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._data

    def _value(self, key: str, kind: type[T]) -> T:
        if not self.has(key):
            raise self.refuse(key, "缺少这一项", f"请填写{NAMED[kind]}")
        value = self._data[key]
        if not _is(value, kind):
            raise self.refuse(key, f"应为{NAMED[kind]}，现为“{_shown(value)}”")
        return value  # type: ignore[no-any-return]

    def text(self, key: str, default: str | None = None, *, most: int | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        text = self._value(key, str).strip()
        if not text:
            raise self.refuse(key, "不能为空")
        if most is not None and len(text) > most:
            raise self.refuse(key, f"不能超过 {most} 个字，现为 {len(text)} 个字")
        return text

    def number(self, key: str, *, least: int = 1, most: int | None = None) -> int:
        number = self._value(key, int)
        if number < least:
            raise self.refuse(key, f"不能小于 {least}，现为 {number}")
        if most is not None and number > most:
            raise self.refuse(key, f"不能大于 {most}，现为 {_shown(number)}")
        return number

    def flag(self, key: str) -> bool:
        return self._value(key, bool)

    def day(self, key: str) -> date:
        return self._value(key, date)

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        chosen = self._value(key, str)
        if chosen not in allowed:
            raise self.refuse(key, f"没有“{_shown(chosen)}”这个选项", f"可用的选项：{'、'.join(allowed)}")
        return chosen

    def choices(self, key: str, allowed: Collection[str], *, least: int = 1) -> tuple[str, ...]:
        """A list of at least `least` of `allowed`, each once."""
        chosen = self.texts(key)
        for n, each in enumerate(chosen):
            if each not in allowed:
                raise self.refuse(key, f"没有“{_shown(each)}”这个选项", f"可用的选项：{'、'.join(allowed)}")
            if each in chosen[:n]:
                raise self.refuse(key, f"“{each}”写了两次")
        if len(chosen) < least:
            raise self.refuse(key, "清单不能为空", f"可用的选项：{'、'.join(allowed)}")
        return chosen

    def known(self, key: str, allowed: Collection[str]) -> str:
        """The key itself, where keys are names: it must be one of `allowed`."""
        if key not in allowed:
            raise self.refuse(key, "不认识这个名称", f"可用的名称：{'、'.join(allowed)}")
        return key

    def is_text(self, key: str) -> bool:
        """Whether `key` holds a text, where a table would do as well."""
        return self.has(key) and isinstance(self._data[key], str)

    def words(self, key: str) -> Words:
        """A phrase: one string for every language, or `{ zh = …, zh-hant = …, en = … }`."""
        if self.is_text(key):
            return Words.same(self.text(key))
        phrase = self.table(key)
        told = Words(*(phrase.text(k) for k in PHRASE_KEYS))
        phrase.done()
        return told

    def texts(self, key: str) -> tuple[str, ...]:
        return self._list(key, str)

    def days(self, key: str) -> tuple[date, ...]:
        return self._list(key, date)

    def numbers(self, key: str) -> tuple[int, ...]:
        return self._list(key, int)

    def _list(self, key: str, kind: type[T]) -> tuple[T, ...]:
        values = self._value(key, list)
        wrong = [v for v in values if not _is(v, kind)]
        if wrong:
            raise self.refuse(key, f"清单里都应为{NAMED[kind]}，其中有“{_shown(wrong[0])}”")
        return tuple(values)

    def table(self, key: str) -> "Table":
        return Table(self._value(key, dict), self.where, self.source, (*self.path, key))

    def named_tables(self, key: str) -> dict[str, "Table"]:
        """The tables below `key`, by their names."""
        below = self.table(key)
        return {name: below.table(name) for name in below}

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list `[[key]]`; none when the key is absent."""
        if not self.has(key):
            return []
        rows: Sequence[dict[str, Any]] = self._list(key, dict)
        places = [row.at if isinstance(row, Row) else n for n, row in enumerate(rows)]
        return [Table(row, self.where, self.source, (*self.path, key, n)) for n, row in zip(places, rows, strict=True)]

    def done(self) -> None:
        """Refuse what nobody asked for."""
        unknown = [key for key in self._data if key not in self._asked]
        if unknown:
            raise self.refuse(unknown[0], "不认识这一项", f"此处可用：{'、'.join(sorted(self._asked))}")


def _is(value: object, kind: type) -> bool:
    """TOML's true is an int to Python, and a date-time is a date; neither is what a clerk meant."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool | datetime))


def _shown(value: object) -> str:
    told = str(value)
    return told if len(told) <= SHOWN else f"{told[:SHOWN]}…"
