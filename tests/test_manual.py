"""The manual fails when it lies: commands, figures and links are checked against the code."""

import re
from pathlib import Path

import pytest

from huiying.reporting.figures import FIGURES

ROOT = Path(__file__).parent.parent
MANUAL = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMANDS = sorted(
    path.stem for path in (ROOT / "src/huiying/project/management/commands").glob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_reference(command: str) -> None:
    assert re.search(rf"^\| `{command}\b", (ROOT / "docs/reference/command-line.md").read_text("utf-8"), re.MULTILINE)


def test_every_figure_is_in_the_reference() -> None:
    told = (ROOT / "docs/reference/figures.md").read_text("utf-8")
    missing = [f.key for f in FIGURES if f"| `{f.key}` | {f.label} | {f.unit} | {f.formula} |" not in told]
    assert not missing


@pytest.mark.parametrize("page", MANUAL, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    broken = [link for link in links if not (page.parent / link).exists()]
    assert not broken
