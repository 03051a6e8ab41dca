"""Everybody can read the portal: axe-core finds nothing against WCAG 2.2 AA, no page is wider than a small phone, and
nothing needs a script.
"""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from huiying.publication import site
from huiying.publication.tests.small_site import fill
from tests.office import Office
from tests.patience import BROWSERS_PATIENCE
from tests.portal import written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SERVICES = ("/ask/", "/ask/mayor-mailbox/", "/status/", "/due/", "/search/", "/search/?q=班车", "/search/?q=没有的词")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 640}
Sit = Callable[..., Page]


@pytest.fixture
def addresses(office: Office) -> list[str]:
    """Every public page of a small portal, a list that finds nothing, and a page that is not there."""
    written(office, text="请问班车几点？", title="班车")
    policies = f"/zhengwu-gongkai/{site.POLICIES}/"
    catalogue = f"/zhengwu-gongkai/{site.CATALOGUE}/"
    return [*fill(), *SERVICES, f"{policies}?theme=无", f"{catalogue}?item=09", "/answers/?theme=无"]


def test_every_public_page_is_for_everybody(addresses: list[str], sit: Sit) -> None:
    """Each page is opened once, and looked at by day, by night and on a small phone."""
    page, found, wide = sit(reduced_motion="reduce"), [], []  # no colour is on its way to another
    for address in addresses:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
            told = Axe().run(page, options=WCAG).response
            assert told["passes"], address  # it looked
            for violation in told["violations"]:
                nodes = violation["nodes"]
                found += [f"{address} {scheme} {violation['id']}: {node['html'][:120]}" for node in nodes]
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
    assert not found, "\n".join(found)
    assert not wide


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(locale="zh-CN", base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(BROWSERS_PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("addresses")
def test_everything_is_read_filtered_and_written_without_scripts(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("navigation", name="栏目").first.get_by_role("link", name="政务公开").click()
    plain.get_by_role("link", name="政策文件").first.click()
    plain.get_by_label("主题分类").select_option("招商引资")
    plain.get_by_role("main").get_by_role("button").first.click()
    assert "theme=" in plain.url
    plain.get_by_role("link", name="江岚市标准厂房租赁管理办法").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "江岚市标准厂房租赁管理办法"
    plain.get_by_role("button", name="English").click()
    assert plain.locator("html").get_attribute("lang") == "en"
    plain.get_by_role("navigation", name="You are here").get_by_role("link", name="Home").click()
    plain.get_by_role("searchbox").fill("班车")
    plain.get_by_role("button", name="Search").click()
    plain.get_by_role("link", name="班车几点").first.click()
    assert "班车七点半开" in plain.get_by_role("main").inner_text()
    plain.get_by_role("link", name="Write to us").first.click()
    assert plain.get_by_role("main").get_by_role("link").count() > 0
