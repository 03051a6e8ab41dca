"""突发事件 · An emergency from the first post to the after-action review, in the browsers of its people."""

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from huiying.assessment.actions import gather_topics
from huiying.handling.actions.emergencies import set_duty
from huiying.handling.models import AfterAction, Incident, Release
from huiying.handling.tests.clues import weibo
from huiying.handling.tests.desk import signed_in
from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.ledger.sentences import sentence
from huiying.people.models import User
from huiying.project import loops
from huiying.publication.signed import compared
from tests.office import Office
from tests.patience import BROWSERS_PATIENCE
from tests.portal import written as letter_by_form

from .fire import DESK, FIRST, MATTER, PHONE, RUMOUR, Enter, Scene
from .rumour import the_rumour_becomes_a_clue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(browser: Browser, live_server: LiveServer) -> Iterator[Enter]:
    """Let somebody in (nobody: the public), each in a browser of their own that fails on a script error."""
    contexts, errors = [], []

    def let_in(person: User | None, viewport: dict[str, int] = DESK) -> Page:
        context = browser.new_context(locale="zh-CN", base_url=live_server.url, viewport=viewport)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(BROWSERS_PATIENCE)
        if person is not None:
            cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME]
            host = urlsplit(live_server.url).hostname or ""
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": host, "path": "/"}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield let_in
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def scene(office: Office, enter: Enter, tmp_path: Path) -> Scene:
    now = timezone.now()
    set_duty(
        office.unit,
        days=[timezone.localdate(now)],
        leader=office.leader,
        officer=office.stranger,
        by=office.officer,
        at=now,
    )
    began = (now - timedelta(hours=2)).replace(second=0, microsecond=0)
    return Scene(office, enter, began, tmp_path)


def typed(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_an_emergency_from_the_first_post_to_the_review(scene: Scene) -> None:
    office = scene.office
    voice, code = letter_by_form(
        office, "云帆高新园厂房起火，浓烟滚滚，我家老人就住在旁边，能不能住？", title=MATTER, said_by="叶女士"
    )
    posts_come_by_file(scene)
    officer = scene.enter(office.officer)
    where = the_officer_opens_the_incident(scene, officer)
    nobody_else_opens_it(scene, where)
    the_duty_officer_writes_the_first_release(scene, where)
    a_leader_signs_on_a_phone(scene, where, FIRST["advice"])
    the_first_release_stands_on_the_portal_in_time(scene, where)
    a_conferral_gives_tasks(scene, officer, where)
    the_rumour_becomes_a_clue(scene, officer)
    the_releases_go_on(scene, officer, where)
    the_writers_letter_is_taken_in(officer, where)
    the_final_release_answers_it(scene, officer, where)
    the_writer_reads_the_answer(scene, voice.number, code)
    the_review_is_written_closed_and_printed(scene, officer, where)
    the_ledger_tells_it_all()


def posts_come_by_file(scene: Scene) -> None:
    """What was said on a platform, as the office's own export has it; the loops take it in and gather the topic."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数", "反对数"])
    for number in range(5):
        at = timezone.localtime(scene.began + timedelta(minutes=5 + number))
        text = f"云帆高新园厂房起火，浓烟滚滚，第{number}位网友看到消防车进园。"
        sheet.append([8000 + number, f"网友{number}", MATTER, f"{at:%Y/%m/%d %H:%M:%S}", text, 3, 0])
    at = timezone.localtime(scene.began + timedelta(minutes=20))
    sheet.append([8100, "传言者", MATTER, f"{at:%Y/%m/%d %H:%M:%S}", RUMOUR, 90, 0])
    path = scene.folder / "posts.xlsx"
    book.save(path)
    overheard = weibo()
    Channel.objects.filter(pk=overheard.pk).update(addressed=False)
    call_command("import", str(path), "--channel", overheard.slug, "--json", stdout=io.StringIO(), stderr=io.StringIO())
    loops.round_of_work(at=timezone.now())
    gather_topics(start=None, end=None, at=timezone.now())


def the_officer_opens_the_incident(scene: Scene, officer: Page) -> str:
    officer.goto("/desk/topics/")
    officer.locator("a.topic").filter(has_text="云帆高新园").first.click()
    officer.get_by_role("link", name="启动应急处置").click()
    officer.fill("#id_title", "云帆高新园一厂房起火")
    officer.check("input[name=sort][value=emergency]")
    officer.select_option("#id_level", "重大")
    officer.select_option("#id_colour", "orange")
    officer.fill("#id_place", "云帆高新园")
    officer.fill("#id_happened_at", typed(scene.began + timedelta(minutes=30)))
    officer.fill("#id_found_at", typed(scene.began))
    officer.locator("main form .button--strong").click()
    expect(officer.locator(".field--wrong")).to_contain_text("发")  # found before it happened: said at the field
    officer.fill("#id_happened_at", typed(scene.began))
    officer.fill("#id_found_at", typed(scene.began + timedelta(minutes=10)))
    officer.check("input[name=starts][value=found]")
    officer.locator("main form .button--strong").click()
    expect(officer.locator("#big-clock")).to_contain_text("首次发布")
    incident = Incident.objects.get()
    first, press = incident.case.clocks.order_by("due_at")
    start = scene.began + timedelta(minutes=10)
    assert [(clock.due_at - start) for clock in (first, press)] == [timedelta(hours=5), timedelta(hours=24)]
    expect(officer.locator("#big-clock")).to_contain_text("3 小时")
    expect(officer.locator("#big-clock")).to_contain_text("沈副局长")  # who leads tonight
    return urlsplit(officer.url).path


def nobody_else_opens_it(scene: Scene, where: str) -> None:
    """A head of another section, who has no part in it and no duty, learns not even that it is there."""
    page = scene.enter(scene.office.handler)
    for tail in ("", "write/", "confer/", "releases/1/"):
        answer = page.goto(f"{where}{tail}")
        assert answer is not None
        assert answer.status in (403, 404), tail
    answer = page.goto(where)
    assert answer is not None
    assert answer.status == 404
    page.goto("/desk/emergencies/")
    expect(page.locator("main")).not_to_contain_text("云帆高新园")


def the_duty_officer_writes_the_first_release(scene: Scene, where: str) -> None:
    page = scene.enter(scene.office.stranger)
    page.goto("/desk/emergencies/")
    page.locator(".incident-card a").first.click()
    page.get_by_role("link", name="拟写通报").click()
    compose_and_submit(page, "first", FIRST, edit="市招商局会同消防救援支队通报如下。")
    expect(page.locator(".message").first).to_be_visible()
    release = Release.objects.get()
    assert (release.state, release.by) == ("waiting", scene.office.stranger)
    assert urlsplit(page.url).path == where


def compose_and_submit(page: Page, sort: str, parts: dict[str, str], *, edit: str = "") -> None:
    """The four parts become the text, which is read, edited and sent to be signed."""
    page.check(f"input[name=sort][value={sort}]")
    for name, told in parts.items():
        page.fill(f"#id_{name}", told)
    page.locator("button[name=compose]").click()
    text = page.locator("#id_text")
    for told in parts.values():
        expect(text).to_have_value(re.compile(re.escape(told)))
    if edit:
        text.fill(f"{edit}\n\n{text.input_value()}")
    page.locator("button[name=submit]").click()


def a_leader_signs_on_a_phone(scene: Scene, where: str, words: str) -> None:
    phone = scene.enter(scene.office.leader, PHONE)
    phone.goto("/desk/emergencies/")
    phone.locator("section[aria-labelledby=sign-title] a").first.click()
    expect(phone.locator(".letter--large")).to_contain_text(words)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sign = phone.locator("button[name=sign]")
    box = sign.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    sign.click()
    expect(phone.locator(".message").first).to_be_visible()
    assert urlsplit(phone.url).path == where
    loops.round_of_work(at=timezone.now())


def the_first_release_stands_on_the_portal_in_time(scene: Scene, where: str) -> None:
    release = Release.objects.get()
    clock = release.incident.case.clocks.get(term="emergency.first")
    assert clock.met
    assert release.released_at is not None
    assert release.released_at - clock.started_at < timedelta(hours=5)
    public = scene.enter(None)
    public.goto("/")
    public.get_by_role("link", name="信息发布").first.click()
    public.get_by_role("link", name=release.title).first.click()
    for told in ("市招商局会同消防救援支队通报如下。", *FIRST.values()):
        expect(public.locator("main")).to_contain_text(told)
    assert [same for _release, same, _shown in compared()] == [True]
    leader = scene.enter(scene.office.leader)
    leader.goto(where)
    expect(leader.locator(".release-kept")).to_contain_text("按时")
    expect(leader.locator("#big-clock")).not_to_have_class(re.compile("big-clock--late"))


def a_conferral_gives_tasks(scene: Scene, officer: Page, where: str) -> None:
    office = scene.office
    officer.goto(f"{where}confer/")
    officer.fill("#id_held_at", typed(timezone.now() - timedelta(minutes=1)))
    for person in (office.officer, office.leader, office.head):
        officer.check(f"input[name=people][value='{person.pk}']")
    officer.fill("#id_points", "火势可控；网上有传言称有人死亡。")
    officer.fill("#id_decisions", "两小时一报；传言核实后移送。")
    officer.fill("#id_tasks-0-what", "核实过火面积")
    officer.select_option("#id_tasks-0-who", str(office.handler.pk))
    officer.fill("#id_tasks-0-due_at", typed(timezone.now() + timedelta(hours=3)))
    officer.locator("main form .button--strong").click()
    expect(officer.locator(".conferral")).to_contain_text("两小时一报")
    handler = scene.enter(office.handler)
    handler.goto("/desk/mine/")
    task = handler.locator(".task", has_text="核实过火面积")
    task.locator("input[name=note]").fill("约400平方米，已复核")
    task.get_by_role("button").click()
    officer.goto(where)
    expect(officer.locator(".task--done")).to_contain_text("约400平方米，已复核")


def the_releases_go_on(scene: Scene, officer: Page, where: str) -> None:
    officer.goto(f"{where}write/")
    expect(officer.locator("#id_situation")).to_have_value(FIRST["situation"])  # it goes on from what was said last
    compose_and_submit(officer, "continuing", FIRST | {"situation": "明火已于今日扑灭，过火面积400平方米。"})
    a_leader_signs_on_a_phone(scene, where, "明火已于今日扑灭")
    officer.goto(where)
    expect(officer.locator(".release-line > li")).to_have_count(2)


def the_writers_letter_is_taken_in(officer: Page, where: str) -> None:
    officer.goto(where)
    officer.locator(f"a[href='{where}letters/']").click()
    for box in officer.locator("input[name=letters]").all():
        box.check()
    officer.locator("main form .button--strong").click()
    expect(officer.locator("section[aria-labelledby=letters-title] .others li")).not_to_have_count(0)


def the_final_release_answers_it(scene: Scene, officer: Page, where: str) -> None:
    officer.goto(f"{where}write/")
    compose_and_submit(officer, "final", FIRST | {"advice": "周边居民可以回家居住。"})
    a_leader_signs_on_a_phone(scene, where, "周边居民可以回家居住")
    officer.goto(f"{where}end/")
    officer.locator("main form .button--strong").click()
    expect(officer.locator("h1")).to_contain_text("复盘")
    assert not Incident.objects.running().exists()


def the_writer_reads_the_answer(scene: Scene, number: str, code: str) -> None:
    writer = scene.enter(None, PHONE)
    writer.goto("/status/")
    writer.fill("#id_number", number)
    writer.fill("#id_code", code)
    writer.keyboard.press("Enter")
    expect(writer.locator("main")).to_contain_text("周边居民可以回家居住")


def the_review_is_written_closed_and_printed(scene: Scene, officer: Page, where: str) -> None:
    record = officer.locator(".record")
    for told in ("3", "按时"):
        expect(record).to_contain_text(told)
    for name, words in (("well", "首报及时。"), ("wrong", "会商偏晚。"), ("causes", "夜间人手少。")):
        officer.fill(f"#id_{name}", words)
    officer.locator("button[name=keep]").click()
    expect(officer.locator(".message").first).to_be_visible()
    assert officer.locator("button[name=close]").count() == 0  # who wrote it does not close it
    leader = scene.enter(scene.office.leader)
    leader.goto(f"{where}review/")
    leader.locator("button[name=close]").click()
    expect(leader.locator(".said")).to_contain_text("夜间人手少。")
    figures = AfterAction.objects.get().figures
    assert (figures["releases"], figures["late"], figures["conferrals"], figures["tasks_late"]) == (3, 0, 1, 0)
    nothing_is_cut_off_on_paper(leader)


def nothing_is_cut_off_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})  # A4 within its margins, in points of the screen
    beyond = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter(e => e.offsetParent && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert beyond == []
    assert page.pdf(format="A4").startswith(b"%PDF")


def the_ledger_tells_it_all() -> None:
    incident = Incident.objects.get()
    told = [sentence(entry) for entry in Entry.objects.filter(about=incident.case.ref).order_by("pk")]
    for words in ("启动应急处置", "首次发布", "会商", "终报", "复盘"):
        assert any(words in line for line in told), (words, told)
    assert verify().ok
