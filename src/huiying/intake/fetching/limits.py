"""How much an answer may ask of us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`content` in bytes as unpacked, `seconds` for all of it with its redirects, `silence` between two pieces."""

    content: int = 5 * 1024 * 1024
    seconds: float = 30.0
    silence: float = 10.0
    redirects: int = 3


LIMITS = Limits()
