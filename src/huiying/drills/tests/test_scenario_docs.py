"""The pages about scenarios say what the reader reads: their examples are read, every key stands there."""

import re
from pathlib import Path

import pytest

from huiying.drills.scenario import checking, reading
from huiying.drills.scenario.fields import Fields
from huiying.drills.scenario.model import CHANNELS, FIGURES, PARTS, POINTS, MomentKind, Sort, When
from huiying.drills.scenario.reading import read, shipped

DOCS = Path(__file__).parents[4] / "docs"
REFERENCE = (DOCS / "reference" / "scenarios.md").read_text("utf-8")
HOWTO = (DOCS / "howto" / "write-a-scenario.md").read_text("utf-8")
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def test_the_scenario_of_the_reference_is_one() -> None:
    (example,) = YAML.findall(REFERENCE)
    assert read(example).key == "subsidy-cut"


def test_the_pieces_of_the_howto_are_one_scenario() -> None:
    made = read("".join(YAML.findall(HOWTO)))
    assert made.key == "park-power-cut"
    assert {reaction.when for reaction in made.reactions} == {*When}


def test_every_key_stands_in_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    ask = Fields._value

    def noted(self: Fields, key: str, *, need: bool) -> object:
        if self._name not in ("words", "weights"):
            asked.add(key)
        return ask(self, key, need=need)

    monkeypatch.setattr(Fields, "_value", noted)
    for scenario in shipped():
        read(scenario.text)
    assert len(asked) > 40
    assert [key for key in sorted(asked) if f"`{key}`" not in REFERENCE] == []


@pytest.mark.parametrize("names", [Sort, MomentKind, When, CHANNELS, FIGURES, PARTS, POINTS])
def test_every_name_stands_in_the_reference(names: list[str]) -> None:
    assert [name for name in names if f"`{name}`" not in REFERENCE] == []


def test_the_bounds_of_the_reference_are_those_of_the_reader() -> None:
    assert f"0.1 to {checking.MOST_RATE}" in REFERENCE
    assert f"{reading.MOST_VOICES:,} voices" in REFERENCE
