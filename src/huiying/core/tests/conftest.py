from collections.abc import Callable
from datetime import date, datetime

import pytest

from huiying.core import calendar, deadline, regulation
from huiying.core.calendar import Calendar
from huiying.core.deadline import Deadline
from huiying.core.regulation import Regulation
from huiying.core.zone import ZONE

Due = Callable[..., Deadline]


@pytest.fixture
def days() -> Calendar:
    return calendar.load()


@pytest.fixture
def national() -> Regulation:
    return regulation.load()


@pytest.fixture
def due(days: Calendar, national: Regulation) -> Due:
    """`due("letter.simple", "2026-09-28T10:00", …)` under the national set, in the office's zone."""

    def ask(term: str, received: str | date | datetime, **more: object) -> Deadline:
        at = datetime.fromisoformat(str(received)).replace(tzinfo=ZONE)
        return deadline.due(term, at, calendar=days, regulation=national, **more)  # type: ignore[arg-type]

    return ask
