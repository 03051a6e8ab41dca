"""The page on the calendar shows files that the house reads."""

import re
from pathlib import Path

from huiying.core.calendar import FOLDER
from huiying.core.owndays import parse_days
from huiying.core.years import parse_year, read_year

PAGE = (Path(__file__).parent.parent / "docs/reference/calendar.md").read_text("utf-8")
YEAR, OWN = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_year_of_the_page_is_the_one_that_ships() -> None:
    assert parse_year(YEAR, where="calendar.md") == read_year(FOLDER / "2026.toml")


def test_the_own_days_of_the_page_are_read() -> None:
    assert [each.name for each in parse_days(OWN, where="calendar.md")] == ["台风停工", "台风停工", "台风补班"]
