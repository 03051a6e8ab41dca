"""Words and moments that come from outside a paper: personal data masked, signs of citation taken off, moments in the
office's zone.
"""

from datetime import datetime
from typing import Final

from django.utils import timezone

from huiying.core.remaining import closing_time, last_day
from huiying.language import privacy

from .citing import uncited
from .wording import brief

MOST: Final = 30


def safe(text: str, most: int = MOST) -> str:
    """A title or a matter in few words, without personal data."""
    return brief(uncited(privacy.mask(text)), most)


def whole(text: str) -> str:
    """A paragraph as it was written, without personal data."""
    return uncited(privacy.mask(text)).strip()


def stamp(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")


def the_moment(iso: str) -> str:
    """11月3日8时05分; facts keep moments by `stamp`."""
    at = datetime.fromisoformat(iso)
    return f"{at.month}月{at.day}日{at.hour}时{f'{at.minute:02}分' if at.minute else ''}"


def the_day_of(iso: str) -> str:
    at = datetime.fromisoformat(iso)
    return f"{at.month}月{at.day}日"


def due(at: datetime) -> str:
    """12月4日, or 12月4日17:30 where a day does not end it: midnight belongs to the day that ends."""
    day, clock = last_day(at), closing_time(at)
    return f"{day.month}月{day.day}日{'' if clock == '24:00' else clock}"
