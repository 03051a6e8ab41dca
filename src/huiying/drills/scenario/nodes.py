"""A scenario file as tables, lists and texts that know their lines.

Every value stays the text that was written, so that `1:30`, `no` and `2026-03-01` are not turned into something else.
Anchors, tags and deep nesting are refused before anything is built from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _
from yaml import events

from .mistakes import Mistakes

LARGEST = 256 * 1024
DEEPEST = 6


@dataclass(slots=True)
class Text:
    line: int
    text: str
    is_block: bool = False  # written below its key after `|`, line by line

    def line_at(self, place: int) -> int:
        return self.line + 1 + self.text.count("\n", 0, place) if self.is_block else self.line


@dataclass(slots=True)
class List:
    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Table:
    line: int
    pairs: "dict[str, tuple[int, Node]]" = field(default_factory=dict)  # the key's own line, and the value


Node = Text | List | Table


class _Stop(Exception):
    """What follows cannot be read, or need not be."""


def decoded(given: str | bytes, mistakes: Mistakes) -> str | None:
    """The text of a file, where it is not too large and is UTF-8."""
    raw = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
    if len(raw) > LARGEST:
        what = _("The file has %(size)s KiB") % {"size": -(-len(raw) // 1024)}
        mistakes.add(0, what, _("Keep it below %(most)s KiB.") % {"most": LARGEST // 1024})
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        mistakes.add(line, _("What stands here is not UTF-8"), _("Save the file as UTF-8."))
        return None


def composed(text: str, mistakes: Mistakes) -> Node | None:
    """The one document of the file; None, with the reason among the mistakes, where it cannot be read."""
    try:
        return _document(yaml.parse(text, Loader=yaml.SafeLoader), mistakes)
    except _Stop:
        return None
    except yaml.reader.ReaderError as wrong:
        line = text.count("\n", 0, wrong.position) + 1
        mistakes.add(line, _("A character that no text has stands here"), _("Delete it and type the line again."))
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        what = _("This cannot be read as YAML (%(problem)s)") % {"problem": wrong.problem or wrong.context}
        fix = _("Indent with spaces, as the lines around it; put a text with “: ”, “#” or “?” in quotation marks.")
        mistakes.add(mark.line + 1 if mark else 0, what, fix)
    return None


def _document(found: Iterator[events.Event], mistakes: Mistakes) -> Node | None:
    root: Node | None = None
    for event in found:
        if isinstance(event, events.DocumentStartEvent):
            if root is not None:
                mistakes.add(_line(event), _("A second document begins"), _("Write one scenario in a file."))
                raise _Stop
        elif isinstance(event, events.NodeEvent):
            root = _node(event, found, 0, mistakes)
    return root


def _node(event: events.Event, found: Iterator[events.Event], depth: int, mistakes: Mistakes) -> Node:
    _refuse_the_clever(event, depth, mistakes)
    if isinstance(event, events.ScalarEvent):
        return Text(_line(event), event.value, is_block=event.style == "|")
    if isinstance(event, events.SequenceStartEvent):
        listed = List(_line(event))
        while not isinstance(inner := next(found), events.SequenceEndEvent):
            listed.items.append(_node(inner, found, depth + 1, mistakes))
        return listed
    table = Table(_line(event))
    while not isinstance(inner := next(found), events.MappingEndEvent):
        key = _node(inner, found, depth + 1, mistakes)
        value = _node(next(found), found, depth + 1, mistakes)
        _keep(table, key, value, mistakes)
    return table


def _keep(table: Table, key: Node, value: Node, mistakes: Mistakes) -> None:
    if not isinstance(key, Text):
        mistakes.add(key.line, _("A key must be a word"), _("Put a text with “{” or “[” in quotation marks."))
    elif key.text in table.pairs:
        what = _("“%(key)s” stands twice in one table") % {"key": key.text}
        mistakes.add(key.line, what, _("Keep one; the first is in line %(line)s.") % {"line": table.pairs[key.text][0]})
    else:
        table.pairs[key.text] = (key.line, value)


def _refuse_the_clever(event: events.Event, depth: int, mistakes: Mistakes) -> None:
    if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None):
        mistakes.add(_line(event), _("“&” and “*” at the beginning of a value are not allowed"), _in_quotes())
        raise _Stop
    if getattr(event, "tag", None) not in (None, "!"):
        mistakes.add(_line(event), _("“!” at the beginning of a value is not allowed"), _in_quotes())
        raise _Stop
    if depth > DEEPEST:
        mistakes.add(_line(event), _("This is nested too deep"), _("See the format of scenarios."))
        raise _Stop


def _in_quotes() -> str:
    return _("Write the text out, or put it in quotation marks.")


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
