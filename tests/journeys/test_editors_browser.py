"""The editors' room under a policy by which no script in a page runs: all that Wagtail offers there still begins."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from huiying.publication.editors import let_in
from huiying.publication.models import PoliciesPage
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KNOWN = ("Failed to load resource", "400")  # Wagtail keeps a draft of what is not whole yet, and is told so


def test_days_rows_choosers_and_texts_begin_without_script_in_the_page(
    office: Office, sit: Callable[..., Page]
) -> None:
    let_in([office.editor])
    page = sit(office.editor)
    answer = page.goto(f"/cms/pages/add/publication/policypage/{PoliciesPage.objects.get().pk}/")
    assert answer is not None
    assert "script-src 'self';" in answer.headers["content-security-policy"] + ";"
    assert page.locator("script:not([src]):not([type='application/json'])").count() == 0
    page.locator("input[name=dated]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("#id_attachments-ADD").click()
    row = page.locator("#id_attachments-FORMS [data-inline-panel-child]")
    expect(row).to_have_count(1)
    row.locator("button.chooser__choose-button:visible, [data-chooser-action-choose]:visible").first.click()
    expect(page.locator(".modal-dialog:visible")).to_be_visible()


def test_a_message_of_another_site_gets_to_nobody(office: Office, sit: Callable[..., Page]) -> None:
    let_in([office.editor])
    page = sit(office.editor)
    page.goto("/cms/")
    page.evaluate("heard = []; addEventListener('message', (event) => heard.push(event.origin))")
    for origin in ("'https://enemy.example'", "'null'", "''", "location.origin"):
        page.evaluate(f"dispatchEvent(new MessageEvent('message', {{ origin: {origin}, data: {{}} }}))")
    page.evaluate("new Promise((done) => { addEventListener('message', done); postMessage('here', location.origin) })")
    own = page.evaluate("location.origin")
    assert page.evaluate("heard") == [own, own]
