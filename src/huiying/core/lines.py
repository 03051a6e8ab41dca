"""The line of a TOML text on which a key stands, so that a refusal can point at it.

The parser of the standard library keeps no lines. But a key is in every prefix of lines from its own on, and in none
before; so the line is found by bisection, over prefixes that parse. It only runs when something is refused.
"""

import tomllib
from typing import Any

Path = tuple[str | int, ...]

# What a prefix may lack that ends inside a list or a text of several lines.
CLOSERS = ("", "]", "]}", "]]", "]}]", "}", "}]", '"""', "'''")


# Characters read in one search, so that no file, however made, holds up whoever refuses it. The national set needs a
# quarter of it.
BUDGET = 1_000_000


def place(where: str, text: str, path: Path) -> str:
    """`bureau.toml 第 12 行 “terms.letter.simple.unit”`; without the line where it is not known."""
    line = line_of(text, path) if text else None
    return f"{where} 第 {line} 行 “{written(path)}”" if line else f"{where} “{written(path)}”"


def written(path: Path) -> str:
    """A path as people read it: `criteria（第 2 个）.title`; rows of lists are counted from 1."""
    told = ""
    for part in path:
        told += f"（第 {part + 1} 个）" if isinstance(part, int) else f".{part}"
    return told.removeprefix(".")


def line_of(text: str, path: Path) -> int | None:
    """The line, from 1, of the key at `path`; that of the nearest table around it where the key is absent, and 1 for
    the top. None where the search would take too long. `text` is TOML that parses.
    """
    prefixes = _Prefixes(text)
    while path and not _holds(prefixes.whole, path):
        path = path[:-1]
    return _first_line(prefixes, path) if path else 1


class _Prefixes:
    """The beginnings of a text, line by line, as tables; `left` is how much may still be read."""

    def __init__(self, text: str) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")
        self.whole = tomllib.loads(text)
        self.left = BUDGET

    def __len__(self) -> int:
        return len(self._lines)

    def first_that_parses(self, least: int, below: int) -> tuple[int, dict[str, Any] | None]:
        """The shortest of at least `least` lines, and fewer than `below`."""
        for size in range(least, below):
            data = self._parsed(size)
            if data is not None:
                return size, data
        return below, None

    def _parsed(self, size: int) -> dict[str, Any] | None:
        text = "\n".join(self._lines[:size])
        for closer in CLOSERS:
            self.left -= len(text)
            if self.left < 0:
                return None
            try:
                return tomllib.loads(f"{text}\n{closer}" if closer else text)
            except (ValueError, RecursionError):
                continue
        return None


def _first_line(prefixes: _Prefixes, path: Path) -> int | None:
    """The shortest prefix that parses and holds `path`: of more than `low` lines, and `found` or below `top`."""
    found, low, top = len(prefixes), 0, len(prefixes)
    while top - low > 1:
        middle = (low + top) // 2
        size, data = prefixes.first_that_parses(middle, top)
        if data is None or _holds(data, path):
            found = found if data is None else size
            top = middle
        else:
            low = size
    return found if prefixes.left >= 0 else None


def _holds(data: Any, path: Path) -> bool:
    for part in path:
        is_inside = part in data if isinstance(data, dict) else _is_index(data, part)
        if not is_inside:
            return False
        data = data[part]
    return True


def _is_index(data: Any, part: str | int) -> bool:
    return isinstance(data, list) and isinstance(part, int) and part < len(data)
