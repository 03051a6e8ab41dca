"""Where a record of a CSV ends: a line break inside double quotes belongs to its cell (RFC 4180)."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .tables import Unreadable
from .text_lines import TextLine

_QUOTE = re.compile('""|"')


class Records:
    """Lines put together to records of at most `most` characters; a longer one only leaves word that it was there.

    After the last record, `left_open` says that the file ended inside double quotes, opened in line `start`.
    """

    def __init__(self, lines: Iterable[TextLine], separator: str, most: int, first: int = 0) -> None:
        self._lines = enumerate(lines, start=first)
        self._opening = re.compile(re.escape(separator) + '"')
        self._most = most
        self.start = first
        self.left_open = False

    def __iter__(self) -> Iterator[str | Unreadable]:
        parts: list[str] = []
        count = size = 0
        for number, line in self._lines:
            self.start = self.start if self.left_open else number
            self.left_open = self._open_after(line)
            count += 1
            size += self._most + 1 if line.text is None else len(line.text)
            if size <= self._most:
                parts.append(line.text or "")
            else:
                parts.clear()
            if not self.left_open:
                yield "".join(parts) if parts else _too_long(self._most, count)
                parts, count, size = [], 0, 0

    def _open_after(self, line: TextLine) -> bool:
        if line.text is None:
            return self.left_open != (line.quotes % 2 == 1)
        if not line.quotes:
            return self.left_open
        return self._walk(line.text, self.left_open)

    def _walk(self, text: str, inside: bool) -> bool:
        """Whether the line's end stands inside quotes. A quote opens only at the start of a cell."""
        place = 0
        if not inside and text.startswith('"'):
            inside, place = True, 1
        while True:
            if inside:
                closing = next((q for q in _QUOTE.finditer(text, place) if q[0] == '"'), None)
                if closing is None:
                    return True
                place = closing.end()
            opening = self._opening.search(text, place)
            if opening is None:
                return False
            inside, place = True, opening.end()


def _too_long(most: int, lines: int) -> Unreadable:
    told = {"lines": lines, "most": most}
    why = _("The row runs over %(lines)d lines and has more than %(most)d characters; a double quote may be missing")
    return Unreadable(why % told)
