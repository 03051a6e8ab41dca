"""What can be published: kinds of news that recur, pages that are there once, consultations with their results."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Pages of one kind: each takes one sentence group of every entry in `paragraphs`."""

    id: str
    column: str
    section: str
    count: int
    source: tuple[str, ...]
    titles: tuple[str, ...]
    summary: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    months: tuple[int, ...] = ()
    monthly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPage:
    """A page that is there once: in a month, some days before the end, or on a day of a story."""

    column: str
    source: str
    section: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    month: int = 0
    day: int = 0
    days_before: int = 0
    story: str = ""
    story_day: int = 0
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A draft that the public may comment on, and what came of it."""

    column: str
    source: str
    section: str
    subject: str
    what: str
    focus: str
    heard: int
    taken: int
    result: str
    days_before: int


@dataclass(frozen=True, slots=True)
class PageFile:
    kinds: tuple[Kind, ...]
    fixed: tuple[FixedPage, ...]
    consultations: tuple[Consultation, ...]


@cache
def page_file() -> PageFile:
    """Read every sheet of the folder `columns`, in the order of the file names."""
    folder = files(__package__).joinpath("columns")
    sheets = sorted((sheet for sheet in folder.iterdir() if sheet.name.endswith(".toml")), key=lambda s: s.name)
    data = [tomllib.loads(sheet.read_text(encoding="utf-8")) for sheet in sheets]
    return PageFile(
        kinds=tuple(_kind(row, sheet) for sheet in data for row in sheet.get("kind", ())),
        fixed=tuple(_fixed(row, sheet) for sheet in data for row in sheet.get("page", ())),
        consultations=tuple(
            Consultation(column=sheet["column"], source=sheet["source"], **row)
            for sheet in data
            for row in sheet.get("consultation", ())
        ),
    )


def _kind(row: Mapping[str, Any], sheet: Mapping[str, Any]) -> Kind:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    facts["paragraphs"] = tuple(tuple(choices) for choices in row["paragraphs"])
    facts["slots"] = {name: tuple(options) for name, options in row.get("slots", {}).items()}
    return Kind(column=sheet["column"], **facts)


def _fixed(row: Mapping[str, Any], sheet: Mapping[str, Any]) -> FixedPage:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return FixedPage(column=sheet["column"], source=sheet["source"], **facts)
