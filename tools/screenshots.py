"""The pictures of the manual, from the demo as its people see it: `python -m tools.screenshots [NAME …]`.

Starts a demo in a home of its own (or takes the one at HUIYING_SITE), signs in as the right person, follows the way
that a reader of the manual would, and writes docs/images/NAME.png. Needs a Chromium on this machine.
"""

import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.needs import CHROMIUM_FLAGS, chromium

IMAGES = Path(__file__).parent.parent / "docs" / "images"
MOST_BYTES = 200_000
PASSWORD = "huiying-demo"  # noqa: S105, of every login of the demo, which prints it
LATEST = 900  # seconds to build the demo on a slow machine
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
OFFICER, LEADER, HANDLER, HEAD = "lin.wanqing", "zhou.yanping", "cao.yutong", "fan.siyuan"
SECURITY, ADMINISTRATOR, AUDITOR = "fang.zhiqiu", "luo.yizhou", "wei.dingzhi"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: who looks, at which address, and which links lead on from there; `at` is scrolled into sight."""

    name: str
    login: str
    address: str
    links: tuple[str, ...] = ()
    at: str = ""
    phone: bool = False


ROW = "main [data-row]"
CASE = "main a[href^='/desk/cases/2']"
INCIDENT = "main a[href^='/desk/emergencies/2']"
SHARED = "/desk/cases/?q=断电检修&state=open"  # the letter for two sections whose draft was commented on
SHOTS = (
    Shot("home-leader", LEADER, "/desk/"),
    Shot("home-officer", OFFICER, "/desk/"),
    Shot("home-handler", HANDLER, "/desk/"),
    Shot("inbox", OFFICER, "/desk/inbox/"),
    Shot("search", OFFICER, "/desk/search/?q=奖补"),
    Shot("cases", OFFICER, "/desk/cases/?state=open&sort=due"),
    Shot("case", HANDLER, "/desk/mine/", ("main a.work",)),
    Shot("parts", OFFICER, SHARED, (CASE,), at="#parts-title"),
    Shot("review", HEAD, "/desk/review/"),
    Shot("versions", OFFICER, SHARED, (CASE, "main a[href$='/versions/']")),
    Shot("review-phone", HEAD, "/desk/review/", phone=True),
    Shot("held-up", OFFICER, "/desk/held-up/"),
    Shot("supervision", OFFICER, "/desk/supervision/"),
    Shot("cards", OFFICER, "/desk/supervision/cards/"),
    Shot("chase", OFFICER, "/desk/supervision/orders/", (ROW, "main a[href$='/sheet/']")),
    Shot("instruction", LEADER, "/desk/supervision/instructions/", (ROW,)),
    Shot("late-list", OFFICER, "/desk/supervision/late/"),
    Shot("loops", OFFICER, "/desk/loops/"),
    Shot("topic", OFFICER, "/desk/topics/", ("main .topics a[href^='/desk/topics/']",)),
    Shot("incident", OFFICER, "/desk/emergencies/", (INCIDENT,)),
    Shot("brief", LEADER, "/desk/emergencies/", ("main a[href*='/releases/']",)),
    Shot("roster", OFFICER, "/desk/emergencies/duty/", ("main a[rel=next]",)),
    Shot("after-action", OFFICER, "/desk/emergencies/", ("main a[href$='/review/']",)),
    Shot("clues", OFFICER, "/desk/clues/"),
    Shot("clue", AUDITOR, "/desk/clues/", (f"{ROW} >> nth=-1",)),
    Shot("templates", OFFICER, "/desk/templates/"),
    Shot("personal-data", OFFICER, "/desk/keeping/"),
    Shot("units", ADMINISTRATOR, "/desk/structure/"),
    Shot("staff", SECURITY, "/desk/staff/"),
    Shot("ledger", AUDITOR, "/desk/ledger/"),
)


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo of its own, stopped again at the end."""
    if site := os.environ.get("HUIYING_SITE"):
        yield site.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        told = {**os.environ, "HUIYING_HOME": home}
        command = [sys.executable, "-m", "huiying", "demo", "--port", str(port)]
        with subprocess.Popen(command, env=told) as server:  # noqa: S603
            try:
                wait_for(f"http://127.0.0.1:{port}/", server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.send_signal(signal.SIGINT)


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return once the site answers; give up where the command has ended."""
    latest = time.monotonic() + LATEST
    while time.monotonic() < latest:
        if server.poll() is not None:
            sys.exit("The demo did not start.")
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("The demo took too long.")


def seated(browser: Browser, site: str, login: str, *, phone: bool) -> Page:
    """Somebody at a browser of their own, signed in."""
    context = browser.new_context(
        locale="zh-CN", base_url=site, viewport=PHONE if phone else WIDE, has_touch=phone, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/desk/login/")
    page.fill("#id_username", login)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/desk/")
    return page


def take(page: Page, shot: Shot) -> bytes:
    """Follow the links of a shot, and take what is in sight then."""
    page.goto(shot.address)
    for link in shot.links:
        address = page.locator(link).first.get_attribute("href", timeout=5_000)
        page.goto(urljoin(page.url, address))
    if shot.at:
        page.locator(shot.at).first.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_load_state("networkidle")
    return small(page.screenshot())


def small(picture: bytes) -> bytes:
    """The same picture with 256 colours of its own, or fewer, until it is small enough for a manual."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        told = io.BytesIO()
        fewer = image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        fewer.save(told, "PNG", optimize=True)
        if told.tell() < MOST_BYTES:
            break
    return told.getvalue()


def main(wanted: Sequence[str]) -> int:
    """Write the pictures that are wanted, all where none is named; returns how many could not be taken."""
    failed = 0
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        pages: dict[tuple[str, bool], Page] = {}
        for shot in (each for each in SHOTS if not wanted or each.name in wanted):
            seat = shot.login, shot.phone
            if seat not in pages:
                pages[seat] = seated(browser, site, shot.login, phone=shot.phone)
            try:
                (IMAGES / f"{shot.name}.png").write_bytes(take(pages[seat], shot))
            except Exception as error:
                failed += 1
                sys.stderr.write(f"{shot.name}: {str(error).splitlines()[0]}\n")
        browser.close()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
