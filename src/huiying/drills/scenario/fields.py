"""One table of a scenario, asked for its keys one by one; a key that nobody asked for is not known."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from math import isfinite
from typing import TypeVar

from django.utils.translation import gettext as _

from .durations import duration
from .mistakes import Mistakes, nearest
from .nodes import List, Node, Table, Text

LONGEST_TEXT = 5000
MOST_ITEMS = 200
YES, NO = ("yes", "true", "是"), ("no", "false", "否")
T = TypeVar("T")
_VARIABLE = re.compile(r"\{([^{}\n]*)\}")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)


class Fields:
    """A table under the name by which a person knows it. `words` fill the variables of its texts."""

    def __init__(self, table: Table, name: str, mistakes: Mistakes, words: Mapping[str, str]) -> None:
        self.line = table.line
        self.mistakes = mistakes
        self._pairs = table.pairs
        self._name = name
        self._words = words
        self._asked: list[str] = []

    def has(self, key: str) -> bool:
        return key in self._pairs

    def line_of(self, key: str) -> int:
        return self._pairs[key][0] if key in self._pairs else self.line

    def wrong(self, key: str, what: str, fix: str) -> None:
        self.mistakes.add(self.line_of(key), what, fix)

    def text(self, key: str, *, need: bool = False, most: int = LONGEST_TEXT) -> str:
        node = self._value(key, need=need)
        return self._said(node, key, most=most, need=need) if node else ""

    def texts(self, key: str, *, need: bool = False, most: int = LONGEST_TEXT) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        node = self._value(key, need=need)
        if node is None:
            return ()
        items = node.items if isinstance(node, List) else [node]
        if need and not items:
            self.wrong(key, _("“%(key)s” is an empty list") % {"key": key}, _("Write at least one text."))
        return tuple(self._said(item, key, most=most, need=True) for item in self._few(items, key))

    def one_of(self, key: str, known: Sequence[str], *, need: bool = False) -> str:
        found = self.text(key, need=need)
        return self._known(found, key, known, self.line_of(key)) if found else ""

    def some_of(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        return tuple(filter(None, (self._known(found, key, known, self.line_of(key)) for found in self.texts(key))))

    def duration(self, key: str, default: timedelta = timedelta(), *, need: bool = False) -> timedelta:
        written = self.text(key, need=need)
        found = duration(written) if written else default
        if found is None:
            what = _("“%(key)s: %(text)s” is no duration") % {"key": key, "text": written}
            self.wrong(key, what, _("Write it as 5m, 2h30m or 1d; at most 7d."))
        return found if found is not None else default

    def number(self, key: str, least: float, most: float, default: float = 0, *, need: bool = False) -> float:
        written = self.text(key, need=need)
        if not written:
            return default
        return self._number(written, key, least, most, default)

    def flag(self, key: str, default: bool) -> bool:
        written = self.text(key)
        if written and written.lower() not in YES + NO:
            what = _("“%(key)s: %(text)s” is neither yes nor no") % {"key": key, "text": written}
            self.wrong(key, what, _("Write yes or no."))
        return written.lower() in YES if written else default

    def ranges(self, key: str, known: Sequence[str]) -> dict[str, tuple[int, int]]:
        """The least and the most of some figures, as `[20, 900]`."""
        found = {}
        for figure, node in self._figures(key, known):
            if not isinstance(node, List) or len(node.items) != 2:
                fix = _("Write the least and the most, as [20, 900].")
                self.mistakes.add(node.line, _("“%(key)s” needs two numbers") % {"key": figure}, fix)
                continue
            least, most = (self._count(item, figure) for item in node.items)
            if least > most:
                fix = _("Write the smaller number first.")
                self.mistakes.add(node.line, _("The least of “%(key)s” is above the most") % {"key": figure}, fix)
            found[figure] = (least, most)
        return found

    def counts(self, key: str, known: Sequence[str]) -> dict[str, int]:
        return {figure: self._count(node, figure) for figure, node in self._figures(key, known)}

    def table(self, key: str) -> "Fields | None":
        node = self._value(key, need=False)
        if node is None or not self._is(node, Table, key, _("Write a table: “key: value”, a line each, indented.")):
            return None
        assert isinstance(node, Table)
        self._few(list(node.pairs), key)
        return Fields(node, key, self.mistakes, self._words) if len(node.pairs) <= MOST_ITEMS else None

    def tables(self, key: str) -> "list[Fields]":
        node = self._value(key, need=False)
        if node is None or not self._is(node, List, key, _("Write a list: each item begins with “- ”.")):
            return []
        assert isinstance(node, List)
        found = []
        for item in self._few(node.items, key):
            if self._is(item, Table, key, _("Write “- key: value”, and further keys below it.")):
                assert isinstance(item, Table)
                found.append(Fields(item, key, self.mistakes, self._words))
        return found

    def keys(self) -> list[str]:
        return list(self._pairs)

    def allow(self, keys: Collection[str]) -> None:
        """These may stand here, whether or not they are asked for."""
        self._asked.extend(keys)

    def finish(self) -> None:
        """What nobody asked for is a mistake."""
        for key, (line, _value) in self._pairs.items():
            if key not in self._asked:
                what = _("“%(key)s” is not known in “%(table)s”") % {"key": key, "table": self._name}
                self.mistakes.add(line, what, nearest(key, sorted({*self._asked})))

    def meaningless(self, keys: Collection[str], because: str) -> None:
        """Keys that are known and mean nothing here."""
        for key in keys:
            if key in self._pairs:
                what = _("“%(key)s” means nothing with %(because)s") % {"key": key, "because": because}
                self.wrong(key, what, _("Leave it out."))

    def _value(self, key: str, *, need: bool) -> Node | None:
        self._asked.append(key)
        if key in self._pairs:
            return self._pairs[key][1]
        if need:
            what = _("“%(key)s” is missing in “%(table)s”") % {"key": key, "table": self._name}
            self.mistakes.add(self.line, what, _("Add a line “%(key)s: …”.") % {"key": key})
        return None

    def _is(self, node: Node, sort: type[Node], key: str, fix: str) -> bool:
        if isinstance(node, sort):
            return True
        self.mistakes.add(node.line, _("“%(key)s” is written in another way than it should") % {"key": key}, fix)
        return False

    def _few(self, items: Sequence[T], key: str) -> Sequence[T]:
        if len(items) > MOST_ITEMS:
            what = _("“%(key)s” has %(count)s items") % {"key": key, "count": len(items)}
            self.wrong(key, what, _("At most %(most)s can be used.") % {"most": MOST_ITEMS})
        return items[:MOST_ITEMS]

    def _said(self, node: Node, key: str, *, most: int, need: bool) -> str:
        if not self._is(node, Text, key, _("Write a text here; put it in quotation marks where it holds “: ”.")):
            return ""
        assert isinstance(node, Text)
        said = _VARIABLE.sub(lambda met: self._filled(met, node), node.text).strip()
        if need and not said:
            self.mistakes.add(node.line, _("“%(key)s” is empty") % {"key": key}, _("Write what is meant."))
        if len(said) > most:
            what = _("“%(key)s” has %(count)s characters") % {"key": key, "count": len(said)}
            self.mistakes.add(node.line, what, _("Keep it below %(most)s.") % {"most": most})
        return said

    def _filled(self, met: re.Match[str], node: Text) -> str:
        if met[1] not in self._words:
            what = _("“{%(name)s}” is not among the words") % {"name": met[1]}
            fix = nearest(met[1], list(self._words)) if self._words else _("Add it to “words” at the top.")
            self.mistakes.add(node.line_at(met.start()), what, fix)
        return self._words.get(met[1], "")

    def _known(self, found: str, key: str, known: Sequence[str], line: int) -> str:
        if found in known:
            return found
        what = _("“%(key)s: %(text)s” is not known") % {"key": key, "text": found}
        self.mistakes.add(line, what, nearest(found, known))
        return ""

    def _number(self, written: str, key: str, least: float, most: float, default: float) -> float:
        found = float(written) if _NUMBER.fullmatch(written) else None
        if found is not None and isfinite(found) and least <= found <= most:
            return found
        what = _("“%(key)s: %(text)s” is not a number that can stand here") % {"key": key, "text": written}
        fix = _("Write a number from %(least)s to %(most)s.") % {"least": f"{least:g}", "most": f"{most:g}"}
        self.wrong(key, what, fix)
        return default

    def _figures(self, key: str, known: Sequence[str]) -> list[tuple[str, Node]]:
        inner = self.table(key)
        if inner is None:
            return []
        inner.allow(known)
        inner.finish()
        return [(figure, node) for figure, (_line, node) in inner._pairs.items() if figure in known]

    def _count(self, node: Node, figure: str) -> int:
        if isinstance(node, Text) and node.text.isascii() and node.text.isdigit() and len(node.text) < 10:
            return int(node.text)
        what = _("“%(key)s” must be a whole number") % {"key": figure}
        self.mistakes.add(node.line, what, _("Write digits only, as 900."))
        return 0
