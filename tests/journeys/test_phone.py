"""审签 on a phone: a head of section reads a draft at 390 px, signs it, or marks a passage and sends it back."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import Browser, Locator, Page, expect

from huiying.handling import actions
from huiying.handling.models import Case, PassageComment, Review
from huiying.handling.tests.desk import HOUR, signed_in, submitted
from tests.office import SUNDAY, Office
from tests.patience import BROWSERS_PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPLY = "您好。您反映的施工许可一事已经核实。\r\n所缺材料为消防设计审查意见，本周内出具。\r\n届时电话告知您办理结果。"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(browser: Browser, office: Office, live_server: object) -> Iterator[Page]:
    context = browser.new_context(
        locale="zh-CN",
        base_url=live_server.url,
        viewport=PHONE,
        has_touch=True,  # type: ignore[attr-defined,arg-type]
    )
    context.set_default_timeout(BROWSERS_PATIENCE)
    yield let_in(context.new_page(), office.head)
    context.close()


def let_in(page: Page, person: AbstractBaseUser) -> Page:
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME]
    page.goto("/desk/login/")
    host = urlsplit(page.url).hostname or ""
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": host, "path": "/"}])
    return page


def is_within_reach(page: Page, name: str) -> bool:
    """Whether a button is seen in the lower half of the screen, as large as a thumb, without scrolling."""
    box = page.locator(f"button[name={name}]").bounding_box()
    assert box is not None
    return box["y"] > PHONE["height"] / 2 and box["y"] + box["height"] <= PHONE["height"] and box["height"] >= 44


def mark(text: Locator, words: str) -> None:
    """Mark a passage as a finger does."""
    text.evaluate(
        """(element, words) => {
            const node = element.firstChild, at = node.data.indexOf(words), range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const selection = document.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            element.dispatchEvent(new Event("pointerup"));
        }""",
        words,
    )


def test_a_draft_is_read_sent_back_and_signed_at_the_width_of_a_phone(office: Office, phone: Page) -> None:
    case = submitted(office, REPLY)
    phone.goto("/desk/review/")
    text = phone.locator("[data-passage-text]")
    expect(text).to_contain_text("消防设计审查意见")
    assert float(text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 18
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert is_within_reach(phone, "approve")
    assert is_within_reach(phone, "send_back")

    # The letter is folded, and opens.
    expect(phone.locator(".signing-letter .letter")).to_be_hidden()
    phone.locator(".signing-letter summary").click()
    expect(phone.locator(".signing-letter .letter")).to_contain_text(case.voice.text[:6])

    # A passage is marked in the text and commented on; a second one is pasted, as without a script.
    mark(text, "本周内")
    expect(phone.locator("[data-passage=quote]")).to_have_value("本周内")
    comment_on(phone, "写明日期")
    expect(phone.locator("mark.passage")).to_have_text("本周内")
    phone.locator("[data-passage-form] summary").click()
    phone.fill("[data-passage=quote]", "消防设计审查意见")
    comment_on(phone, "写明由谁出具")
    expect(phone.locator("mark.passage")).to_have_count(2)
    stored = case.drafts.get().text
    assert {stored[said.start : said.end] for said in PassageComment.objects.all()} == {"本周内", "消防设计审查意见"}

    # A draft goes back with a word, and not without.
    phone.locator("button[name=send_back]").click()
    expect(phone.locator(".errors")).to_be_visible()
    phone.fill("#id_comment", "见批注")
    phone.locator("button[name=send_back]").click()
    expect(phone.locator(".message").first).to_be_visible()
    case = Case.objects.get()
    assert case.state == "drafting"

    told = {"by": office.handler, "at": SUNDAY + 6 * HOUR}
    actions.save_draft(case, text=REPLY.replace("本周内", "3月20日前"), make_public=True, **told)
    actions.submit(case, **told)
    phone.goto("/desk/review/")
    expect(phone.locator("ins")).to_have_text("3月20日前")
    expect(phone.locator("#comments")).to_contain_text("写明日期")
    phone.fill("#id_comment", "可以")
    phone.locator("button[name=approve]").click()
    expect(phone.locator(".message").first).to_be_visible()
    review = Review.objects.get(decision="approved")
    assert (review.step, review.comment, review.by) == ("section_head", "可以", office.head)


def comment_on(page: Page, words: str) -> None:
    page.locator("[data-passage-form] textarea[name=text]").fill(words)
    page.locator("[data-passage-form] button").click()
