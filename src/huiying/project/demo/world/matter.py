"""A matter that people write about: the sentences of its letters, and of the answers that it gets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter. `ask` is by kind, the usual kind first; `season` multiplies `weight` in a month (1–12).

    `voice` says who writes (firm, citizen, worker, foreign), `where` in which parks it happens (industry, software,
    any). A letter is an opening, some of `more`, and an ask;
    a social post is one of `short`. An answer is a finding, the rule and what was done.
    """

    id: str
    section: str
    theme: str
    voice: str
    weight: float
    about: str
    titles: tuple[str, ...]
    open: tuple[str, ...]
    more: tuple[str, ...]
    ask: Mapping[str, tuple[str, ...]]
    short: tuple[str, ...]
    found: tuple[str, ...]
    rule: tuple[str, ...]
    done: tuple[str, ...]
    short_kind: str = ""
    where: str = "industry"
    co: tuple[str, ...] = ()
    season: Mapping[int, float] = field(default_factory=dict)
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    english: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, float]:
        """Kinds with weights: the first is the usual one."""
        return {kind: 1.0 if place else 1.6 for place, kind in enumerate(self.ask)}

    @property
    def kind_of_short(self) -> str:
        return self.short_kind or next(iter(self.ask))

    def weight_in(self, month: int) -> float:
        return self.weight * self.season.get(month, 1.0)


@cache
def matters() -> tuple[Matter, ...]:
    """Every matter of the folder `matters`, in the order of the file names."""
    folder = files(__package__).joinpath("matters")
    sheets = sorted((sheet for sheet in folder.iterdir() if sheet.name.endswith(".toml")), key=lambda s: s.name)
    found = []
    for sheet in sheets:
        data = tomllib.loads(sheet.read_text(encoding="utf-8"))
        found += [read_matter(row, section=data["section"]) for row in data["matter"]]
    return tuple(found)


def read_matter(row: Mapping[str, Any], *, section: str) -> Matter:
    """A matter from its row; lists become tuples, months become numbers."""
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    for table in ("ask", "slots"):
        facts[table] = {key: tuple(value) for key, value in row.get(table, {}).items()}
    facts["season"] = {int(month): factor for month, factor in row.get("season", {}).items()}
    return Matter(section=section, **facts)
