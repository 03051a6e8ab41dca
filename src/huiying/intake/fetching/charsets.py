"""The text of what was fetched: by its byte order mark, by the header, by what it says of itself, else by its looks.

What is named may be wrong: a charset counts only if the bytes are text in it. GB2312 is read as GB18030, its superset.
"""

import codecs
import re

from charset_normalizer import from_bytes

HEAD = 2048
SAMPLE = 64 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_TEXT = re.compile(
    r"utf-8(-sig)?|utf-16(-[lb]e)?|gb2312|gbk|gb18030|hz|big5(hkscs)?|cp9\d\d|shift_jis|euc_\w+|johab|iso2022_\w+"
    r"|ascii|iso8859-\d+|cp125\d|koi8-[rtu]|mac-\w+"
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_FITS_ALL = re.compile(r"ascii|iso8859-\d+|cp125\d|mac-\w+|koi8-\w")  # every byte is a letter: proves nothing


def decoded(content: bytes, named: str = "") -> str:
    """The text; what is no text in its charset is replaced, never an error."""
    for mark, codec in MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace")
    declared = _DECLARED.search(content[:HEAD])
    told = [codec for name in (named, declared[1].decode("ascii") if declared else "") if (codec := _codec(name))]
    sure = [codec for codec in told if not _FITS_ALL.fullmatch(codec)]
    for codec in [*sure, "utf-8", *(codec for codec in told if codec not in sure)]:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return content.decode((sure or [_by_looks(content)])[0], "replace")


def _codec(name: str) -> str:
    """Python's name of a charset, "" for what is none: "rot13" and "unicode_escape" are codecs too."""
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(found, found) if _TEXT.fullmatch(found) else ""


def _by_looks(content: bytes) -> str:
    best = from_bytes(content[:SAMPLE]).best()
    return _codec(best.encoding) or "utf-8" if best else "utf-8"
