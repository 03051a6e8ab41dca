"""What stands at certain places of a web page, as entries: one for each element that a CSS selector finds."""

from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from .plain import line, unmarked
from .unreadable import Unreadable

MOST = 1000


def entries(text: str, select: str) -> list[dict[str, Any]]:
    """The entries in the order of the page; Unreadable where the selector is wrong or finds nothing."""
    tree = LexborHTMLParser(text)
    try:
        nodes = list(islice(tree.css(select), MOST))
    except Exception as error:  # selectolax tells a bad selector by more than one type
        raise Unreadable("bad_selector") from error
    if not nodes:
        raise Unreadable("no_place")
    return [_entry(node) for node in nodes]


def is_selector(select: str) -> bool:
    try:
        LexborHTMLParser("<p>").css_first(select)
    except Exception:
        return False
    return True


def _entry(node: Any) -> dict[str, Any]:
    anchor = node if node.tag == "a" else node.css_first("a[href]")
    link = (anchor.attributes.get("href") or "") if anchor is not None else ""
    return {"text": unmarked(node.html or ""), "link": line(link, 2000)}
