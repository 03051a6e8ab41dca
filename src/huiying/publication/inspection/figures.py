"""The figures of an inspection, as the house knows them and as the office set them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings

from huiying.core.errors import ConfigError

OWN = "inspection.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name: its figures, where they stand, and whether that was read. A veto item takes no points."""

    id: str
    veto: bool
    cite: str
    verified: bool
    figures: dict[str, float]

    def figure(self, name: str) -> int:
        return int(self.figures[name])

    def deduction(self, count: int) -> float:
        return 0.0 if self.veto else min(self.figures["points"] * count, self.figures["most"])


@dataclass(frozen=True, slots=True)
class Figures:
    start: float
    passes: float
    rules: dict[str, Rule]


def figures() -> Figures:
    """The house's figures under the office's own; ConfigError where those cannot be read."""
    own = Path(settings.HOME) / OWN
    return _read(str(own), own.stat().st_mtime_ns if own.exists() else 0)


@cache
def _read(own: str, changed: int) -> Figures:
    told = tomllib.loads(files(__package__).joinpath("figures.toml").read_text("utf-8"))
    if changed:
        _set_over(told, Path(own))
    rules = {
        name: _rule(name, dict(row), veto=sort == "veto")
        for sort in ("veto", "deduct")
        for name, row in told[sort].items()
    }
    return Figures(float(told["scale"]["start"]), float(told["scale"]["pass"]), rules)


def _rule(name: str, row: dict[str, Any], *, veto: bool) -> Rule:
    cite, verified = str(row.pop("cite")), bool(row.pop("verified"))
    return Rule(name, veto, cite, verified, {key: float(value) for key, value in row.items()})


def _set_over(told: dict[str, Any], own: Path) -> None:
    """The office's numbers take the place of the house's; a name that no rule has is an error, and so is no number."""
    try:
        set_by_office = tomllib.loads(own.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("巡检设置文件无法读取", where=f"{own}：{error}", fix="请按 TOML 格式改正") from error
    for sort, rows in set_by_office.items():
        for name, value in rows.items() if isinstance(rows, dict) else [(sort, rows)]:
            _set_one(
                told, own, (sort,) if sort == "scale" else (sort, name), {name: value} if sort == "scale" else value
            )


def _set_one(told: dict[str, Any], own: Path, place: tuple[str, ...], values: Any) -> None:
    row: Any = told
    for name in place:
        row = row.get(name) if isinstance(row, dict) else None
    for key, value in values.items() if isinstance(values, dict) else [("", values)]:
        known = isinstance(row, dict) and isinstance(row.get(key), int | float) and not isinstance(row.get(key), bool)
        if not known or isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            where = ".".join((*place, str(key)))
            raise ConfigError("巡检设置中有不认识的项或数值", where=f"{own}：{where}", fix="名称和数值以手册为准")
        row[key] = value
