"""What passes between the stage and the office: what the public says, and what it sees of the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from .model import MomentKind


class SpokenSort(StrEnum):
    RELEASE = "release"  # signed and out
    POST = "post"  # on Weibo, WeChat or the site, outside an emergency
    REPLY = "reply"  # to one writer
    ANSWER = "answer"  # to a call


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What the office said and the public could hear. `ref` names the row, as `release:12`; `parts` are those of the
    four parts of a release that are filled; `next` is when it promised to speak again. `to` is the `ident` of the call
    that an answer answers; where it is not known, it answers the call that waited longest.
    """

    at: timedelta
    sort: SpokenSort
    ref: str
    text: str
    title: str = ""
    parts: frozenset[str] = frozenset()
    next: timedelta | None = None
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that the public says or that happens: `stream` is the stream, moment or reaction it came from."""

    at: timedelta
    kind: MomentKind
    ident: str  # unique in a play, and the same for the same seed
    text: str
    title: str = ""
    who: str = ""
    channel: str = ""
    stream: str = ""
    addressed: bool = False
    rumour: str = ""
    within: timedelta = timedelta()
    spread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The temper changed from `before` to `after`, because a reaction met what the office did or left undone."""

    at: timedelta
    before: float
    after: float
    because: str
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What one step of a play gave, in the order of time, and the temper at its end."""

    said: tuple[Said, ...] = ()
    turns: tuple[Turn, ...] = ()
    temper: float = 1.0
    facts: Mapping[str, object] = field(default_factory=dict)
