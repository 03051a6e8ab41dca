"""Cards: from what lateness of a reply which one is given, told as moments."""

from datetime import datetime

import pytest

from huiying.core import calendar, regulation
from huiying.core.cards import Colour, Late, times
from huiying.core.errors import InputError
from huiying.core.term import Unit
from huiying.core.zone import ZONE

DAYS = calendar.load()
OWN = 'extends = "national"\nname = "本县规定"\nversion = "1"\neffective = 2026-01-01\n'


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "yellow", "red"),
    [
        # Due at 24:00 of Wednesday 11 November: red when Thursday, Friday and Monday are over.
        ("2026-11-12 00:00", "2026-11-12 00:00", "2026-11-17 00:00"),
        # Across the National Day: due on Wednesday 30 September; the 8th, 9th and the worked Saturday 10th.
        ("2026-10-01 00:00", "2026-10-01 00:00", "2026-10-11 00:00"),
        # A term in hours that ends on a Saturday afternoon: Monday to Wednesday.
        ("2026-11-14 15:00", "2026-11-14 15:00", "2026-11-19 00:00"),
    ],
)
def test_the_national_practice(due: str, yellow: str, red: str) -> None:
    told = times(regulation.load().cards, due_at=at(due), calendar=DAYS)
    assert [(str(colour), f"{moment:%Y-%m-%d %H:%M}") for colour, moment in told] == [("yellow", yellow), ("red", red)]


def test_no_red_card_before_the_yellow_one() -> None:
    cards = {Colour.YELLOW: Late(48, Unit.HOUR), Colour.RED: Late(1, Unit.HOUR)}
    (_, yellow), (_, red) = times(cards, due_at=at("2026-11-12 00:00"), calendar=DAYS)
    assert yellow == red == at("2026-11-14 00:00")


def test_an_office_sets_its_own_and_keeps_the_rest() -> None:
    told = regulation.parse(OWN + "[cards]\nyellow = { late = 24, unit = 'hour' }\n", where="本县.toml")
    assert told.cards == {Colour.YELLOW: Late(24, Unit.HOUR), Colour.RED: Late(3, Unit.WORKING_DAY)}


def test_a_regulation_that_says_nothing_of_cards_follows_the_practice() -> None:
    text = (regulation.FOLDER / "national.toml").read_text("utf-8")
    lines = [line for line in text.splitlines() if "late =" not in line and line != "[cards]"]
    assert regulation.parse("\n".join(lines), where="t").cards == regulation.load().cards


@pytest.mark.parametrize(
    "wrong",
    [
        "green = { late = 1, unit = 'hour' }",
        "red = { late = -1, unit = 'hour' }",
        "red = { late = 1, unit = 'calendar_day' }",
        "red = { late = 1 }",
    ],
)
def test_what_is_no_card_is_refused_with_its_line(wrong: str) -> None:
    with pytest.raises(InputError) as refused:
        regulation.parse(f"{OWN}[cards]\n{wrong}\n", where="本县.toml")
    assert "本县.toml" in refused.value.where
