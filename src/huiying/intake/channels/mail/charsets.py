"""Bytes to characters, whatever a mail says of them: senders often name the wrong charset, or none."""

import codecs
import re

from charset_normalizer import from_bytes

SAMPLE = 64 * 1024  # what a guess may look at
# gb2312 and gbk are read as GB18030, of which they are parts: senders name the small one and write the large one.
CODECS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "hz": "hz",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-32": "utf-32",
    "utf-7": "utf-7",
    "unicode-1-1-utf-7": "utf-7",
    "iso-2022-jp": "iso2022_jp_2",
    "iso-2022-kr": "iso2022_kr",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
}
# Any byte is a letter in these: that they can be read proves nothing.
ANYTHING = re.compile(r"(iso-?8859-?\d+|windows-?125\d|latin-?\d|cp125\d|macintosh)")
_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xa9\xb0-\xf7][\xa1-\xfe])*+.?", re.DOTALL)  # the last may be cut in half
THOUGHTLESS = {"iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252"}  # named by mailers that know no other
ASCII = bytes(range(128))
ESCAPED = {"hz", "utf-7", "iso2022_jp_2", "iso2022_kr"}  # written in ASCII bytes
WIDE = {"utf-16", "utf-16-le", "utf-16-be", "utf-32"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def decoded(content: bytes, named: str = "") -> str:
    """The text of these bytes. UTF-8 comes first wherever the bytes are Chinese in UTF-8, since text in another charset
    is not that by chance; then the charset named, GB18030, a guess. Never fails: what is no letter becomes U+FFFD.
    """
    named = named.strip().strip("\"'").lower()
    codec = CODECS.get(named, "")
    if codec in ESCAPED or codec in WIDE:
        return plain(content.decode(codec, "replace"))
    if content.isascii():
        return plain(content.decode("ascii"))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return plain(content.decode("utf-16", "replace"))
    if _is_utf8(content, named):
        return plain(content.decode("utf-8-sig", "replace"))
    for tried in (codec or _single_byte(named, content) or "gb18030", "utf-8-sig"):
        try:
            return plain(content.decode(tried))
        except UnicodeDecodeError:
            continue
    return plain(content.decode(codec or _guessed(content), "replace"))


def plain(text: str) -> str:
    """Without what no text holds and no database takes: control characters, halves of surrogate pairs."""
    return _CONTROLS.sub("", text)


def _is_utf8(content: bytes, named: str) -> bool:
    """Whether it is UTF-8, a few broken letters aside, and either said to be, or mostly characters of three bytes: 路平
    in GB 2312 is good UTF-8 too, but of two bytes each.
    """
    beyond = content[:SAMPLE].translate(None, ASCII)
    letters = beyond.decode("utf-8", "replace")
    broken = letters.count("\ufffd")
    if broken * 3 > len(beyond):
        return False
    # n characters of two bytes and m of three: 2n + 3m bytes
    return named in ("utf-8", "utf8") or (len(beyond) - broken) * 2 >= (len(letters) - broken) * 5


def _single_byte(named: str, content: bytes) -> str:
    """The codec of Latin, Cyrillic or Greek letters as named, unless all that is beyond ASCII is pairs of GB 2312:
    mailers that know no Chinese name ISO-8859-1 for whatever they are given.
    """
    if not ANYTHING.fullmatch(named):
        return ""
    try:
        is_chinese = named in THOUGHTLESS and _PAIRS.fullmatch(content[:SAMPLE])
        return "gb18030" if is_chinese else codecs.lookup(named).name
    except LookupError:
        return "cp1252"


def _guessed(content: bytes) -> str:
    best = from_bytes(content[:SAMPLE], cp_isolation=["gb18030", "big5hkscs", "cp1252", "cp1251", "cp932"]).best()
    return best.encoding if best is not None else "gb18030"
