"""A hot list in JSON as entries: the office tells by paths (`data.list`, `word`, `stat.0.count`) what stands where."""

import json
import re
from collections.abc import Mapping
from typing import Any

from .plain import line, tidy, unmarked
from .unreadable import Unreadable

SPREAD = ("reads", "likes", "reposts", "comments")
MOST_COUNT = 2**31 - 1
HERE = "."
_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(万|亿|k|w|m)?", re.IGNORECASE)
_TIMES = {"万": 10**4, "w": 10**4, "亿": 10**8, "k": 10**3, "m": 10**6}


def entries(text: str, how: Mapping[str, str]) -> list[dict[str, Any]]:
    """The entries in the order of the list; Unreadable where there is no list at the path `items`."""
    try:
        told = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json") from error
    items = at_path(told, how["items"])
    if not isinstance(items, list):
        raise Unreadable("no_items")
    return [_entry(item, how) for item in items]


def at_path(told: Any, path: str) -> Any:
    """What stands at a path; None where nothing does. A single point is the thing itself."""
    for step in [] if path == HERE else path.split("."):
        if isinstance(told, dict):
            told = told.get(step)
        elif isinstance(told, list) and step.isascii() and step.isdigit() and int(step[:9]) < len(told):
            told = told[int(step[:9])]
        else:
            return None
    return told


def _entry(item: Any, how: Mapping[str, str]) -> dict[str, Any]:
    found = {key: at_path(item, path) for key, path in how.items() if key != "items"}
    spread = {name: count(found.get(name)) for name in SPREAD}
    if spread["reads"] is None:
        spread["reads"] = count(found.get("heat"))
    text = found.get("text")
    return {
        "id": line(found.get("id")),
        "title": line(found.get("title")),
        "text": unmarked(text) if isinstance(text, str) else "",
        "link": line(found.get("link"), 2000),
        "at": line(found.get("at"), 100),
        "spread": {name: n for name, n in spread.items() if n is not None},
    }


def count(value: Any) -> int | None:
    """A figure as lists write it: 1234, "1,234", "12.3万"; None where it is none."""
    told = _COUNT.search(tidy(value, 40).replace(",", "").replace("，", ""))
    if told is None:
        return None
    return min(int(float(told[1]) * _TIMES.get((told[2] or "").lower(), 1)), MOST_COUNT)
