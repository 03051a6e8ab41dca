"""Parts that every page has: a moment in office hours, paragraphs in HTML."""

from collections.abc import Iterable
from datetime import date, datetime, time
from html import escape

from .chance import Chance
from .when import ZONE


def html(paragraphs: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


def office_hour(day: date, rng: Chance) -> datetime:
    return datetime.combine(day, time(rng.pick((9, 10, 11, 14, 15, 16, 17)), rng.randrange(60)), tzinfo=ZONE)
