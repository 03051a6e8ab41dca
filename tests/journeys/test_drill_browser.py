"""演练 · The rumour is played by three people at sixty times the speed of life, in the world that its command makes;
its report says what they did, and the office's rows are as they were.
"""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from huiying.drills.tests.worlds import differing, digests, spare_tables
from huiying.reporting.official import check
from tests.migrated import spare_migrating
from tests.patience import BROWSERS_PATIENCE, PATIENCE

pytestmark = pytest.mark.browser

PEOPLE = (
    ("song.qing", "宋晴", "information", "综合信息科"),
    ("qiao.ming", "乔明", "leader", ""),
    ("du.heng", "杜衡", "handler", "项目服务科"),
)
CALLED = "不是我局设的点。我局没有设立任何基金，不向个人收费，请立即制止并报警，我们现在派人到现场。"
PARTS = {
    "situation": "12月1日上午，有人冒用江岚市招商局名义推销“江岚产业共建基金”。",
    "verified": "经核实，江岚市招商局从未设立、参与或者授权任何基金，“江招发〔2026〕18号”文号不存在，公章系伪造。",
    "measures": "我局已向公安机关报案，同时开展自查；现场收费点已被制止。",
    "advice": "请勿交款。已经交款的，请携带收据和转账记录到就近派出所报案，或者拨打110。",
}
OWN = {"drills_drill", "drills_drill_players", "sqlite_sequence", "ledger_entry", "ledger_head"}
Enter = Callable[[str], Page]


def ask(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "huiying", *words], env=_of(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _of(home: Path) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("HUIYING_")} | {"HUIYING_HOME": str(home)}


@dataclass
class Playing:
    """A drill that its command serves: where it is, and what it is called."""

    home: Path
    site: str
    password: str
    slug: str


@pytest.fixture
def playing(tmp_path: Path) -> Iterator[Playing]:
    home = tmp_path / "office"
    spare_migrating(home)
    ask(home, "init")
    spare_tables(home)
    for login, name, role, section in PEOPLE:
        ask(home, "appoint", login, "--name", name, "--role", role, *(("--section", section) if section else ()))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])  # other tests take theirs in their turn from those of the setting
    options = ("--speed", "60", "--seed", "7", "--port", port)
    command = [sys.executable, "-m", "huiying", "drill", "fake-investment", *options]
    log = tmp_path / "log.txt"
    with (
        log.open("w") as said,
        subprocess.Popen(command, env=_of(home), stdout=said, stderr=subprocess.STDOUT) as drill,
    ):
        try:
            told = _told(drill, log)
            yield Playing(home, told["site"], told["password"], told["slug"])
            drill.send_signal(signal.SIGINT)
            assert drill.wait(timeout=PATIENCE) == 0
        finally:
            drill.kill()
    assert "Traceback" not in log.read_text()


def _told(drill: "subprocess.Popen[bytes]", log: Path) -> dict[str, str]:
    """What the command prints once the world answers."""
    wanted = re.compile(
        r"办理台\s+(?P<site>\S+?)/desk/.*密码：(?P<password>[\w-]+).*演练 (?P<slug>fake-investment-\d+-\d+)", re.DOTALL
    )
    latest = time.monotonic() + 4 * PATIENCE
    while time.monotonic() < latest:
        assert drill.poll() is None, log.read_text()
        if found := wanted.search(log.read_text()):
            return found.groupdict()
        time.sleep(0.5)
    pytest.fail(log.read_text())


@pytest.fixture
def enter(browser: Browser, playing: Playing) -> Iterator[Enter]:
    """Sign in to the drill as somebody, each in a browser of their own that fails on a script error."""
    contexts, errors = [], []

    def let_in(login: str) -> Page:
        context = browser.new_context(locale="zh-CN", base_url=playing.site, viewport={"width": 1440, "height": 900})
        contexts.append(context)
        context.set_default_timeout(BROWSERS_PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/desk/")
        page.fill("input[name=username]", login)
        page.fill("input[name=password]", playing.password)
        page.keyboard.press("Enter")
        expect(page.locator(".stage-strip, #stage-strip").first).to_be_visible()
        return page

    yield let_in
    for context in contexts:
        context.close()
    assert not errors, errors


def test_three_people_play_the_rumour_and_its_report_reads_true(playing: Playing, enter: Enter, tmp_path: Path) -> None:
    before = digests(playing.home / "huiying.sqlite3")
    officer, leader, handler = (enter(login) for login, *_rest in PEOPLE)
    for page in (officer, leader, handler):
        expect(page.locator(".drill-mark").first).to_contain_text("演练")
        assert page.title().startswith("【演练】")
    the_trainer_begins(officer)
    the_call_is_answered(officer, handler)
    where = the_officer_opens_the_matter(officer)
    the_release_is_written_and_signed(officer, leader, where)
    the_public_calms(officer)
    the_drill_ends(officer)
    assert differing(before, digests(playing.home / "huiying.sqlite3")) == set()
    result = the_result(playing, tmp_path)
    the_points_are_what_happened(result)
    the_report_tells_them(playing, result, tmp_path)


def the_trainer_begins(officer: Page) -> None:
    officer.goto("/desk/stage/")
    officer.get_by_role("button", name="开始演练").click()
    expect(officer.locator("h2", has_text="时间正在走")).to_be_visible()


def the_call_is_answered(officer: Page, handler: Page) -> None:
    """The strip shows who calls; the trainer holds the time, so that a slow machine answers within it too."""
    handler.goto("/desk/")
    ring = handler.locator(".stage-ring")
    expect(ring).to_contain_text("谭经理", timeout=BROWSERS_PATIENCE)
    officer.goto("/desk/stage/")
    officer.get_by_role("button", name="暂停时间").click()
    handler.locator(".stage-ring a").first.click()
    handler.fill("textarea[name=text]", CALLED)
    handler.get_by_role("button", name="答复来电").click()
    expect(handler.locator("main")).to_contain_text(CALLED)
    officer.get_by_role("button", name="继续").click()


def the_officer_opens_the_matter(officer: Page) -> str:
    """The loops gathered what came into a topic, and from it the officer opens the incident."""
    topic = officer.locator("a.topic").filter(has_text=re.compile("基金|招商局|软件园"))
    latest = time.monotonic() + BROWSERS_PATIENCE / 1000
    officer.goto("/desk/topics/")
    while not topic.count() and time.monotonic() < latest:
        time.sleep(1)
        officer.reload()
    topic.first.click()
    officer.get_by_role("link", name="启动应急处置").click()
    officer.fill("#id_title", "冒用招商局名义推销基金")
    officer.check("input[name=sort][value=opinion]")
    officer.locator("main form .button--strong").click()
    expect(officer.locator("#big-clock")).to_be_visible()
    return officer.url


def the_release_is_written_and_signed(officer: Page, leader: Page, where: str) -> None:
    officer.goto(f"{where}write/")
    officer.check("input[name=sort][value=first]")
    for name, told in PARTS.items():
        officer.fill(f"#id_{name}", told)
    officer.locator("button[name=compose]").click()
    expect(officer.locator("#id_text")).to_have_value(re.compile(re.escape(PARTS["verified"])))
    officer.locator("button[name=submit]").click()
    leader.goto("/desk/emergencies/")
    leader.locator("section[aria-labelledby=sign-title] a").first.click()
    leader.locator("button[name=sign]").click()
    expect(leader.locator(".message").first).to_be_visible()


def the_public_calms(officer: Page) -> None:
    """It heard the release: what it was told and that the rumour is none lowers the temper."""
    officer.goto("/desk/stage/")
    value = officer.locator("#stage-seen").get_by_text(re.compile(r"^×\d")).first
    latest, told = time.monotonic() + BROWSERS_PATIENCE / 1000, 9.0
    while told >= 1 and time.monotonic() < latest:
        time.sleep(1)
        officer.reload()
        told = float(value.inner_text().removeprefix("×"))
    assert told < 1


def the_drill_ends(officer: Page) -> None:
    officer.goto("/desk/stage/")
    officer.get_by_role("button", name="+60").click()
    officer.locator("summary", has_text="结束演练").click()
    officer.get_by_role("button", name="确认结束").or_(officer.locator("form[action$='/finish/'] button")).first.click()
    expect(officer.locator("h2", has_text="结束")).to_be_visible()


def the_result(playing: Playing, folder: Path) -> dict[str, Any]:
    ask(playing.home, "drill", "score", playing.slug, "--out", str(folder / "result.json"))
    told: dict[str, Any] = json.loads((folder / "result.json").read_text("utf-8"))
    return told


def the_points_are_what_happened(result: dict[str, Any]) -> None:
    """Each point with the row on which it rests; what was left undone costs."""
    points = {point["key"]: point for point in result["points"]}
    for key, ref in (("first_response", "release:1"), ("four_parts", "release:1")):
        assert points[key]["points"] == 100, points[key]
        assert ref in {evidence["ref"] for evidence in points[key]["evidence"]}
    calls = {evidence["ref"]: evidence["what"] for evidence in points["calls"]["evidence"]}
    assert "按时答复" in calls["call:1"]
    # On a slow machine the journalist too has waited in vain by the end: the mean of those that were due.
    assert points["calls"]["points"] == pytest.approx(100 / len(calls)), points["calls"]
    assert points["sign_off"]["points"] == 100
    assert points["rumours"]["points"] == 80  # answered, but the clue was not handed over
    assert "没有登记线索" in "".join(points["rumours"]["reasons"])
    assert points["letters"]["points"] < 60  # nobody assigned them
    arose = [point for point in points.values() if point["points"] is not None]
    whole = sum(point["weight"] for point in arose)
    assert result["score"] == pytest.approx(sum(p["points"] * p["weight"] for p in arose) / whole, abs=0.06)
    kinds = [event["kind"] for event in result["timeline"]]
    assert kinds.index("call_answered") < kinds.index("opened") < kinds.index("release")
    assert min(step["value"] for step in result["series"]["temper"]) < 1


def the_report_tells_them(playing: Playing, result: dict[str, Any], folder: Path) -> None:
    ask(playing.home, "drill", "score", playing.slug, "--out", str(folder / "report.docx"))
    content = (folder / "report.docx").read_bytes()
    assert check(content) == []
    document = Document(io.BytesIO(content))
    told = "".join(part.text for part in document.paragraphs)
    cells = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert f"{result['score']:g}分" in told
    assert "冒用招商局名义推销基金" in told + cells
