"""The world that the tests look at, made once."""

from datetime import date
from functools import cache

from huiying.project.demo.world.letters import letters
from huiying.project.demo.world.pages import pages
from huiying.project.demo.world.records import DemoLetter, DemoPage

SEED = 20260315
END = date(2026, 11, 24)


@cache
def all_letters() -> tuple[DemoLetter, ...]:
    return tuple(letters(SEED, END))


@cache
def all_pages() -> tuple[DemoPage, ...]:
    return tuple(pages(SEED, END))
