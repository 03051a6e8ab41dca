"""A post as the topics are found from it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What was said, when (aware), by whom ("" unknown) and through which channel, with its likes and reposts."""

    id: str
    title: str
    text: str
    at: datetime
    person: str = ""
    likes: int = 0
    against: int = 0
    channel: str = ""
    reposts: int = 0
