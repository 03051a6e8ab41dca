"""The rail: its doors under their headings, and what is folded."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from huiying.handling.tests.desk import signed_in
from tests.office import Office


def groups(client: Client, path: str = "/desk/") -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(path).context["rail_groups"]
    with translation.override("en"):
        return {str(group["title"]): group for group in found}


def test_doors_stand_under_their_headings(office: Office) -> None:
    found = groups(signed_in(office.officer))
    assert list(found) == ["", "Casework", "Oversight", "Hot matters", "Publishing", "Review and reports", "Settings"]
    assert [line["icon"] for line in found[""]["lines"]] == ["home", "search"]
    assert [line["icon"] for line in found["Hot matters"]["lines"]] == ["topic", "clue", "emergency"]


def test_settings_are_folded_until_one_stands_in_them(office: Office) -> None:
    client = signed_in(office.officer)
    settings = groups(client)["Settings"]
    assert (settings["folds"], settings["open"]) == (True, False)
    page = client.get("/desk/rules/").content.decode()
    assert '<details class="rail-group" open>' in page
    assert groups(client, "/desk/rules/")["Settings"]["open"]


def test_who_has_no_other_work_sees_the_settings_open(office: Office) -> None:
    office.editor.posts.update(role="administrator")
    found = groups(signed_in(office.editor))
    assert list(found) == ["", "Settings"]
    assert found["Settings"]["open"]


@pytest.mark.parametrize("person", ["officer", "handler", "auditor"])
def test_a_heading_names_its_list(office: Office, person: str) -> None:
    client = signed_in(getattr(office, person))
    page = client.get("/desk/").content.decode()
    named = [n for n, group in enumerate(client.get("/desk/").context["rail_groups"], 1) if group["title"]]
    for n in named:
        if f'aria-labelledby="rail-{n}"' in page:
            assert f'id="rail-{n}"' in page
    assert page.count('aria-labelledby="rail-') == page.count('<h2 class="rail-title" id="rail-') > 0
