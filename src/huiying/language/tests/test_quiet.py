import ast
from pathlib import Path

import pytest

import huiying.language

MODULES = sorted(p for p in Path(huiying.language.__file__).parent.rglob("*.py") if "tests" not in p.parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_people_write_never_goes_to_a_log(path):
    """This room neither logs nor prints: no letter can leave it that way."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not imported & {"logging", "warnings", "syslog"}
    assert "print" not in called
