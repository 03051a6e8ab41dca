"""winmail.dat: what Outlook packs where it believes to write to Outlook (MS-OXTNEF, MS-OXCDATA 2.11).

A small reader of our own: the one package on PyPI (tnefparse) has had no release since January 2021. It takes text and
files, slices of the content and never more; numbers that lead out of it end the reading.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .charsets import decoded

SIGNATURE = 0x223E9F78
MOST = 2000  # attributes, and properties of one
NAMES = frozenset(("winmail.dat", "win.dat"))
KINDS = frozenset(("application/ms-tnef", "application/vnd.ms-tnef"))

_CODEPAGE, _BODY, _PROPERTIES = 0x00069007, 0x0002800C, 0x00069003
_NEW_FILE, _TITLE, _DATA, _FILE_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_TEXT, _HTML, _LONG_NAME, _FILE_DATA = 0x1000, 0x1013, 0x3707, 0x3701
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102


@dataclass(slots=True)
class Packed:
    """What lay in a winmail.dat."""

    text: str = ""
    html: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass(slots=True)
class _At:
    """A place in the content; what lies beyond its end is a ValueError."""

    content: bytes
    place: int = 0

    def take(self, length: int) -> bytes:
        if length < 0 or self.place + length > len(self.content):
            raise ValueError(length)
        taken = self.content[self.place : self.place + length]
        self.place += length
        return taken

    def number(self) -> int:
        return int(struct.unpack("<I", self.take(4))[0])

    def two_short(self) -> tuple[int, int]:
        first, second = struct.unpack("<HH", self.take(4))
        return int(first), int(second)

    def aligned(self, length: int) -> bytes:
        taken = self.take(length)
        self.place = min(self.place + -length % 4, len(self.content))
        return taken


def is_packed(kind: str, name: str) -> bool:
    return kind in KINDS or name.lower() in NAMES


def unpack(content: bytes) -> Packed:
    """As much of it as can be read; nothing where it is something else."""
    packed, codepage = Packed(), ""
    name, data = "", b""
    for attribute, value in _attributes(content):
        if attribute == _CODEPAGE and len(value) >= 4:
            codepage = f"cp{int.from_bytes(value[:4], 'little')}"
        elif attribute == _BODY:
            packed.text = packed.text or _string(value, codepage)
        elif attribute == _PROPERTIES:
            _letter(packed, value, codepage)
        elif attribute == _NEW_FILE:
            _put(packed, name, data)
            name, data = "", b""
        elif attribute == _TITLE:
            name = name or _string(value, codepage)
        elif attribute == _DATA:
            data = value
        elif attribute == _FILE_PROPERTIES:
            told = dict(_properties(value, codepage))
            name, data = _as_text(told.get(_LONG_NAME, "")) or name, data or _as_bytes(told.get(_FILE_DATA, b""))
    _put(packed, name, data)
    return packed


def _put(packed: Packed, name: str, data: bytes) -> None:
    if data:
        packed.files.append((name or "file", data))


def _letter(packed: Packed, value: bytes, codepage: str) -> None:
    told = dict(_properties(value, codepage))
    packed.text = packed.text or _as_text(told.get(_TEXT, ""))
    html = told.get(_HTML, b"")
    packed.html = html if isinstance(html, str) else decoded(html, codepage)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Level, attribute, length, value and checksum, one after the other (MS-OXTNEF 2.1.2)."""
    at = _At(content)
    try:
        if at.number() != SIGNATURE:
            return
        at.take(2)
        for _ in range(MOST):
            at.take(1)
            attribute = at.number()
            value = at.take(at.number())
            yield attribute, value
            at.take(2)
    except ValueError:
        return


def _properties(content: bytes, codepage: str) -> Iterator[tuple[int, str | bytes]]:
    """The properties that are text or bytes (MS-OXTNEF 2.1.3.4); the first value of one that has several."""
    at = _At(content)
    try:
        for _ in range(min(at.number(), MOST)):
            kind, name = at.two_short()
            if name >= 0x8000:
                _pass_over_name(at)
            for value in _values(at, kind):
                if (told := _told(kind & 0x0FFF, value, codepage)) is not None:
                    yield name, told
    except ValueError:
        return


def _pass_over_name(at: _At) -> None:
    at.take(16)
    if at.number():
        at.aligned(at.number())
    else:
        at.take(4)


def _values(at: _At, kind: int) -> list[bytes]:
    several, plain = bool(kind & 0x1000), kind & 0x0FFF
    if plain in (_STRING8, _UNICODE, _OBJECT, _BINARY):
        return [at.aligned(at.number()) for _ in range(_bounded(at.number()))][:1]
    length = _FIXED.get(plain)
    if length is None:
        raise ValueError(kind)
    return [at.take(length) for _ in range(_bounded(at.number()) if several else 1)][:1]


def _bounded(number: int) -> int:
    if number > MOST:
        raise ValueError(number)
    return number


def _told(kind: int, value: bytes, codepage: str) -> str | bytes | None:
    if kind == _UNICODE:
        return decoded(value, "utf-16le").rstrip("\0")
    if kind == _STRING8:
        return _string(value, codepage)
    if kind == _OBJECT:
        return value[16:]  # behind the identifier of its interface
    return value if kind == _BINARY else None


def _string(value: bytes, codepage: str) -> str:
    return decoded(value.rstrip(b"\0"), codepage)


def _as_text(value: str | bytes) -> str:
    return value if isinstance(value, str) else ""


def _as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else b""
