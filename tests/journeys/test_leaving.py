"""Who signs out leaves no text behind in the browser; whose session ended finds theirs again, and nobody else does."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from huiying.handling.tests.desk import drafted, submitted
from huiying.publication.editors import let_in
from tests.conftest import sign_in
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "写到一半的话"
STORE = "JSON.stringify(Object.entries(localStorage))"
KEPT = "Object.keys(localStorage).filter((key) => /^huiying-(kept|draft):/.test(key)).length"
BEGIN = "area => { area.value = '写到一半的话'; area.dispatchEvent(new Event('input', { bubbles: true })) }"


@pytest.fixture
def begun(office: Office, sit: Callable[..., Page]) -> Page:
    """A case's page on which a text was begun."""
    case = submitted(office)
    page = sit(office.handler)
    page.goto(f"/desk/cases/{case.number}/")
    page.locator("textarea[data-keep]").first.evaluate(BEGIN)
    page.wait_for_function(f"{KEPT} === 1")
    return page


def door(page: Page) -> None:
    expect(page.locator("#id_username")).to_be_visible()


def test_who_signs_out_takes_what_they_began_along(begun: Page) -> None:
    begun.get_by_role("button", name="退出").click()
    door(begun)
    assert begun.evaluate(KEPT) == 0


def test_what_is_kept_cannot_be_read_in_the_store(begun: Page) -> None:
    kept = begun.evaluate(STORE)
    assert "sealed" in kept
    assert WORDS not in kept
    assert "\\u" not in kept


def test_whose_session_ended_finds_their_text_again(begun: Page, office: Office, live_server: LiveServer) -> None:
    path = begun.url
    begun.context.clear_cookies()
    begun.goto("/desk/")
    door(begun)
    assert begun.evaluate(KEPT) == 1
    sign_in(begun.context, office.handler, live_server.url)
    begun.goto(path)
    expect(begun.locator("textarea[data-keep]").first).to_have_value(WORDS)


def test_somebody_else_does_not(begun: Page, office: Office, live_server: LiveServer) -> None:
    begun.context.clear_cookies()
    sign_in(begun.context, office.head, live_server.url)
    begun.goto("/desk/")
    place = begun.evaluate("Object.keys(localStorage).find((key) => key.startsWith('huiying-kept:'))")
    assert begun.evaluate("place => keeping(document.body.dataset.keepKey).read(place)", place) is None


def test_a_letter_that_was_begun_is_offered_again(office: Office, sit: Callable[..., Page]) -> None:
    visitor = sit()
    visitor.goto("/ask/mayor-mailbox/")
    visitor.fill("#id_text", WORDS)
    visitor.wait_for_function(f"{KEPT} === 1")
    assert WORDS not in visitor.evaluate(STORE)
    visitor.goto("/ask/mayor-mailbox/")
    visitor.locator(".draft-note button").first.click()
    expect(visitor.locator("#id_text")).to_have_value(WORDS)
    visitor.context.clear_cookies()
    visitor.goto("/ask/mayor-mailbox/")
    visitor.wait_for_function(f"{KEPT} === 0")
    expect(visitor.locator(".draft-note")).to_be_empty()


def test_a_case_that_lies_open_is_no_deed_and_writing_in_it_is_one(office: Office, sit: Callable[..., Page]) -> None:
    case = drafted(office)
    page = sit(office.handler)
    told = "**/presence/"
    with page.expect_request(told) as lying:
        page.goto(f"/desk/cases/{case.number}/")
    assert lying.value.headers["x-looking-again"] == "yes"
    page.locator("textarea[name=text][data-keep]").first.evaluate(BEGIN)
    with page.expect_request(told) as writing:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert "x-looking-again" not in writing.value.headers


class TestAPageThatLiesOpen:
    @pytest.fixture(autouse=True)
    def three_seconds(self, settings: Any) -> None:
        settings.SESSION_IDLE_MINUTES = 3 / 60

    @pytest.fixture
    def lying(self, office: Office, sit: Callable[..., Page]) -> Page:
        page = sit(office.handler)
        page.goto("/desk/")
        return page

    def test_it_goes_with_the_session(self, lying: Page) -> None:
        door(lying)
        assert "next=/desk/" in lying.url

    def test_the_editors_room_goes_too(self, office: Office, sit: Callable[..., Page]) -> None:
        let_in([office.editor])
        page = sit(office.editor)
        page.goto("/cms/pages/")
        door(page)
        assert "next=/cms/pages/" in page.url

    def test_it_goes_where_the_office_is_away(self, office: Office, browser: Browser, live_server: LiveServer) -> None:
        context = browser.new_context(base_url=live_server.url)
        sign_in(context, office.handler, live_server.url)
        page = context.new_page()
        page.goto("/desk/")
        name = page.get_by_text(office.handler.name)
        assert name.count()
        context.set_offline(True)
        expect(name).to_have_count(0)
        context.close()

    def test_who_types_stays(self, lying: Page) -> None:
        for _second in range(8):
            lying.locator("body").evaluate("body => body.dispatchEvent(new Event('input', { bubbles: true }))")
            lying.wait_for_timeout(800)
        assert lying.url.endswith("/desk/")
        expect(lying.locator("#main")).to_be_visible()
