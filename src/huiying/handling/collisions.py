"""撞车 · Two people at one reply: what a form began from, told with what it sends, and what stands there by now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huiying.core.errors import RuleError

from .models import Draft


@dataclass(frozen=True, slots=True)
class Seen:
    """The draft that a form was opened on: its version and the moment at which it was last kept; 0 and none before the
    first.
    """

    version: int = 0
    at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.version}@{self.at.isoformat() if self.at else ''}"

    @classmethod
    def of(cls, draft: Draft | None) -> "Seen":
        return cls(draft.version, draft.at) if draft else cls()

    @classmethod
    def read(cls, told: str) -> "Seen | None":
        """What the form says; None where it says nothing that can be read, and then nothing is compared."""
        version, mark, moment = told.partition("@")
        try:
            return cls(int(version), datetime.fromisoformat(moment) if moment else None) if mark else None
        except ValueError:
            return None


class DraftChanged(RuleError):
    """Somebody else has changed the draft since the form was opened; `now` is what stands there."""

    def __init__(self, now: Draft | None, number: str) -> None:
        super().__init__(
            _("Somebody else has changed the draft since you opened it. Nothing was overwritten."),
            where=number,
            fix=_("Compare the two texts, take over what is missing, and keep the one that is right."),
        )
        self.now = now


def compare(latest: Draft | None, seen: Seen | None, number: str) -> None:
    """DraftChanged where the latest draft is not the one that the form was opened on."""
    if seen is not None and seen != Seen.of(latest):
        raise DraftChanged(latest, number)
