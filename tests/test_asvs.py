"""The table of ASVS 5.0 in the manual is whole and true: docs/reference/asvs.md."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference" / "asvs.md"
LINE = re.compile(r"^\| V(\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (\w+) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
STATES = {"proved", "absent", "office", "open"}
LEVELS = {"1": 70, "2": 183}  # requirements of ASVS 5.0.0 at each level
# The requirements of levels 1 and 2 in each chapter.
CHAPTERS = dict(zip(range(1, 18), (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7), strict=True))


def lines() -> list[tuple[str, ...]]:
    return LINE.findall(PAGE.read_text("utf-8"))


def test_every_requirement_of_two_levels_has_one_line() -> None:
    found = lines()
    assert Counter(level for _number, level, *_rest in found) == LEVELS
    assert max(Counter(number for number, *_rest in found).values()) == 1
    assert Counter(int(number.split(".")[0]) for number, *_rest in found) == CHAPTERS
    assert PAGE.read_text("utf-8").count("\n| V") == len(found)  # no line of another form


def test_states_are_counted_at_the_top() -> None:
    told = re.search(r"Proved: (\d+)\. Absent: (\d+)\. Office: (\d+)\. Open: (\d+)\.", PAGE.read_text("utf-8"))
    assert told
    counted = Counter(state for _number, _level, _asks, state, *_rest in lines())
    assert set(counted) <= STATES
    assert [int(n) for n in told.groups()] == [counted[state] for state in ("proved", "absent", "office", "open")]


def test_a_line_that_is_met_names_a_test_and_another_says_why() -> None:
    for number, _level, _asks, state, how, tests in lines():
        assert bool(tests.strip()) == (state in {"proved", "absent"}), number
        assert how.strip(), number


@pytest.mark.parametrize(
    "name", sorted({told for *_line, tests in lines() for told in re.findall(r"`([^`]+)`", tests)})
)
def test_a_named_test_exists(name: str) -> None:
    path, _mark, function = name.partition("::")
    assert (ROOT / path).is_file(), path
    assert function in functions(ROOT / path), name


@cache
def functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
