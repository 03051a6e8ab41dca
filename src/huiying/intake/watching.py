"""关注词 · Which of what is said elsewhere is worth hearing, as boolean expressions in Chinese or English.

A space or AND joins, | or OR offers, - or NOT excludes, quotes keep a phrase together, parentheses group. Full-width
signs are the same; so are capitals, full-width letters, traditional and simplified characters.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.language.reading import fold

LONGEST = 1000
MOST = 200
DEEPEST = 30
MOST_READ = 50_000  # characters of what is looked through

Test = Callable[[str], bool]

_SIGNS = str.maketrans("（）｜－—−“”＂「」『』　", '()|---""""""" ')
_TOKEN = re.compile(r'(?P<space>\s+)|(?P<sign>[()|-])|(?P<phrase>"[^"]*"?)|(?P<word>[^\s()|"]+)')
_OPERATORS = {"AND": "&", "OR": "|", "NOT": "-"}


@dataclass(frozen=True, slots=True)
class Watch:
    """One expression; `test` takes folded text."""

    expression: str
    test: Test = field(repr=False)

    def catches(self, text: str) -> bool:
        return self.test(fold(text[:MOST_READ]))


def watches(told: str | Sequence[str]) -> tuple[Watch, ...]:
    """The watches of a setting, one a line, empty lines and those that begin with # left out; InputError with line and
    place where one cannot be read.
    """
    lines = told.splitlines() if isinstance(told, str) else list(told)
    rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]
    if len(rows) > MOST:
        raise InputError(_("There are more than %(most)d watches") % {"most": MOST})
    return tuple(watch(line, line=n) for n, line in rows)


def caught(by: Sequence[Watch], text: str) -> str | None:
    """The first expression that catches a text, "" where nothing is watched for and all is heard, None for none."""
    if not by:
        return ""
    folded = fold(text[:MOST_READ])
    return next((one.expression for one in by if one.test(folded)), None)


def watch(expression: str, *, line: int = 1) -> Watch:
    """Read one expression; InputError names the place where it breaks."""
    return Watch(expression.strip(), _Reader(expression, line).whole())


@dataclass(frozen=True, slots=True)
class _Token:
    sign: str  # one of ( ) | & - or "" for a word
    words: str
    place: int


class _Reader:
    """Recursive descent. either = both ("|" both)*; both = plain ("&"? plain)*; plain = "-" plain, "(" either ")" or
    words.
    """

    def __init__(self, expression: str, line: int) -> None:
        self._line = line
        self._end = len(expression) + 1
        if len(expression) > LONGEST:
            raise self._error(_("The expression is longer than %(most)d characters") % {"most": LONGEST}, LONGEST)
        self._tokens = list(self._read(expression))
        self._next = 0
        self._depth = 0

    def whole(self) -> Test:
        found = self._either()
        if token := self._peek():
            raise self._error(_("This parenthesis closes nothing"), token.place)
        return found

    def _read(self, expression: str) -> Iterator[_Token]:
        for match in _TOKEN.finditer(expression.translate(_SIGNS)):
            told, place = match[0], match.start() + 1
            original = expression[match.start() : match.end()]
            if match["word"]:
                yield _Token(_OPERATORS.get(told, ""), original, place)
            elif match["phrase"]:
                yield self._phrase(told, original, place)
            elif match["sign"]:
                yield _Token(told, told, place)

    def _phrase(self, told: str, original: str, place: int) -> _Token:
        if len(told) < 2 or not told.endswith('"'):
            raise self._error(_("This quotation mark is not closed"), place)
        if not original[1:-1].strip():
            raise self._error(_("Nothing stands between these quotation marks"), place)
        return _Token("", original[1:-1], place)

    def _either(self) -> Test:
        tests = [self._both()]
        while self._take("|"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda text: any(test(text) for test in tests)

    def _both(self) -> Test:
        tests = [self._plain()]
        while (token := self._peek()) and token.sign not in {"|", ")"}:
            self._take("&")
            tests.append(self._plain())
        return tests[0] if len(tests) == 1 else lambda text: all(test(text) for test in tests)

    def _plain(self) -> Test:
        token = self._peek()
        if token is None or token.sign in {"|", "&", ")"}:
            raise self._error(_("A word is missing here"), token.place if token else self._end)
        self._next += 1
        if not token.sign:
            return self._finds(token)
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(_("Signs are nested too deep"), token.place)
        inner = self._excluded() if token.sign == "-" else self._group(token)
        self._depth -= 1
        return inner

    def _excluded(self) -> Test:
        inner = self._plain()
        return lambda text: not inner(text)

    def _group(self, opening: _Token) -> Test:
        inner = self._either()
        if not self._take(")"):
            raise self._error(_("This parenthesis is not closed"), opening.place)
        return inner

    def _finds(self, token: _Token) -> Test:
        """Whether the words stand in a text, in this order; Latin ones as whole words: AI is not in "said"."""
        folded = fold(token.words).strip()
        if not folded:
            raise self._error(_("A word is missing here"), token.place)
        pattern = r"\s+".join(re.escape(part) for part in folded.split())
        before = r"(?<![a-z0-9])" if _is_latin(folded[0]) else ""
        after = r"(?![a-z0-9])" if _is_latin(folded[-1]) else ""
        search = re.compile(before + pattern + after).search
        return lambda text: search(text) is not None

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, sign: str) -> bool:
        token = self._peek()
        taken = token is not None and token.sign == sign
        self._next += taken
        return taken

    def _error(self, what: str, place: int) -> InputError:
        where = _("line %(line)d, character %(place)d") % {"line": self._line, "place": place}
        return InputError(what, where=where, fix=_("For example: 停水 (小区 | 街道) -演练"))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
