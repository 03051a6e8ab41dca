"""快捷键 · The lists of the desk by the keyboard alone, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from huiying.handling.models import Case
from huiying.handling.tests.desk import letters, signed_in
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(office: Office, page: Page, live_server: LiveServer) -> Page:
    """The information officer at the list of four cases."""
    letters(office, 4)
    session = signed_in(office.officer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/desk/cases/")
    return page


def test_the_lists_are_worked_by_keys(office: Office, officer: Page) -> None:
    a_range_is_ticked_by_the_mouse_with_shift(officer)
    officer.goto(officer.url)
    search_help_and_rooms_have_their_keys(officer)
    officer.locator("h1").click()
    officer.keyboard.press("g")
    officer.keyboard.press("c")
    expect(officer).to_have_url(re.compile("/desk/cases/"))
    rows_are_ticked_and_assigned_by_keys(office, officer)


def rows_are_ticked_and_assigned_by_keys(office: Office, officer: Page) -> None:
    ticked = officer.locator("input[data-pick]:checked")
    officer.keyboard.press("j")
    officer.keyboard.press("j")
    officer.keyboard.press("x")
    expect(ticked).to_have_count(1)
    officer.keyboard.press("j")
    officer.keyboard.press("j")
    officer.keyboard.press("Shift+X")
    expect(ticked).to_have_count(3)
    officer.keyboard.press("k")
    officer.keyboard.press("x")
    expect(ticked).to_have_count(2)
    expect(officer.locator("[data-pick-count]")).to_contain_text("2")
    officer.keyboard.press("a")
    expect(officer).to_have_url(re.compile("/desk/bulk/assign/"))
    officer.select_option("select[name=lead]", str(office.policy.pk))
    officer.locator("h1").click()
    officer.keyboard.press("e")
    expect(officer.locator("tbody tr")).to_have_count(2)
    assert Case.objects.filter(state="assigned").count() == 2


def a_range_is_ticked_by_the_mouse_with_shift(officer: Page) -> None:
    boxes = officer.locator("input[data-pick]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(officer.locator("input[data-pick]:checked")).to_have_count(3)
    officer.locator("[data-pick-all]").check()
    expect(officer.locator("input[data-pick]:checked")).to_have_count(4)


def search_help_and_rooms_have_their_keys(officer: Page) -> None:
    officer.keyboard.press("?")
    expect(officer.locator("#keys-help")).to_be_visible()
    officer.keyboard.press("Escape")
    officer.keyboard.press("/")
    expect(officer.locator("main input[name=q]")).to_be_focused()
    officer.keyboard.type("jx")  # what is typed is no key
    expect(officer.locator("input[data-pick]:checked")).to_have_count(0)
    officer.locator("h1").click()
    officer.keyboard.press("g")
    officer.keyboard.press("i")
    expect(officer).to_have_url(re.compile("/desk/inbox/"))
    officer.keyboard.press("g")
    officer.keyboard.press("h")
    expect(officer).to_have_url(re.compile("/desk/$"))
    officer.wait_for_load_state()  # a key is heard once the page's scripts are there
    officer.keyboard.press("/")
    expect(officer).to_have_url(re.compile("/desk/search/"))
    officer.keyboard.type("第2封")
    officer.keyboard.press("Enter")
    expect(officer.locator("mark.found").first).to_have_text("第2封")
