"""The walk as its people make it: the demo as the README starts it, and a real browser for each of them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from huiying.project.demo.staffing import PASSWORD
from huiying.project.demo.world.office import load_office
from tests.migrated import spare_migrating
from tests.patience import BROWSERS_PATIENCE, PATIENCE, until

pytestmark = pytest.mark.browser

SECTION = "项目服务科"
LETTER = "我公司在松溪产业园的厂房施工许可跑了三趟，窗口每次都说材料不全，请帮忙协调。联系电话15400000009。"
REPLY = (
    "您好。经核实，贵公司所缺材料为消防设计审查意见，我科已与住建部门对接，三个工作日内出具，届时电话告知您办理结果。"
)

Enter = Callable[[str], Page]


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, built and served by its own command, in the tables that CI made; stopped as a person stops it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("demo") / "office"
    spare_migrating(home)
    home.mkdir(exist_ok=True)  # where the log stands
    environment = {**os.environ, "HUIYING_HOME": str(home)}
    environment.pop("HUIYING_DATABASE", None)
    command = [sys.executable, "-m", "huiying", "demo", "--port", str(port)]
    with (
        (home / "log.txt").open("w") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, server, home / "log.txt")
            yield address
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=PATIENCE) == 0
        finally:
            server.kill()
    assert "Traceback" not in (home / "log.txt").read_text()


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    latest = time.monotonic() + 4 * PATIENCE
    while time.monotonic() < latest:
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail(log.read_text())


@pytest.fixture
def enter(browser: Browser, site: str) -> Iterator[Enter]:
    """Sign in as somebody, each in a browser of their own."""
    contexts = []

    def signed_in(login: str) -> Page:
        context = browser.new_context(locale="zh-CN", base_url=site, viewport={"width": 1440, "height": 900})
        contexts.append(context)
        context.set_default_timeout(BROWSERS_PATIENCE)
        page = context.new_page()
        page.goto("/desk/login/")
        page.fill("#id_username", login)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        expect(page).to_have_url(f"{site}/desk/")
        return page

    yield signed_in
    for context in contexts:
        context.close()


def who(role: str, section: str = "") -> str:
    """The login of somebody who holds this post."""
    staff = load_office().staff
    if role == "leader":
        return next(p.username for p in staff if section in p.in_charge)
    return next(p.username for p in staff if any(q.role == role and q.section == section for q in p.posts))


def write_letter(page: Page, site: str) -> tuple[str, str]:
    page.goto(site)
    page.get_by_role("link", name="我要留言").first.click()
    page.get_by_role("link", name=re.compile("市长信箱")).first.click()
    page.fill("#id_title", "松溪产业园厂房施工许可办不下来")
    page.fill("#id_text", LETTER)
    page.fill("#id_name", "程立")
    page.wait_for_timeout(3000)  # whoever is quicker is taken for a machine and asked a question
    page.get_by_role("button", name="提交留言").click()
    expect(page.locator("#number")).to_be_visible()
    return page.locator("#number").inner_text(), page.locator("#code").inner_text()


def case_of(officer: Page, number: str) -> str:
    """The number of the case that answers a letter, once the loops have taken it in."""
    found = officer.locator("a[href^='/desk/cases/2']")

    def is_taken() -> int:
        officer.goto(f"/desk/cases/?q={number}")
        return found.count()

    assert until(is_taken, every=0.5), "the loops took no case"
    return str(found.first.get_attribute("href"))


def tries_what_is_at_hand(drafter: Page, head_name: str) -> None:
    """The head has the case open too; a template comes in where the cursor stands; a note calls by the chooser."""
    expect(drafter.locator(".others-here")).to_contain_text(head_name)
    drafter.fill("textarea[name=text]", "先写一句。")
    drafter.locator("button[data-fill]").click()
    expect(drafter.locator("textarea[name=text]")).to_have_value(
        re.compile("先写一句。您好：\\n.*【待填：联系电话】", re.DOTALL)
    )
    chooser = drafter.locator("select[data-calls]")
    drafter.locator("details", has=chooser).locator("summary").last.click()
    chooser.select_option(head_name)
    expect(drafter.locator("textarea[name=note]")).to_have_value(f"@{head_name} ")
    drafter.fill("textarea[name=note]", "")


def test_one_voice_walks_through_the_house(page: Page, site: str, enter: Enter) -> None:
    number, code = write_letter(page, site)

    officer = enter("lin.wanqing")
    case = case_of(officer, number)
    officer.goto(f"/desk/inbox/?voice={number}")
    expect(officer.locator(".pane").nth(1)).to_contain_text("松溪产业园")
    officer.locator("#id_kind").select_option("求助")
    officer.locator("#id_lead").select_option(label=SECTION)
    officer.keyboard.press("e")
    expect(officer.locator(".message").first).to_contain_text(SECTION)

    handler = who("handler", SECTION)
    head_login = who("section_head", SECTION)
    head = enter(head_login)
    head.goto(case)
    head.locator("select[name=handler]").select_option(
        label=next(p.name for p in load_office().staff if p.username == handler)
    )
    head.get_by_role("button", name="接办").first.click()

    drafter = enter(handler)
    drafter.goto(case)
    tries_what_is_at_hand(drafter, head_name=next(p.name for p in load_office().staff if p.username == head_login))
    drafter.fill("textarea[name=text]", REPLY)
    drafter.get_by_role("button", name="送审").first.click()

    for signer in (head, enter(who("leader", SECTION))):
        signer.goto("/desk/review/")
        signer.get_by_role("link", name=re.compile("松溪产业园厂房施工许可")).first.click()
        expect(signer.locator(".letter--large")).to_contain_text("消防设计审查意见")
        signer.get_by_role("button", name="同意").first.click()
        expect(signer.locator(".message").first).to_be_visible()

    drafter.goto(case)
    drafter.get_by_role("button", name="发出答复").click()
    drafter.get_by_role("button", name="办结").first.click()

    editor = enter(who("editor", "综合信息科"))
    editor.goto("/desk/publish/")
    article = editor.locator("form", has=editor.locator("button[name=publish]")).first
    article.locator("button[name=publish]").click()
    expect(editor.locator(".message").first).to_be_visible()

    page.goto(f"{site}/status/")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("消防设计审查意见")
    page.locator("a[href$='/rate/']").first.click()
    page.locator("input[name=stars][value='5']").check()
    page.locator("input[name=solved][value=yes]").check()
    page.locator("main form button").last.click()
    expect(page.locator(".message").first).to_contain_text("谢谢")


def test_a_wrong_code_opens_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}/status/")
    page.fill("#id_number", "HY20260101-00001")
    page.fill("#id_code", "AAAAAAAA")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("编号与查询码不符")


def test_the_keys_move_through_the_inbox(enter: Enter) -> None:
    officer = enter("lin.wanqing")
    officer.goto("/desk/inbox/?show=all")
    rows = officer.locator("[data-row]")
    assert rows.count() > 5
    first = officer.locator(".voice-head").inner_text()
    officer.keyboard.press("j")
    officer.keyboard.press("j")
    officer.keyboard.press("Enter")
    expect(officer.locator(".voice-head")).not_to_have_text(first)
    officer.keyboard.press("?")
    expect(officer.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/", "/zhengwu-gongkai/", "/hudong-jiaoliu/", "/answers/", "/ask/mayor-mailbox/", "/status/"]
)
@pytest.mark.parametrize("width", [390, 1440])
def test_a_public_page_never_scrolls_sideways(browser: Browser, site: str, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(site + address)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_the_report_is_there_to_open(enter: Enter, tmp_path: Path) -> None:
    officer = enter("lin.wanqing")
    officer.goto("/desk/reports/")
    officer.locator("a[href^='/desk/papers/']").first.click()
    with officer.expect_download() as download:
        officer.get_by_role("link", name="DOCX").click()
    path = tmp_path / "report.docx"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"PK")
