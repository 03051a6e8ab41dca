"""The lines above a mail, read with a bound on each.

The strict headers of `email.policy.default` are not for strangers: measured with Python 3.11, a From of 5,000 brackets
is a RecursionError, one of 20,000 commas takes ten seconds, and `Message-ID: <[` an IndexError. Here lines are
told apart by their form alone, and each value is cut before anything looks at its inside.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from .charsets import decoded, plain

MOST_BYTES = 256 * 1024
MOST_LINES = 4000
LONGEST = 4000  # characters of one value
LONGEST_ID = 120  # what a number of a voice may have
_LINE = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:[ \t]*+(.*(?:\n[ \t].*)*+)", re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]*|[\r\n]+")
_WORD = re.compile(r"=\?[^?\s]{1,40}\?[bq]\?", re.IGNORECASE)
_ID = re.compile(r"<[^<>\s]{1,500}>")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x20\x7f]{1,64}@[^\s@<>,;:\"()\[\]\\\x00-\x20\x7f]{1,190}")


@dataclass(frozen=True, slots=True)
class Headers:
    """What stood above a mail or a part, by small names, in order, undecoded (bytes beyond ASCII as surrogates)."""

    values: Mapping[str, tuple[str, ...]]

    def first(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())

    def text(self, name: str) -> str:
        """In letters: encoded words (RFC 2047) and raw bytes decoded, on one line."""
        return in_letters(self.first(name))

    def __contains__(self, name: str) -> bool:
        return name in self.values


def read_headers(block: bytes) -> Headers:
    """Name and value of each line, with the lines that go on from it; a line that is no header is passed over."""
    values: dict[str, list[str]] = {}
    for number, line in enumerate(_LINE.finditer(block, 0, MOST_BYTES)):
        if number >= MOST_LINES:
            break
        value = line[2][:LONGEST].decode("ascii", "surrogateescape")
        values.setdefault(line[1].decode("ascii").lower(), []).append(_FOLD.sub(" ", value).strip())
    return Headers({name: tuple(told) for name, told in values.items()})


def in_letters(value: str) -> str:
    """RFC 2047 as senders write it: several words with half a character each, raw GBK, a wrong charset."""
    value = value[:LONGEST]
    if not value.isascii():
        value = raw_letters(value)
    if not _WORD.search(value):
        return _one_line(value)
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return _one_line(value)
    return _one_line("".join(p if isinstance(p, str) else decoded(p, named or "") for p, named in pieces))


def raw_letters(value: str) -> str:
    """Bytes beyond ASCII that stand in a header as they are, decoded."""
    try:
        return decoded(value.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return plain(value)


def _one_line(value: str) -> str:
    return " ".join(plain(value).split())


def message_ids(*values: str) -> tuple[str, ...]:
    """The numbers of mails in these values, in order, each once."""
    return tuple(dict.fromkeys(found for value in values for found in _ID.findall(_ascii(value))))


def _ascii(value: str) -> str:
    return value.encode("ascii", "ignore").decode()


def addresses(values: Iterable[str]) -> list[tuple[str, str]]:
    """Name and address of each; only addresses that are plainly one. Names are decoded after the list is split, so that
    a comma in a name makes no address.
    """
    found: list[tuple[str, str]] = []
    for name, address in getaddresses([raw_letters(value) for value in values][:20]):
        if len(found) < 20 and (told := plain_address(address)):
            found.append((in_letters(name), told))
    return found


def plain_address(told: str) -> str:
    """The address in one form; "" where it is none, or more than one."""
    told = told.strip()
    if not _ADDRESS.fullmatch(told):
        return ""
    local, _, domain = told.rpartition("@")
    return f"{local}@{domain.lower()}"


def date(value: str) -> datetime | None:
    """The moment that a Date tells; None where it is none."""
    try:
        told = parsedate_to_datetime(value[:100])
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
