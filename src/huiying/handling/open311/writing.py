"""Answers as GeoReport v2 has them, in XML or JSON from the same rows, and its form of an error."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as Xml

from django.http import HttpResponse, JsonResponse

Row = Mapping[str, Any]
XML, JSON = "xml", "json"
# What XML 1.0 can say at all (Char); the rest of a text is left out.
_UNSAID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Refusal(Exception):
    """An error in the form of the specification: a code, which is the status too, and a description."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description


def listed(rows: Sequence[Row], *, form: str, root: str, item: str, status: int = 200) -> HttpResponse:
    """A list: `<root><item>…` or an array."""
    if form == JSON:
        return JsonResponse(
            [_plain(row) for row in rows], safe=False, status=status, json_dumps_params={"ensure_ascii": False}
        )
    top = Xml.Element(root)
    for row in rows:
        _fill(Xml.SubElement(top, item), row)
    return _xml(top, status)


def single(row: Row, *, form: str, root: str) -> HttpResponse:
    """One thing: `<root>…` or an object."""
    if form == JSON:
        return JsonResponse(_plain(row), json_dumps_params={"ensure_ascii": False})
    top = Xml.Element(root)
    _fill(top, row)
    return _xml(top, 200)


def refused(refusal: Refusal, *, form: str) -> HttpResponse:
    row = {"code": refusal.code, "description": refusal.description}
    return listed([row], form=form, root="errors", item="error", status=refusal.code)


class Parts(list[Any]):
    """A list inside a row, whose parts have a name in XML."""

    def __init__(self, name: str, parts: Sequence[Any]) -> None:
        super().__init__(parts)
        self.name = name


def _plain(row: Row) -> dict[str, Any]:
    return {key: [_value(each) for each in told] if isinstance(told, Parts) else told for key, told in row.items()}


def _value(told: Any) -> Any:
    return _plain(told) if isinstance(told, Mapping) else told


def _fill(element: Xml.Element, row: Row) -> None:
    for key, told in row.items():
        child = Xml.SubElement(element, key)
        if isinstance(told, Parts):
            for each in told:
                part = Xml.SubElement(child, told.name)
                if isinstance(each, Mapping):
                    _fill(part, each)
                else:
                    part.text = _text(each)
        else:
            child.text = _text(told)


def _text(told: Any) -> str | None:
    if told is None:
        return None
    return str(told).lower() if isinstance(told, bool) else _UNSAID.sub("", str(told))


def _xml(top: Xml.Element, status: int) -> HttpResponse:
    content = Xml.tostring(top, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8", status=status)
