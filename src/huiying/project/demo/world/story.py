"""A story: many letters that belong together, with a beginning, a course and an end."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from .identity import Person
from .matter import Matter, read_matter
from .records import Delay

LAST_NAMED_DAY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A letter of a story that is given word for word."""

    day: int
    clock: str
    channel: str
    kind: str
    text: str
    title: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`curve` spreads `count` letters over the days; `posts`, where there are any, replace both.

    It begins `days_before` the end, or on the last `month`/`day` before it, moved back to `weekday` (0 = Monday).
    """

    id: str
    matter: Matter
    channels: Mapping[str, float]
    likes: int
    delay: Mapping[Delay, float]
    days: int
    days_before: int = 0
    month: int = 0
    day: int = 0
    weekday: int | None = None
    count: int = 0
    curve: tuple[float, ...] = ()
    copies: bool = False
    mixed_voices: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    writer: Person | None = None
    posts: tuple[Post, ...] = ()

    def begins(self, end: date) -> date:
        if not self.month:
            start = end - timedelta(days=self.days_before)
        else:
            start = date(end.year, self.month, self.day)
            if start + timedelta(days=self.days) > end:
                start = date(end.year - 1, self.month, self.day)
        if self.weekday is None:
            return start
        return start - timedelta(days=(start.weekday() - self.weekday) % 7)

    def day_words(self, begins: date, today: date) -> dict[str, str]:
        """{day1}, {day2} …: the days of the story as they are said; {since}: its beginning as seen from `today`."""
        since = "从今天一早就" if today <= begins else f"从{begins.month}月{begins.day}日起"
        days = ((n, begins + timedelta(days=n - 1)) for n in range(1, LAST_NAMED_DAY + 1))
        return {"since": since} | {f"day{n}": f"{day.month}月{day.day}日" for n, day in days}


@cache
def stories() -> tuple[Story, ...]:
    """Every story of the folder `stories`, in the order of the file names."""
    folder = files(__package__).joinpath("stories")
    sheets = sorted((sheet for sheet in folder.iterdir() if sheet.name.endswith(".toml")), key=lambda s: s.name)
    return tuple(_read(tomllib.loads(sheet.read_text(encoding="utf-8"))) for sheet in sheets)


def _read(data: Mapping[str, Any]) -> Story:
    row = dict(data["story"])
    sheet = dict(data["matter"])
    own = tuple(sheet.pop("own", ()))
    matter = read_matter(sheet, section=sheet.pop("section"))
    writer = Person(**row.pop("writer")) if "writer" in row else None
    for key in ("curve", "mixed_voices"):
        row[key] = tuple(row.get(key, ()))
    posts = tuple(Post(**post) for post in data.get("posts", ()))
    return Story(id=matter.id, matter=matter, own=own, writer=writer, posts=posts, **row)
