"""How far each source has been read, what it has trouble with, and when it is asked again: the channel's cursor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ...backoff import next_try
from ...channel import ChannelError
from .sources import Source

MOST_SEEN = 500
AFTER_REFUSAL = timedelta(hours=6)


@dataclass(slots=True, kw_only=True)
class Progress:
    """One source. `etag`, `modified` and `body` tell whether it has changed since; `watched` for what was watched then.

    `named`: the other side itself said when to come again. `seen` are the marks of what need not be looked at again.
    """

    etag: str = ""
    modified: str = ""
    body: str = ""
    watched: str = ""
    seen: list[str] = field(default_factory=list)
    looked: bool = False
    tried_at: str = ""
    next_at: str = ""
    named: bool = False
    failures: int = 0
    trouble: str = ""
    retry: bool = True

    def went_well(self, source: Source, at: datetime) -> None:
        self.failures, self.trouble, self.named = 0, "", False
        self.tried_at = at.isoformat()
        self.next_at = (at + timedelta(minutes=source.minutes)).isoformat() if source.minutes else ""

    def failed(self, source: Source, error: ChannelError, at: datetime) -> None:
        self.failures += 1
        self.trouble = str(ChannelError(error.what, retry=error.retry, where=source.name, fix=error.fix))[:400]
        self.retry, self.named = error.retry, bool(error.after)
        self.tried_at = at.isoformat()
        again = next_try(self.failures, at, after=error.after) if error.retry else at + AFTER_REFUSAL
        self.next_at = again.isoformat()

    def remember(self, marks: Iterable[str]) -> None:
        """Bounded: the newest marks stay. A source gives at most as many entries as are remembered."""
        self.seen = list(dict.fromkeys([*marks, *self.seen]))[:MOST_SEEN]

    def waits(self, at: datetime) -> int:
        """Seconds until it may be asked again."""
        return max(0, int((datetime.fromisoformat(self.next_at) - at).total_seconds()) + 1) if self.next_at else 0


class Sources:
    """The progress of all sources of a channel."""

    def __init__(self, sources: Sequence[Source], cursor: Mapping[str, Any]) -> None:
        kept = cursor.get("sources")
        kept = kept if isinstance(kept, Mapping) else {}
        self._sources = sources
        self._of = {source.key: _progress(kept.get(source.key)) for source in sources}

    def __getitem__(self, source: Source) -> Progress:
        return self._of[source.key]

    def due(self, at: datetime) -> list[Source]:
        """Those to be asked now, the longest waiting first. Where all are in trouble the channel's own patience holds,
        and each is asked that did not itself name a time.
        """
        alone = all(one.trouble for one in self._of.values())
        due = [s for s in self._sources if not self[s].waits(at) or (alone and not self[s].named)]
        return sorted(due, key=lambda source: self[source].tried_at)

    def cursor(self) -> dict[str, Any]:
        troubles = [one.trouble for one in self._of.values() if one.trouble]
        return {"sources": {key: asdict(one) for key, one in self._of.items()}, "troubles": troubles}

    def require_one_well(self, at: datetime) -> None:
        """ChannelError where no source could be read: the channel as a whole is in trouble."""
        if not all(one.trouble for one in self._of.values()):
            return
        again = [one for one in self._of.values() if one.retry]
        after = min((one.waits(at) if one.named else 0 for one in again), default=0)
        raise ChannelError("；".join(one.trouble for one in self._of.values()), retry=bool(again), after=after)


def _progress(kept: Any) -> Progress:
    """What the cursor kept; a new beginning where it is of no form that we know."""
    try:
        found = Progress(**kept)
        found.waits(datetime.fromisoformat(found.tried_at or "2000-01-01T00:00:00+00:00"))
        found.seen = [str(mark) for mark in found.seen]
    except (TypeError, ValueError):
        return Progress()
    return found
