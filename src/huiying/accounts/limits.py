"""How long a session lasts, and what it knows of how its person came in.

GB/T 22239-2019, 8.1.4.1 b) asks that a session ends by itself when nothing is done, and gives no number; half an hour
is the practice, and twelve hours a day's work at most. The marks are seconds of the machine's own clock: a drill that
hurries its hours signs nobody out.
"""

import time
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings

from .models import Ending

BEGAN, SEEN, PROVED, CONFIRMED = "began", "seen", "proved", "confirmed"
FRESH = 600  # for so long the person who signed in is taken for the one who sits there
TOUCH = 60  # a session that is used is written once a minute
NOT_A_DEED = "X-Looking-Again"  # a page that asks by itself whether there is news keeps nobody signed in

Marks = MutableMapping[str, Any]


def now() -> int:
    return int(time.time())


def begin(marks: Marks, at: int, *, proved: bool) -> None:
    """Mark a session that begins; `proved` says whether a second factor stood behind it."""
    marks[BEGAN] = marks[SEEN] = at
    marks[PROVED] = proved


def over(marks: Marks, at: int) -> Ending | None:
    """Why a session may not go on, None where it may. One without marks never began at the door."""
    if at - int(marks.get(BEGAN, 0)) >= settings.SESSION_HOURS * 3600:
        return Ending.AGE
    if at - int(marks.get(SEEN, 0)) >= settings.SESSION_IDLE_MINUTES * 60:
        return Ending.IDLE
    return None


def left(marks: Marks, at: int) -> int:
    """Seconds until a session ends if nothing is done in it."""
    of_age = settings.SESSION_HOURS * 3600 - (at - int(marks[BEGAN]))
    return int(min(of_age, settings.SESSION_IDLE_MINUTES * 60 - (at - int(marks[SEEN]))))


def touch(marks: Marks, at: int) -> bool:
    """Note that the session is used; whether that was worth writing."""
    if at - int(marks.get(SEEN, 0)) < TOUCH:
        return False
    marks[SEEN] = at
    return True


def is_fresh(marks: Marks, at: int) -> bool:
    """Whether the person signed in, or said their password again, a moment ago."""
    return at - max(int(marks.get(BEGAN, 0)), int(marks.get(CONFIRMED, 0))) < FRESH
