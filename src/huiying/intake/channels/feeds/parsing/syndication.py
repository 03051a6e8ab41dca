"""RSS, Atom, RDF and JSON Feed as entries."""

import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import feedparser  # type: ignore[import-untyped]

from .plain import MARKUP, line, tidy, unmarked
from .unreadable import Unreadable

EACH_END = 1000  # items at the beginning and at the end of a long feed that are looked at; which is new, nobody knows
HEADERS = {"content-type": "application/xml; charset=utf-8"}
_ELEMENT = re.compile(r"<\w")
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+))", re.IGNORECASE)


def entries(text: str) -> list[dict[str, Any]]:
    """The entries of a feed in any of its forms; Unreadable for what is none."""
    return _of_json(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else _of_xml(text)


def _of_xml(text: str) -> list[dict[str, Any]]:
    """All before the first element is thrown away: the charset is settled, and entities that a feed declares are of no
    use but to a bomb (billion laughs) or a spy (XXE).
    """
    start = _ELEMENT.search(text)
    if start is None:
        raise Unreadable("not_feed")
    found = _parsed(_shortened(_legal(text[start.start() :])))
    if not found.entries and not found.version:
        raise Unreadable("not_feed")
    return [_xml_entry(dict(entry)) for entry in found.entries]


def _legal(text: str) -> str:
    """Without the characters that XML forbids, as they are or by their number; feedparser breaks on half ones."""
    return _REFERENCE.sub(_reference, _ILLEGAL.sub("", text))


def _reference(match: re.Match[str]) -> str:
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    code = int(digits, base) if len(digits) <= 8 else 0
    allowed = code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return match[0] if allowed else "&#65533"


def _parsed(text: str) -> Any:
    source = io.BytesIO(text.encode())
    try:
        return feedparser.parse(source, response_headers=HEADERS, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # on broken feeds it fails in many ways of its own
        raise Unreadable("not_feed") from error


def _shortened(text: str) -> str:
    places = [match.start() for match in _ITEM.finditer(text)]
    if len(places) <= 2 * EACH_END:
        return text
    return text[: places[EACH_END]] + text[places[-EACH_END] :]


def _xml_entry(entry: dict[str, Any]) -> dict[str, Any]:
    """From a plain dictionary: feedparser's own takes one time for another where that is missing."""
    told = [*(part.get("value") for part in _list(entry.get("content"))), entry.get("summary")]
    content = max((tidy(part, MARKUP) for part in told), key=len)
    at, parsed = ("published", "published_parsed") if entry.get("published") else ("updated", "updated_parsed")
    moment = entry.get(parsed)
    return {
        "id": line(entry.get("id")),
        "title": line(unmarked(tidy(entry.get("title"), 5000))),
        "text": unmarked(content),
        "content": content,
        "link": line(entry.get("link"), 2000),
        "by": line(entry.get("author"), 60),
        "at": line(entry.get(at), 100),
        "moment": list(moment[:6]) if moment else [],
        "tags": _tags(tag.get("term") for tag in _list(entry.get("tags"))),
    }


def _of_json(text: str) -> list[dict[str, Any]]:
    """JSON Feed 1.1 (jsonfeed.org)."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_feed") from error
    items = told.get("items")
    if "jsonfeed" not in str(told.get("version"))[:200] or not isinstance(items, list):
        raise Unreadable("not_feed")
    return [_json_entry(item) for item in _ends(items) if isinstance(item, dict)]


def _ends(items: list[Any]) -> list[Any]:
    return items if len(items) <= 2 * EACH_END else items[:EACH_END] + items[-EACH_END:]


def _json_entry(item: Mapping[str, Any]) -> dict[str, Any]:
    content = tidy(item.get("content_html"), MARKUP)
    authors = [one.get("name") for one in [*_list(item.get("authors")), item.get("author")] if isinstance(one, dict)]
    return {
        "id": line(item.get("id")),
        "title": line(item.get("title")),
        "text": unmarked(content) or tidy(item.get("content_text")) or tidy(item.get("summary")),
        "content": content,
        "link": line(item.get("url") or item.get("external_url"), 2000),
        "by": next((name for author in authors if (name := line(author, 60))), ""),
        "at": line(item.get("date_published") or item.get("date_modified"), 100),
        "tags": _tags(_list(item.get("tags"))),
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _tags(told: Iterable[Any]) -> list[str]:
    return [tag for tag in (line(one, 60) for one in told) if tag][:10]
