"""Plain text out of what others wrote: no markup, no control characters, no half characters, of bounded length."""

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

TEXT = 50_000
LINE = 500
MARKUP = 200_000
UNSEEN = ["script", "style", "noscript", "template", "iframe", "object", "svg", "head"]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_BLOCK = re.compile(
    r"<(?=/?(?:p|div|br|li|tr|h[1-6]|blockquote|section|article|ul|ol|dl|dt|dd|table)\b)", re.IGNORECASE
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_SPACE = re.compile(r"\s+")


def tidy(value: Any, most: int = TEXT) -> str:
    """A text as it can be kept; "" for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    told = _CONTROL.sub("", str(value)[: most * 2].replace("\r\n", "\n"))
    return told.strip()[:most].rstrip()


def line(value: Any, most: int = LINE) -> str:
    """A text of one line."""
    return _SPACE.sub(" ", tidy(value, most * 2))[:most].strip()


def unmarked(markup: str, most: int = TEXT) -> str:
    """The text of a piece of HTML, a line for each paragraph; what is no HTML comes back as it is."""
    markup = markup[:MARKUP]
    if "<" not in markup and "&" not in markup:
        return tidy(_LINES.sub("\n", markup), most)
    tree = LexborHTMLParser(_BLOCK.sub("\n<", _SPACE.sub(" ", markup)))
    tree.strip_tags(UNSEEN)
    told = tree.body.text(separator="") if tree.body else ""
    return tidy(_LINES.sub("\n", _SPACES.sub(" ", told)), most)
