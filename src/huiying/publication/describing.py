"""What a page tells machines: its description, Open Graph, and schema.org data in a block that nothing runs."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

LONGEST = 150  # characters of a description
# A data block ends at the first `</script`, and these are what HTML, or a script that reads it, would take as its own.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Described:
    title: str
    description: str
    address: str
    published: date | datetime | None = None
    data: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def is_article(self) -> bool:
        return self.published is not None

    @property
    def data_block(self) -> SafeString:
        """The data as JSON-LD, with nothing in it that could end its block. The content security policy is about what
        runs, and a browser runs no block of this type.
        """
        graph = {"@context": "https://schema.org", "@graph": [_told(one) for one in self.data]}
        told = json.dumps(graph, ensure_ascii=False, default=_moment).translate(ESCAPES)
        return mark_safe(f'<script type="application/ld+json">{told}</script>')  # noqa: S308


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(text: str) -> str:
    """The beginning of a text, without markup, as a description."""
    told = re.sub(r"\s+", " ", strip_tags(text)).strip()
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def crumb_list(request: HttpRequest, crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where the page stands, as schema.org has it."""
    places = [
        {"@type": "ListItem", "position": place, "name": name, "item": request.build_absolute_uri(url)}
        for place, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}
