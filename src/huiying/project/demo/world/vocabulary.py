"""The invented names of `vocabulary.toml`: parks, firms, people."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Park:
    name: str
    kind: str
    district: str
    roads: tuple[str, ...]
    stops: tuple[str, ...]
    lines: tuple[str, ...]
    halls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firm:
    """A local firm; `short` is what people call it."""

    name: str
    short: str
    makes: str
    park: Park


@dataclass(frozen=True, slots=True)
class ForeignFirm:
    """A foreign investor and its company in Jianglan."""

    parent: str
    country: str
    local: str
    manager: str
    short: str
    makes: str
    product: str
    land: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    parks: tuple[Park, ...]
    firms: tuple[Firm, ...]
    foreign: tuple[ForeignFirm, ...]
    surnames: str
    given: tuple[str, ...]
    nicknames: tuple[str, ...]
    homes: tuple[str, ...]

    def parks_of(self, where: str) -> list[Park]:
        """The parks where a matter can happen: of industry, of software, or any."""
        return [park for park in self.parks if where in ("any", park.kind)]

    def firms_of(self, where: str) -> list[Firm]:
        return [firm for firm in self.firms if where in ("any", firm.park.kind)]

    def park(self, name: str) -> Park:
        return next(park for park in self.parks if park.name == name)

    def firm(self, short: str) -> Firm:
        return next(firm for firm in self.firms if firm.short == short)


@cache
def vocabulary() -> Vocabulary:
    """Read the names, once."""
    data = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    parks = tuple(_park(row) for row in data["parks"])
    return Vocabulary(
        parks=parks,
        firms=tuple(_firm(stem, trade, makes, parks[park]) for stem, trade, makes, park in data["firms"]["rows"]),
        foreign=tuple(ForeignFirm(*row) for row in data["foreign"]["rows"]),
        surnames=data["people"]["surnames"],
        given=tuple(data["people"]["given"]),
        nicknames=tuple(data["people"]["nicknames"]),
        homes=tuple(data["homes"]["rows"]),
    )


def _park(row: Mapping[str, Any]) -> Park:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Park(**facts)


def _firm(stem: str, trade: str, makes: str, park: Park) -> Firm:
    return Firm(f"江岚{stem}{trade}有限公司", f"{stem}{trade}", makes, park)
