"""What a paper is asked to tell: of which days, as they stand when, about what, and in answer to which notice."""

from dataclasses import dataclass
from datetime import datetime

from .figures import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """`subject` names the one matter that the paper is about (`topic:12`, `case:2026-0001`), "" for a whole period."""

    period: Period
    at: datetime
    subject: str = ""
    notice: str = ""
    number: str = ""
