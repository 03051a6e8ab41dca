"""One table of a TOML file, read key by key; says in a clerk's words which file, which key, and what is allowed."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from huiying.core.errors import InputError
from huiying.core.words import Words

T = TypeVar("T")
NAMED = {str: "文字", int: "整数", date: "日期（如 2026-10-01）", list: "清单", dict: "表"}
PHRASE_KEYS = ("zh", "zh-hant", "en")


def read_table(path: Path) -> "Table":
    """The top table of `path`; InputError when the file is absent, not UTF-8, or not TOML."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except OSError as error:
        raise InputError("文件读不到", where=str(path), fix="请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise InputError("文件不是 UTF-8 编码", where=path.name, fix="请另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"文件不符合 TOML 格式：{error}", where=path.name, fix="请检查所指的行") from error


class Table:
    """A table that remembers which of its keys were asked for, so that a misspelt one does not pass in silence."""

    def __init__(self, data: Mapping[str, Any], where: str) -> None:
        self._data = data
        self._asked: set[str] = set()
        self.where = where

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def refuse(self, key: str, what: str, fix: str = "") -> InputError:
        return InputError(what, where=f"{self.where} 的“{key}”", fix=fix)

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._data

    def _value(self, key: str, kind: type[T]) -> T:
        if not self.has(key):
            raise self.refuse(key, "缺少这一项", f"请填写{NAMED[kind]}")
        value = self._data[key]
        # TOML's true is an int to Python, and a date-time is a date; neither is what a clerk meant.
        if not isinstance(value, kind) or isinstance(value, bool | datetime):
            raise self.refuse(key, f"应为{NAMED[kind]}，现为“{value}”")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        text = self._value(key, str).strip()
        if not text:
            raise self.refuse(key, "不能为空")
        return text

    def number(self, key: str, *, least: int = 1) -> int:
        number = self._value(key, int)
        if number < least:
            raise self.refuse(key, f"不能小于 {least}，现为 {number}")
        return number

    def day(self, key: str) -> date:
        return self._value(key, date)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        chosen = self._value(key, str)
        if chosen not in allowed:
            raise self.refuse(key, f"没有“{chosen}”这个选项", f"可用的选项：{'、'.join(allowed)}")
        return chosen

    def known(self, key: str, allowed: Collection[str]) -> str:
        """The key itself, where keys are names: it must be one of `allowed`."""
        if key not in allowed:
            raise self.refuse(key, "不认识这个名称", f"可用的名称：{'、'.join(allowed)}")
        return key

    def words(self, key: str) -> Words:
        """A phrase: one string for every language, or `{ zh = …, zh-hant = …, en = … }`."""
        if self.has(key) and isinstance(self._data[key], str):
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
        wrong = [v for v in values if not isinstance(v, kind) or isinstance(v, bool | datetime)]
        if wrong:
            raise self.refuse(key, f"清单里都应为{NAMED[kind]}，其中有“{wrong[0]}”")
        return tuple(values)

    def table(self, key: str) -> "Table":
        return Table(self._value(key, dict), f"{self.where} 的“{key}”")

    def named_tables(self, key: str) -> dict[str, "Table"]:
        """The tables below `key`, by their names."""
        return {name: self.table(key)._child(name) for name in self._value(key, dict)}

    def _child(self, name: str) -> "Table":
        return Table(self._value(name, dict), f"{self.where} 的“{name}”")

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list `[[key]]`; none when the key is absent."""
        if not self.has(key):
            return []
        return [Table(row, f"{self.where} 第 {n} 个“{key}”") for n, row in enumerate(self._list(key, dict), start=1)]

    def done(self) -> None:
        """Refuse what nobody asked for."""
        unknown = [key for key in self._data if key not in self._asked]
        if unknown:
            raise self.refuse(unknown[0], "不认识这一项", f"此处可用：{'、'.join(sorted(self._asked))}")
