"""The contract of a channel: it brings what it heard as `Heard` and takes what is to be said as `Outgoing`, one frozen
shape each for every way the public speaks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from django.utils.functional import Promise

from huiying.core.errors import HuiyingError


class ChannelError(HuiyingError):
    """Something between us and a channel failed. `retry` tells whether trying again can help; `after` is the least
    number of seconds to wait where the other side named one. `unsure`: the line broke while something was being said,
    so that it was perhaps said.
    """

    def __init__(
        self, what: str, *, retry: bool, after: int = 0, unsure: bool = False, where: str = "", fix: str = ""
    ) -> None:
        super().__init__(what, where=where, fix=fix)
        self.retry = retry
        self.after = after
        self.unsure = unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """The answer that a letter of the past already got, as its source tells it."""

    text: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that came along, under the name its sender gave it; not yet checked."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An address by which its writer is known: `kind` of `AddressKind`; `verified` if the channel vouches for it."""

    kind: str
    value: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a channel heard, once: `external_id` is the source's own number, or a digest where it has none.

    `reaches` are the writer's addresses, `contact` is its short form for phone and mail that nobody checked. `reply_to`
    is what the channel needs to answer this very piece. `continues` are numbers, the channel's or of our deliveries, of
    what this goes on from. `spread` tells how far it got where the source knows: `reposts`, `comments`, `reads`,
    `followers` of the writer, and `verified` (1 or 0).
    """

    external_id: str
    text: str
    said_at: datetime
    title: str = ""
    said_by: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    reaches: tuple[Reach, ...] = ()
    reply_to: Mapping[str, Any] = field(default_factory=dict)
    continues: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()
    wants_public: bool = True
    addressed: bool | None = None  # None: as the channel says
    likes: int = 0
    against: int = 0
    spread: Mapping[str, int] = field(default_factory=dict)
    answer: PastAnswer | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)
    row: int = 0  # where it stood, if it came in a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A piece that could not be taken in: its number and why, without its words."""

    external_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some of what a channel has, and how far it has been read once these are kept: both are kept or neither."""

    heard: tuple[Heard, ...] = ()
    refused: tuple[Refused, ...] = ()
    cursor: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a connector must know of a channel of ours."""

    slug: str
    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message to a writer. `key` is the same however often it is tried; `to` is the `reply_to` of what it answers.
    `enclosed` are files to go along, each with its media type; only a connector with `carries_files` gets any.
    """

    key: str
    text: str
    to: Mapping[str, Any]
    title: str = ""
    link: str = ""
    enclosed: tuple[tuple[Attached, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the channel made of a message: its own number for it, and the text where it had to be shortened."""

    external_id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Something an office sets for a channel. `kind` is text, choice (one of `choices`: key and words), number, yes_no,
    lines (one a line) or toml. `given` names the secrets that are sent to the place which this setting names.
    """

    name: str
    label: str | Promise
    kind: str = "text"
    secret: bool = False
    required: bool = False
    default: Any = ""
    help: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    given: tuple[str, ...] = ()


class Connector(Protocol):
    """What every connector tells of itself. `CONNECTOR` in `channels/<kind>/connector.py` is one."""

    settings: tuple[Setting, ...]

    def check(self, account: Account) -> str:
        """Try the account without hearing or saying anything; what was found, or ChannelError."""
        ...


@runtime_checkable
class Listens(Protocol):
    """A connector that fetches."""

    def listen(self, account: Account, cursor: Mapping[str, Any]) -> Iterator[Batch]:
        """Everything after `cursor` in bounded batches. May be stopped between any two and taken up again later: what
        comes twice has the same `external_id`. ChannelError where it cannot go on.
        """
        ...


@runtime_checkable
class Speaks(Protocol):
    """A connector that can answer. `sends_once`: the other side knows a key again; asked twice, it says it once."""

    sends_once: bool

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Say it once, shortened with the link where the channel takes no more; ChannelError where it is not said."""
        ...
