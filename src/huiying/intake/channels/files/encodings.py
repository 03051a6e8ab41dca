"""The encoding of a text file: a byte order mark, UTF-16 by its zero bytes, then UTF-8, then GB18030."""

import codecs
from pathlib import Path

from .kinds import not_letters
from .limits import MIB

SAMPLE = 8 * MIB
TOLERATED = 0.1  # of the bytes beyond ASCII: a few broken letters do not change what the rest is written in
ASCII = bytes(range(128))
CONTROLS = bytes({*range(1, 9), *range(14, 32)})
BROKEN = "\udcff"  # stands where bytes were no text, so that the row, and only the row, can be refused
CARRIED = "huiying.carried"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _carry(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error(CARRIED, _carry)


def encoding_of(path: Path) -> str:
    """The codec to read a file with; InputError where it is no text that we know."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, codec in MARKS:
        if sample.startswith(mark):
            return codec
    if wide := _wide(sample):
        return wide
    controls = len(sample) - len(sample.translate(None, delete=CONTROLS))
    if controls * 100 > len(sample):
        raise not_letters()
    beyond = len(sample.translate(None, delete=ASCII))
    for codec in ("utf-8", "gb18030"):
        if _broken(sample, codec) <= TOLERATED * beyond:
            return codec
    raise not_letters()


def is_broken(text: str) -> bool:
    """Whether something in it is no text in any encoding: what `CARRIED` left, or half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: commas, digits and line ends leave zero bytes at every other place only."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    stray = (even + odd) * 100 < len(sample)
    if not even + odd or (stray and not _broken(sample, "utf-8")):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 10 <= max(even, odd) and "\n" in _decoded(sample, codec):
        return codec
    if stray:
        return None
    raise not_letters()


def _broken(sample: bytes, codec: str) -> int:
    return _decoded(sample, codec).count(BROKEN)


def _decoded(sample: bytes, codec: str) -> str:
    return codecs.getincrementaldecoder(codec)(CARRIED).decode(sample)
