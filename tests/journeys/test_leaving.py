"""Who signs out leaves no text behind in the browser; whose session ended by itself finds theirs again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from huiying.handling.tests.desk import submitted
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('huiying-kept:')).length"


@pytest.mark.parametrize("says_so", [True, False])
def test_texts_that_were_begun_go_with_who_signs_out(office: Office, sit: Callable[..., Page], says_so: bool) -> None:
    case = submitted(office)
    page = sit(office.handler)
    page.goto(f"/desk/cases/{case.number}/")
    area = page.locator("textarea[data-keep]").first
    area.evaluate("area => { area.value = '写到一半的话'; area.dispatchEvent(new Event('input', { bubbles: true })) }")
    assert page.evaluate(KEPT) == 1
    if says_so:
        page.get_by_role("button", name="退出").click()
    else:
        page.context.clear_cookies()
        page.goto("/desk/")
    expect(page.locator("#id_username")).to_be_visible()
    assert page.evaluate(KEPT) == (0 if says_so else 1)
