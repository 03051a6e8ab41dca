"""A file of letters goes in: read, received batch by batch, those answered before closed at once, the rest
rejected with reasons.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from huiying.handling.actions import take_past_answers
from huiying.intake.actions import channel_named, receive
from huiying.intake.channel import Heard
from huiying.intake.channels.files.reader import read
from huiying.intake.channels.files.rejected import write_rejected
from huiying.intake.channels.files.rows import Rejected
from huiying.intake.models import Channel

BATCH = 500


@dataclass(slots=True)
class Outcome:
    """What became of a file, in rows."""

    read: int = 0
    new: int = 0
    duplicate: int = 0
    rejects: list[Rejected] = field(default_factory=list)
    rejected_file: Path | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "new": self.new,
            "duplicate": self.duplicate,
            "rejected": len(self.rejects),
            "rejected_file": str(self.rejected_file) if self.rejected_file else None,
        }


def import_file(
    path: Path,
    *,
    channel: str,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    rejected: Path | None = None,
    show: Callable[[int], None] | None = None,
) -> Outcome:
    """Import a file into a channel. Each batch is one transaction, so a crash and a rerun add exactly what was
    missing.
    """
    into = channel_named(channel)
    outcome = Outcome()
    rows = read(path, mapping=mapping or {}, zone=ZoneInfo(settings.TIME_ZONE))
    for batch in _batches(rows):
        _take(batch, into, outcome, at)
        if show:
            show(outcome.read)
    while take_past_answers(at=at):
        pass
    if outcome.rejects:
        outcome.rejected_file = rejected or path.with_name(f"{path.stem}.rejected.csv")
        write_rejected(outcome.rejected_file, outcome.rejects, source=path)
    return outcome


def _batches(rows: Iterator[Heard | Rejected]) -> Iterator[list[Heard | Rejected]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _take(batch: list[Heard | Rejected], channel: Channel, outcome: Outcome, at: datetime) -> None:
    heard = [row for row in batch if isinstance(row, Heard)]
    outcome.read += len(batch)
    outcome.rejects += [row for row in batch if isinstance(row, Rejected)]
    received = receive(heard, channel=channel, by=None, at=at)
    outcome.new += len(received.new)
    outcome.duplicate += len(received.known)
    outcome.rejects += [_conflict(h) for h in received.conflicting]


def _conflict(heard: Heard) -> Rejected:
    raw = {header: cell for header, cell in heard.raw.items() if isinstance(cell, str)}
    reason = _("Another letter of this channel already bears the number %(number)s. Import it into another channel.")
    return Rejected(row=heard.row, field="id", reason=reason % {"number": heard.external_id}, raw=raw)
