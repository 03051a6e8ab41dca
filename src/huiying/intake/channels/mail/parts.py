"""A mail taken apart: a tree of parts, bounded in depth and number, in a time that its length alone decides.

`email.parser` reads line by line through one generator for each level: measured with Python 3.11, 300 levels cost
0.4 s for a thousand lines, 1,000 levels end in a RecursionError, and a body of line ends takes memory fifty times its
size. Here a body is cut at its boundary, level by level, and no line is looked at.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from .charsets import decoded
from .headers import MOST_BYTES, Headers, in_letters, raw_letters, read_headers

DEEPEST = 20
MOST_PARTS = 300
PART_HEADERS = 16 * 1024
LONGEST_PARAMETERS = 2000
_BLANK = re.compile(rb"\r?\n\r?\n")
_KIND = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,90}")


class TooManyParts(ValueError):
    """A mail of more parts than anybody writes."""


@dataclass(slots=True)
class Part:
    """One part: its kind, what was said of it, and either its parts or its content, decoded for transport."""

    kind: str
    headers: Headers
    charset: str = ""
    name: str = ""
    attached: bool = False
    flowed: bool = False
    squeezed: bool = False  # format=flowed with DelSp
    content: bytes = b""
    parts: list["Part"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return decoded(self.content, self.charset)

    def walk(self) -> Iterator["Part"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a mail, not copied: a large mail inside twenty others is in memory once."""

    raw: bytes
    begin: int
    end: int

    def all(self) -> bytes:
        return self.raw[self.begin : self.end]

    def some(self, most: int) -> bytes:
        return self.raw[self.begin : min(self.end, self.begin + most)]


@dataclass(slots=True)
class _Count:
    left: int = MOST_PARTS

    def one_more(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooManyParts


def read_parts(raw: bytes) -> Part:
    """The tree of a mail; TooManyParts where it has more than 300. What lies deeper than 20 levels stays whole."""
    return _part(Span(raw, 0, len(raw)), 0, _Count(), top=True)


def _part(span: Span, depth: int, count: _Count, *, top: bool = False) -> Part:
    count.one_more()
    head, body = _divided(span)
    headers = read_headers(head.some(MOST_BYTES if top else PART_HEADERS))
    if top and not headers.values:
        body = span  # no line of it is a header: it is all text
    part = _described(headers)
    if part.kind.startswith("multipart/") and depth < DEEPEST:
        part.parts = [_part(piece, depth + 1, count) for piece in _pieces(body, _boundary(headers))]
        part.content = b"" if part.parts else body.all()
    elif part.kind == "message/rfc822" and depth < DEEPEST:
        part.parts = [_part(_within(body, headers), depth + 1, count, top=True)]
    else:
        part.content = _carried(body, headers)
    return part


def _within(body: Span, headers: Headers) -> Span:
    """The mail inside, where it lies unless it was encoded, as it must not be."""
    if headers.first("content-transfer-encoding").lower() not in ("base64", "quoted-printable"):
        return body
    content = _carried(body, headers)
    return Span(content, 0, len(content))


def _divided(span: Span) -> tuple[Span, Span]:
    """Headers and body. A part may begin with its blank line: then it has no headers."""
    raw, begin, end = span.raw, span.begin, span.end
    for blank_line in (b"\n", b"\r\n"):
        if raw.startswith(blank_line, begin, end):
            return Span(raw, begin, begin), Span(raw, begin + len(blank_line), end)
    blank = _BLANK.search(raw, begin, end)
    if not blank:
        return span, Span(raw, end, end)
    return Span(raw, begin, blank.start() + 1), Span(raw, blank.end(), end)


def _described(headers: Headers) -> Part:
    content, disposition = _parameters(headers.first("content-type")), _parameters(headers.first("content-disposition"))
    kind = content.get("", "").lower()
    return Part(
        kind=kind if _KIND.fullmatch(kind) else "text/plain" if not kind else "application/octet-stream",
        headers=headers,
        charset=content.get("charset", ""),
        name=in_letters(disposition.get("filename", "") or content.get("name", "")),
        attached=disposition.get("", "").lower() == "attachment",
        flowed=content.get("format", "").lower() == "flowed",
        squeezed=content.get("delsp", "").lower() == "yes",
    )


def _parameters(value: str) -> dict[str, str]:
    """The value under "", its parameters by name (RFC 2231 put together)."""
    if not value:
        return {}
    carrier = Message()
    carrier["Content-Type"] = raw_letters(value[:LONGEST_PARAMETERS])
    try:
        (first, _), *rest = carrier.get_params([("", "")]) or [("", "")]
        return {"": first.strip()} | {name.lower(): _joined(told) for name, told in rest}
    except (ValueError, LookupError, TypeError):
        return {"": value[:LONGEST_PARAMETERS].partition(";")[0].strip()}


def _joined(value: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(value, str):
        return value
    charset, _, told = value
    return decoded(told.encode("latin-1", "replace"), charset or "")


def _boundary(headers: Headers) -> bytes:
    return _parameters(headers.first("content-type")).get("boundary", "")[:200].encode("ascii", "ignore").rstrip()


def _pieces(body: Span, boundary: bytes) -> Iterator[Span]:
    """What lies between the lines that begin with the boundary; the last may lack its end."""
    if not boundary:
        return
    raw, mark, begin, at = body.raw, b"--" + boundary, -1, body.begin - 1
    while (at := raw.find(mark, at + 1, body.end)) >= 0:
        after = at + len(mark)
        if not _is_line(body, at, after):
            continue
        if begin >= 0:
            yield Span(raw, begin, max(begin, at - (2 if raw.endswith(b"\r\n", begin, at) else 1)))
        line_end = raw.find(b"\n", after, body.end)
        if raw.startswith(b"--", after, body.end) or line_end < 0:
            return
        begin = line_end + 1
    if begin >= 0:
        yield Span(raw, begin, body.end)


def _is_line(body: Span, at: int, after: int) -> bool:
    """Whether the boundary begins a line and is not the beginning of a longer one."""
    begins = at == body.begin or body.raw[at - 1 : at] == b"\n"
    return begins and (after >= body.end or body.raw[after : after + 1] in b"\r\n- \t")


def _carried(body: Span, headers: Headers) -> bytes:
    """The content as it was before it was made fit for transport (RFC 2045 section 6)."""
    encoding = headers.first("content-transfer-encoding").lower()
    if encoding == "base64":
        return _from_base64(body.all())
    return binascii.a2b_qp(body.all()) if encoding == "quoted-printable" else body.all()


def _from_base64(body: bytes) -> bytes:
    """As much as can be read of it: many a sender forgets the padding."""
    for padded in (body, body + b"=", body + b"=="):
        try:
            return binascii.a2b_base64(padded)
        except binascii.Error:
            continue
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
