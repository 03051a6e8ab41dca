"""日志 · What a log line may tell: what went wrong and where, and nothing of any person.

An exception's words quote what it met: a row that the database refused, bytes that were no text, a name in a template.
So a traceback is written with its places and the kinds of its errors, and personal data that a library put into its
message is starred. Our own code puts none there (tests/personal).
"""

import logging
import re
import traceback
from collections.abc import Iterator

from huiying.core.errors import ConfigError
from huiying.language import privacy

MOST = 4000  # characters of one message
# Who logged in is in the database of sign-ins; what somebody typed there may be their telephone number or password.
TYPED = frozenset({"axes"})
_SILENT = "(what was typed is not logged)"
# Django's loggers tell the address that was asked for: of it stay words of our own and short numbers.
ADDRESS = re.compile(r"(?<![\w/])/[^\s]*")
SEGMENT = re.compile(r"[A-Za-z_-]{0,30}(\.[a-z]{2,5})?|[A-Z]{0,3}\d{1,8}([-.]\d{1,8})*")


class NothingPersonal(logging.Filter):
    """On a handler: the record is changed for those behind it too. The traceback is in `exc_text` afterwards."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            error = record.exc_info[1]
            record.exc_text = "\n".join(_set_in(line) for line in _told(error)) if error else None
            record.exc_info = None
        record.msg, record.args = message(record), None
        return True


# Whatever a program might take for the end of a line, or a terminal for an order (OWASP ASVS 5.0, 16.4.1).
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
ONE_LINE = str.maketrans(_CONTROLS | {0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0x2028: "\\u2028", 0x2029: "\\u2029"})


def message(record: logging.LogRecord) -> str:
    """What a record says on one line, without what anybody typed or wrote."""
    return _said(record).translate(ONE_LINE)


def _said(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in TYPED:
        return f"{str(record.msg).partition('%')[0].strip()} {_SILENT}" if record.args else str(record.msg)
    if isinstance(record.args, tuple) and any(isinstance(one, BaseException) for one in record.args):
        record.args = tuple(_kind(one) if isinstance(one, BaseException) else one for one in record.args)
    try:
        told = record.getMessage()
    except (TypeError, ValueError):
        told = str(record.msg)
    if record.name.startswith("django."):
        told = ADDRESS.sub(_without_what_it_names, told)
    return privacy.veil(told[:MOST])


def _set_in(line: str) -> str:
    """A line of a traceback, which cannot be taken for an entry of its own."""
    return f"  {line.translate(ONE_LINE)}"


def _without_what_it_names(address: re.Match[str]) -> str:
    """Somebody's number, mail or key in an address is no business of a log; which page it was is."""
    parts = address[0].partition("?")[0].split("/")
    return "/".join(part if SEGMENT.fullmatch(part) else "***" for part in parts)


def _kind(error: BaseException) -> str:
    """The kind of an error; of one about our own settings its words, since they say what to mend."""
    return str(error) if isinstance(error, ConfigError) else type(error).__qualname__


def _told(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """Places and kinds, the cause first, as Python writes them, without the words of the errors."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen | {id(error)})
        yield "which led to:"
    yield "Traceback (most recent call last):"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield _kind(error)
