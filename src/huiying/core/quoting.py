"""Words that came with a file: as one line of print, and written down in TOML again."""

import json

from huiying.core.reading import Table


def one_line(row: Table, key: str, default: str | None = None, *, most: int) -> str:
    """The text under `key` with single spaces; InputError beyond `most` characters, or with what cannot be printed."""
    told = " ".join(row.text(key, default, most=most).split())
    if not told.isprintable():
        raise row.refuse(key, "含有不能显示的字符", "请只用文字、数字和标点")
    return told


def quoted(text: str) -> str:
    """`text` as a TOML string. JSON's escapes are TOML's, but for DEL, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
