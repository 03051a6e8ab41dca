"""The calendar and the regulation that this office works under, read once."""

from functools import cache

from huiying.core import calendar as calendars
from huiying.core import regulation as regulations

SIMPLE = "letter.simple"
COMPLEX = "letter.complex"


@cache
def calendar() -> calendars.Calendar:
    return calendars.load()


@cache
def regulation() -> regulations.Regulation:
    return regulations.load()
