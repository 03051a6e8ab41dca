"""The house keeps its shape: what can be checked of the design is checked, with a message that teaches."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "huiying"
ROOMS = ("ledger", "people", "accounts", "intake", "assessment", "handling", "publication", "feedback", "reporting")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "managers"}


def modules() -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts)


@pytest.mark.parametrize("room", [*ROOMS, "core", "sheets", "language", "project", "drills"])
def test_every_room_has_a_door_sign(room: str) -> None:
    assert ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text("utf-8")))


def test_no_room_without_a_name() -> None:
    found = [path for path in modules() if path.stem in FORBIDDEN_NAMES]
    assert not found, f"name these after what they are about: {found}"


def test_no_import_inside_a_function() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]
    assert not found, f"an import inside a function marks a boundary that was lost: {found}"


def test_files_stay_small() -> None:
    found = [str(path.relative_to(ROOT)) for path in modules() if path.read_text("utf-8").count("\n") > 400]
    assert not found, f"split these: {found}"


def test_rules_do_not_read_the_clock() -> None:
    clock = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|localdate\(|time\.time\(")
    rooms = [SOURCE / "core", SOURCE / "language", *(SOURCE / room / "actions" for room in ROOMS)]
    files = [
        p for room in rooms for p in (room.rglob("*.py") if room.is_dir() else [room.with_suffix(".py")]) if p.exists()
    ]
    found = [
        str(path.relative_to(ROOT))
        for path in files
        if "tests" not in path.parts and clock.search(path.read_text("utf-8"))
    ]
    assert files
    assert not found, f"time comes in through the door, as `at`: {found}"


def test_migrations_import_no_room() -> None:
    rooms = re.compile(r"^(from|import) huiying\.(?!people\.models|ledger\.migrations\._at_once)", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCE.glob("*/migrations/*.py")
        if rooms.search(path.read_text("utf-8"))
    ]
    assert not found


def test_pages_have_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\b(?:src=|type=.application/json))|\sstyle=|\son\w+=|<style", re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("templates/**/*.html")
        if inline.search(path.read_text("utf-8"))
    ]
    assert not found, f"the content security policy refuses these: {found}"


def test_nothing_that_belongs_to_a_machine_is_kept() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    kept = [name for name in listed if name.endswith((".mo", ".sqlite3", ".docx", ".xlsx"))]
    assert not kept
