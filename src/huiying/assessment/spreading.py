"""How far a voice has spread, as the language room reads it: only what its channel tells."""

from collections.abc import Mapping
from typing import Any

from huiying.intake.models import Voice
from huiying.language.spread import Spread

MOST = 10**10


def spread_of(voice: Voice) -> Spread:
    """The figures of a voice. No likes are a figure only where the channel tells others: most letters have none. Who
    meets the same on our own board spreads nothing, and is no figure of a platform.
    """
    told: Mapping[str, Any] = voice.spread
    figures = {sort: figure(told, sort) for sort in ("reposts", "comments", "reads", "followers")}
    verified = figure(told, "verified")
    counts = bool(voice.likes or voice.against) or any(n is not None for n in figures.values())
    return Spread(likes=voice.likes if counts else None, verified=None if verified is None else verified > 0, **figures)


def figure(told: Mapping[str, Any], sort: str) -> int | None:
    """One figure, None where the channel does not tell it; what is no count is not told, so that it cannot harm."""
    count = told.get(sort)
    return min(count, MOST) if isinstance(count, int) and count >= 0 else None
