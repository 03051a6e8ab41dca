"""What becomes of a letter: how fast it is answered, and what its writer thinks of that."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from .chance import Chance
from .records import Delay

RATED = 0.42
COMMENTED = 0.55
# Sections that are short of hands answer later: the report finds them by the figures.
STRAINED = ("政策法规科", "项目服务科")
USUAL: dict[Delay, float] = {"prompt": 38, "normal": 44, "slow": 11, "late": 5, "open": 1}
UNDER_STRAIN: dict[Delay, float] = {"prompt": 18, "normal": 44, "slow": 20, "late": 16, "open": 2}
FRESH: dict[Delay, float] = {"prompt": 30, "normal": 8, "open": 62}
RECENT: dict[Delay, float] = {"prompt": 34, "normal": 40, "slow": 10, "late": 2, "open": 14}
STARS: dict[Delay, dict[int, float]] = {
    "prompt": {5: 58, 4: 28, 3: 9, 2: 3, 1: 2},
    "normal": {5: 40, 4: 34, 3: 17, 2: 5, 1: 4},
    "slow": {5: 18, 4: 30, 3: 30, 2: 13, 1: 9},
    "late": {5: 6, 4: 14, 3: 28, 2: 28, 1: 24},
    "open": {},
}


@dataclass(frozen=True, slots=True)
class Fate:
    delay: Delay
    stars: int | None
    comment: str


@cache
def comments() -> dict[str, list[str]]:
    text = files(__package__).joinpath("comments.toml").read_text(encoding="utf-8")
    return {key: list(lines) for key, lines in tomllib.loads(text).items()}


def draw_fate(at: datetime, end: date, section: str, rng: Chance, *, delay: Delay | None = None) -> Fate:
    """The fate of a letter of this moment, seen from `end`."""
    pace = rng.weighted(_delays((end - at.date()).days, section)) if delay is None else delay
    if pace == "open" or not rng.happens(RATED):
        return Fate(pace, None, "")
    stars = rng.weighted(STARS[pace])
    comment = rng.pick(comments()[_mood(pace, stars, rng)]) if rng.happens(COMMENTED) else ""
    return Fate(pace, stars, comment)


def _mood(pace: Delay, stars: int, rng: Chance) -> str:
    """Which comments fit: speed is praised only where there was any."""
    if pace == "late" and stars <= 3 and rng.happens(0.7):
        return "late"
    if pace == "prompt" and stars == 5 and rng.happens(0.5):
        return "fast"
    return f"stars{stars}"


def _delays(age: int, section: str) -> dict[Delay, float]:
    if age <= 5:
        return FRESH
    if age <= 18:
        return RECENT
    return UNDER_STRAIN if section in STRAINED else USUAL
