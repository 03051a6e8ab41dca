"""The contract of a channel: it brings what it heard as `Heard`, one frozen shape for every way the public speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """The answer that a letter of the past already got, as its source tells it."""

    text: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a channel heard, once: `external_id` is the source's own number, or a digest where it has none.

    `spread` tells how far it got where the source knows: `reposts`, `comments`, `reads`, `followers` of the writer, and
    `verified` (1 or 0).
    """

    external_id: str
    text: str
    said_at: datetime
    title: str = ""
    said_by: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    wants_public: bool = True
    likes: int = 0
    against: int = 0
    spread: Mapping[str, int] = field(default_factory=dict)
    answer: PastAnswer | None = None
    raw: Mapping[str, str] = field(default_factory=dict)
    row: int = 0  # where it stood, if it came in a file
