"""The thresholds of the verdicts, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """See `thresholds.toml`, where each says what it is and how it was set."""

    answers: float
    shown: float
    share: float
    top: int
    stale_days: int
    found: float
    clicks: int
    searched: int
    still_asked: int
    after_days: int
    pace: float
    closes: float
    reopens: int


@cache
def thresholds() -> Thresholds:
    told = files(__package__).joinpath("thresholds.toml").read_text("utf-8")
    return Thresholds(**tomllib.loads(told))
