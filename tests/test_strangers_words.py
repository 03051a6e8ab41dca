"""What strangers write is data: it is no pattern, no template of a text, and no name of a thing in a script."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from huiying.handling.tests.desk import signed_in, submitted
from tests.office import Office

SOURCE = Path(__file__).parent.parent / "src" / "huiying"
RE = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
# Patterns made of more than constants and escaped words, and of what.
MADE = {
    "intake/channels/mail/markup.py": "names of the three elements whose content is no markup",
    "intake/watching.py": "words of a watch, escaped part by part",
    "language/contexts.py": "our lexicon",
    "language/matching/shape.py": "our lexicon",
    "language/phrases.py": "our lexicon",
    "language/privacy_words.py": "our lexicon",
    "language/replycheck/asking.py": "our lexicon",
    "language/replycheck/naming.py": "a name, escaped piece by piece",
    "language/where.py": "our lexicon",
    "publication/manuscripts/spoken.py": "constants of the module, by a function",
}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy"}
FORMATS = {"format", "format_map"}
# What gives a text of ours by a name: a table, a method with words, a word that is cut; and a count.
OURS = {"get", "strip", "_in", "read", "_letters"}
HOSTILE = "%(title)s %s %d {0} {you} {x.__class__} {{ 7|add:7 }} \\1 .*(a+)+$ [ <b>"


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield str(path.relative_to(SOURCE)), ast.parse(path.read_text("utf-8"))


def is_ours(pattern: ast.expr) -> bool:
    """Whether a pattern holds nothing but constants, by name or not, and escaped words."""
    if isinstance(pattern, ast.Constant):
        return True
    if isinstance(pattern, ast.Name):
        return pattern.id.isupper()
    if isinstance(pattern, ast.JoinedStr):
        return all(is_ours(part) for part in pattern.values)
    if isinstance(pattern, ast.FormattedValue):
        return is_ours(pattern.value) or ast.unparse(pattern.value) == "len(person) - 1"
    if isinstance(pattern, ast.BinOp):
        return is_ours(pattern.left) and is_ours(pattern.right)
    told = ast.unparse(pattern)
    return (
        told.startswith(("re.escape(", "'|'.join((re.escape(", "'|'.join(map(re.escape,")) or told == "'|'.join(BLOCKS)"
    )


def test_no_pattern_is_made_of_what_somebody_writes() -> None:
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in {("re", deed) for deed in RE}
        and node.args
        and not is_ours(node.args[0])
    }
    assert found == set(MADE)


def templates(function: ast.AST) -> Iterator[ast.expr]:
    """What stands before `%` and `.format`, where it is no constant, no text of the catalogue and no number."""
    for node in ast.walk(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and not isinstance(node.right, ast.Constant):
            left: ast.expr = node.left
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FORMATS:
            left = node.func.value
        else:
            continue
        if not isinstance(left, ast.Constant) and ast.unparse(left).partition("(")[0] not in GETTEXT:
            yield left


def fields(left: ast.expr) -> Iterator[str]:
    """The attributes by which it is reached."""
    at: ast.expr | None = left
    while at is not None:
        if isinstance(at, ast.Attribute):
            yield at.attr
        at = getattr(at, "func", None) or getattr(at, "value", None)


def is_put_together(node: ast.AST) -> bool:
    """Whether a text holds what was put into it: it is no template any more. A key of a table may be put together."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {*FORMATS, "get"}:
        return node.func.attr != "get"
    return any(is_put_together(child) for child in ast.iter_child_nodes(node))


@pytest.mark.parametrize("kind", ["field of a row or a request", "text that was put together"])
def test_no_text_is_a_template_of_another(kind: str) -> None:
    found = []
    for name, tree in modules():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            made = {
                target.id
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and is_put_together(node.value)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for left in templates(function):
                again = {node.id for node in ast.walk(left) if isinstance(node, ast.Name)} & made
                if again if kind == "text that was put together" else set(fields(left)) - OURS:
                    found.append(f"{name}:{left.lineno} {ast.unparse(left)}")
    assert not found


def test_what_a_letter_says_comes_out_as_it_was_written(office: Office) -> None:
    case = submitted(office)
    case.voice.text = HOSTILE
    case.voice.title = HOSTILE
    case.voice.save()
    client = signed_in(office.officer)
    shown = "%(title)s %s %d {0} {you} {x.__class__} {{ 7|add:7 }} \\1 .*(a+)+$ [ &lt;b&gt;"
    assert shown in client.get(f"/desk/cases/{case.number}/").content.decode()
    for path in ("/desk/", "/desk/cases/", "/desk/search/?q=%25s%20.*(a%2B)%2B%24%20[", "/desk/cases/?q=%7B0%7D"):
        assert client.get(path).status_code == 200
    assert Client().get("/search/?q=(a%2B)%2B%24%20[%20%25(x)s").status_code == 200


SCRIPTS = sorted(SOURCE.rglob("static/huiying/**/*.js"))
# How a name from outside would become a property that all objects have (CWE-1321).
POLLUTES = re.compile(
    r"\w\[[^\]\n\"'`0-9][^\]\n]*\]\s*=(?!=)|Object\.(assign|setPrototypeOf)|__proto__|\bdeepMerge\b|\bextend\("
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_gives_an_object_a_property_by_a_name_from_outside(script: Path) -> None:
    assert not [found[0] for found in POLLUTES.finditer(script.read_text("utf-8"))]
