"""JSON lines: one object a line, its keys are the headers; a line that is no object stays behind alone."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .cells import Cell
from .encodings import CARRIED
from .headers import fields_of
from .limits import Limits
from .tables import Row, Table, is_header
from .text_lines import TextLine, lines_of

SAMPLE_LINES, SAMPLE_WIDTH = 200, 1 << 16


def is_json_lines(path: Path, encoding: str) -> bool:
    """Whether an object stands in one of the first lines. No row of a CSV is one."""
    with lines_of(path, encoding, SAMPLE_WIDTH) as lines:
        return any(_begins(line) for line in islice(lines, SAMPLE_LINES))


def refuse_list(path: Path, encoding: str) -> None:
    """One JSON list over the whole file is no JSON lines: InputError says so."""
    with path.open(encoding=encoding, errors=CARRIED) as file:
        start = file.read(SAMPLE_WIDTH).lstrip()
    if re.match(r"\[\s*[{\[\]]", start):
        raise InputError(
            _("The file is one JSON list"),
            fix=_("Write each letter as a JSON object in a line of its own (.jsonl)."),
        )


def table(path: Path, encoding: str, mapping: Mapping[str, str], limits: Limits) -> Table:
    """All lines as rows. The headers are the keys of the first lines; a later line may bring more."""
    headers = _keys(path, encoding, limits)
    rows = _rows(path, encoding, mapping, limits)
    return Table(headers, fields_of(headers, mapping), is_header(headers, mapping), rows)


def _keys(path: Path, encoding: str, limits: Limits) -> list[str]:
    keys: dict[str, None] = {}
    with lines_of(path, encoding, limits.record) as lines:
        for line in islice(lines, SAMPLE_LINES):
            told = _object(line.text or "")
            keys |= dict.fromkeys(told if isinstance(told, dict) else ())
    return list(keys)


def _rows(path: Path, encoding: str, mapping: Mapping[str, str], limits: Limits) -> Iterator[Row]:
    @lru_cache(maxsize=64)
    def fields(keys: tuple[str, ...]) -> Mapping[str, str]:
        return fields_of(keys, mapping)

    with lines_of(path, encoding, limits.record) as lines:
        for number, line in enumerate(lines, start=1):
            told = _told(line, limits)
            if isinstance(told, str):
                yield Row(number, {"": (line.text or "").strip()}, problem=told)
            elif told:
                yield Row(number, told, fields(tuple(told)))


def _told(line: TextLine, limits: Limits) -> dict[str, Cell] | str:
    """The cells of a line, none for an empty one, or why it cannot be read."""
    if line.text is None:
        return _("The line has more than %(most)d characters") % {"most": limits.record}
    if not line.text.strip():
        return {}
    told = _object(line.text)
    if not isinstance(told, dict):
        return _("The line is not a JSON object")
    if len(told) > limits.columns:
        return _("The row has %(cells)d cells; at most %(most)d are read") % {
            "cells": len(told),
            "most": limits.columns,
        }
    return {key: _cell(value) for key, value in told.items()}


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # also a number of thousands of digits
        return None


def _begins(line: TextLine) -> bool:
    start = (line.text or "").strip()
    return start.startswith("{") and (isinstance(_object(start), dict) or start.startswith('{"'))


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return json.dumps(value, ensure_ascii=False)
