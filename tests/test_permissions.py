"""The table of permissions: nothing in it is dead, nothing bypasses it, and every role is walked over every page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from huiying.handling.tests.desk import signed_in
from huiying.people import policies
from huiying.people.actions import appoint
from huiying.people.deeds import WORDS
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office
from tools.permissions import PAGE, page

SOURCE = Path(__file__).parent.parent / "src" / "huiying"
OPEN = ("desk/login/", "desk/logout/")
WHOLE = (Role.LEADER, Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)
FILL = {"int": "999999", "str": "none", "slug": "none", "path": "none"}


def desk_pages() -> list[tuple[str, Any]]:
    """Every address of the desk, with what stands in for its arguments, and its view."""
    found: list[tuple[str, Any]] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, path)
            elif path.lstrip("^").startswith("desk/"):
                found.append((path, pattern.callback))

    walk(get_resolver().url_patterns, "")
    return found


def filled(path: str) -> Iterator[str]:
    """Addresses of a pattern: one for each name that it lists, and what names one thing filled with nothing real."""
    path = re.sub(r"<(\w+):\w+>", lambda match: FILL[match[1]], path)
    names = re.search(r"\(\?P<\w+>([\w|]+\|[\w|]+|[a-z_]+)\)", path)
    for name in names[1].split("|") if names else [""]:
        told = re.sub(r"\(\?P<\w+>([\w|]+\|[\w|]+|[a-z_]+)\)", name, path)
        told = re.sub(r"\(\?P<\w+>\[[^)]*\)", "none", told)
        told = re.sub(r"\(\?P<\w+>\\d\+\)", FILL["int"], told)
        yield "/" + told.strip("$").replace("^", "").replace("\\", "")


def test_every_page_of_the_desk_has_a_door() -> None:
    without = [path for path, view in desk_pages() if not path.startswith(OPEN) and not hasattr(view, "deed")]
    assert not without, f"give these views @desk(deed): {without}"


def test_every_deed_of_a_door_is_in_the_table() -> None:
    unknown = {view.deed for _path, view in desk_pages() if hasattr(view, "deed") and view.deed} - set(policies.POLICY)
    assert not unknown


def told_in_code() -> set[str]:
    """Names of deeds in the code: words with a point whose first part is a room, as the table has them."""
    rooms = {deed.partition(".")[0] for deed in policies.POLICY}
    found = set()
    for path in SOURCE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts) or path.name in ("policies.py", "deeds.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {word for word in node.value.split() if word.partition(".")[0] in rooms}
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                found.add(f"{node.values[0].value}*")
    return found


def test_no_row_of_the_table_is_dead() -> None:
    told = told_in_code()
    beginnings = tuple(word[:-1] for word in told if word.endswith(".*"))
    offered = {f"handling.{name}" for name in ("accept", "return", "assign")}  # named by their moves on the case page
    dead = {deed for deed in policies.POLICY if deed not in told | offered and not deed.startswith(beginnings)}
    assert not dead


def test_every_deed_has_its_words() -> None:
    assert WORDS.keys() == policies.POLICY.keys()
    with translation.override("zh-hans"):
        assert all(re.search(r"[\u4e00-\u9fff]", str(words)) for words in WORDS.values())


def test_the_manual_has_the_table() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tools.permissions"


@pytest.fixture
def holder(office: Office, request: pytest.FixtureRequest) -> User:
    """Somebody who holds one post and no other."""
    role: Role = request.param
    user = User.objects.create(username="one", name="某人", unit=office.unit)
    appoint(user, role=role, section=None if role in WHOLE else office.project, by=None, at=SUNDAY)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("holder", list(Role), indirect=True, ids=str)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_role_enters_by_its_doors_and_no_other(holder: User, method: str) -> None:
    client = signed_in(holder)
    wrong = []
    for path, view in desk_pages():
        deed = getattr(view, "deed", None)
        if deed is None or not deed:
            continue
        for address in filled(path):
            status = getattr(client, method)(address).status_code
            refused = status == 403
            if refused and not policies.allows(holder, deed):
                continue
            # one who may enter is not turned away at the door: the thing behind it does not exist, or asks for more
            if status >= 500 or (not policies.allows(holder, deed) and status != 405):
                wrong.append((address, status))
    assert not wrong


@pytest.mark.parametrize("holder", list(Role), indirect=True, ids=str)
def test_a_page_without_arguments_opens_for_whom_its_door_opens(holder: User) -> None:
    client = signed_in(holder)
    told = {}
    for path, view in desk_pages():
        deed = getattr(view, "deed", None)
        if deed and "<" not in path:
            status = client.get(f"/{path}", follow=True).status_code
            if policies.allows(holder, deed) is (status == 403) and status != 405:
                told[path] = status
    # what holds for the installation is refused behind a door that opens for the unit's own
    assert not {path for path, status in told.items() if status != 403 or "webhooks" not in path}


def test_nobody_enters_unsigned(office: Office) -> None:
    visitor = Client()
    for path, view in desk_pages():
        if hasattr(view, "deed"):
            for address in filled(path):
                assert visitor.get(address).status_code in (302, 405), address
