"""The crowd of a bad day, a locustfile: readers of the portal, writers of its forms, the platform, the staff.

What it has to know stands in the file that `BAD_DAY` names (`bad_day.py` writes it); what it saw goes to its `seen`.
Every visitor comes from an address of their own, as a proxy tells it: the limits of the public forms hold by address,
and five hundred people are not one. A visitor who has read enough goes, and another one comes.
"""

import json
import os
import random
import re
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import gevent
from locust import FastHttpUser, between, constant_pacing, events, task
from locust.exception import StopUser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.bad_day_letters import Letter, letter

TOLD: dict[str, Any] = json.loads(Path(os.environ["BAD_DAY"]).read_text("utf-8"))
RUN: str = TOLD["run"]
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEWS = "/xinxi-fabu/"
WORDS = ("路灯不亮", "补贴", "噪音", "施工许可", "公积金", "夜间施工", "物业收费", "停车位", "污水管网", "燃气泄漏")
NOTE = {"note": "已电话联系来信人，约定现场查看。"}
FIRST = {
    "situation": "今日上午发生险情，消防和医疗力量已到场。",
    "verified": "经初步核实，无人员死亡；网上有关传言不实。",
    "measures": "已成立现场指挥部，疏散周边群众。",
    "advice": "请勿前往现场围观，以本局通报为准。",
}
PASSWORD = "huiying-demo"  # noqa: S105 -- the demo's
COMING = 20  # seconds within which the staff sign in: a password takes the processor a third of a second
VISITS = 12  # pages until a reader goes and another one comes
_chance = random.Random(RUN)
_numbers = {way: count() for way in ("form", "single", "batch")}
_letters: deque[tuple[str, str]] = deque((tuple(pair) for pair in TOLD["letters"]), maxlen=2000)
_grave: deque[str] = deque(maxlen=50)  # numbers of voices that tell of an emergency
_pages: dict[str, list[tuple[float, float]]] = defaultdict(list)
_failures: dict[str, int] = defaultdict(int)
_posted: dict[str, list[str]] = {"sent": [], "taken": []}
_releases: list[str] = []
_leaders, _to_sign = count(), deque[str]()


@events.request.add_listener
def _on_request(name: str, response_time: float, response: Any, exception: Any, **_more: Any) -> None:
    if exception is not None:
        _failures[f"{name}: {str(exception)[:160]}"] += 1
        return
    found = re.search(r"app;dur=([\d.]+)", (response.headers or {}).get("Server-Timing") or "") if response else None
    _pages[name].append((response_time, float(found[1]) if found else 0.0))


@events.quitting.add_listener
def _on_quitting(**_more: Any) -> None:
    told = {"pages": _pages, "failures": _failures, **_posted, "releases": _releases}
    Path(TOLD["seen"]).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _taken(*letters: Letter) -> None:
    _posted["taken"].extend(one.mark for one in letters)


class Visitor(FastHttpUser):
    """Somebody with a browser behind the office's proxy."""

    abstract = True

    def begin(self) -> None:
        """Another person: no cookies, an address that nobody else has."""
        policy = DefaultCookiePolicy(secure_protocols=("http", "https"))  # the proxy before us speaks HTTPS
        self.client.cookiejar = self.client.client.cookiejar = CookieJar(policy)
        self.address = f"10.{_chance.randrange(256)}.{_chance.randrange(256)}.{_chance.randrange(1, 255)}"

    @property
    def headers(self) -> dict[str, str]:
        told = {"X-Forwarded-For": self.address, "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
        return told | {"Accept-Language": "zh-CN", "Referer": f"https://127.0.0.1:{TOLD['port']}/"}

    def read(self, name: str, path: str, says: str = "</html>", **headers: str) -> str:
        with self.client.get(path, name=name, headers=self.headers | headers, catch_response=True) as answer:
            return self._told(answer, says)

    def send(self, name: str, path: str, fields: Mapping[str, Any], says: str = "</html>") -> str:
        sent = {"Content-Type": "application/x-www-form-urlencoded"}
        data = urlencode(fields, doseq=True)
        with self.client.post(path, data, name=name, headers=self.headers | sent, catch_response=True) as answer:
            return self._told(answer, says)

    def _told(self, answer: Any, says: str) -> str:
        """The page; empty, and a failure of its name, where it is not what was expected."""
        page = answer.text or ""
        if answer.status_code != 200:
            answer.failure(f"{answer.status_code}")
        elif says not in page:
            answer.failure(f"does not say {says}")
        else:
            return page
        return ""


class Reader(Visitor):
    """Reads the release and what else there is, searches, asks after a letter."""

    fixed_count = TOLD["readers"]
    wait_time = between(*TOLD["reader_pause"])

    def on_start(self) -> None:
        self.begin()
        self.left = _chance.randrange(1, VISITS)

    def wait(self) -> None:
        super().wait()
        self.left -= 1
        if self.left <= 0:
            self.begin()
            self.left = VISITS

    @task(4)
    def front(self) -> None:
        self.read("portal: front", "/")

    @task(8)
    def release(self) -> None:
        page = self.read("portal: news", NEWS)
        if _releases and page:
            found = re.findall(rf'href="({NEWS}[^"?#]+/)"', page)
            if found:
                self.read("portal: release", found[0])

    @task(5)
    def answers(self) -> None:
        page = self.read("portal: answers", "/answers/")
        found = re.findall(r'href="(/answers/[\w-]+/)"', page)
        if found:
            self.read("portal: answer", _chance.choice(found))

    @task(4)
    def search(self) -> None:
        self.read("portal: search", f"/search/?q={quote(_chance.choice(WORDS))}")

    @task(3)
    def status(self) -> None:
        number, code = _chance.choice(_letters)
        form = _form(self.read("portal: status form", "/status/"), "code")
        if form:
            self.send("portal: status", "/status/", form | {"number": number, "code": code}, says=number)


class Writer(Visitor):
    """Writes a letter, each time another person."""

    fixed_count = TOLD["writers"]
    wait_time = constant_pacing(TOLD["writer_pace"])

    @task
    def write(self) -> None:
        self.begin()
        path = _chance.choice(("/ask/mayor-mailbox/", "/ask/department-mailbox/"))
        form = _form(self.read("portal: form", path), "text")
        if not form:
            return
        gevent.sleep(_chance.uniform(4, 8))  # nobody writes faster
        told = letter(RUN, "form", next(_numbers["form"]))
        _posted["sent"].append(told.mark)
        page = self.send("portal: letter", path, form | {"title": told.title, "text": told.text}, says='id="code"')
        found = re.search(r'id="number">([^<]+)<.*?id="code">([^<]+)<', page, re.DOTALL)
        if found:
            _taken(told)
            _letters.append((found[1], found[2]))


class Platform(FastHttpUser):
    """Another system that brings letters one by one; what is not taken is sent again with the same key."""

    fixed_count = TOLD["singles"]
    wait_time = constant_pacing(TOLD["single_pace"])
    name, path, way, size = "api: voice", "/api/v1/voices", "single", 1

    @task
    def bring(self) -> None:
        letters = [letter(RUN, self.way, next(_numbers[self.way])) for _ in range(self.size)]
        _posted["sent"].extend(one.mark for one in letters)
        told = [
            {"external_id": one.mark, "title": one.title, "text": one.text, "writer": {"name": one.said_by}}
            for one in letters
        ]
        body: Any = told[0] if self.size == 1 else {"voices": told}
        for _try in range(5):
            if answer := self._posted(body, letters[0].mark):
                _taken(*letters)
                if letters[0].emergency:
                    _grave.append(str(answer.get("number") or answer["results"][0]["number"]))
                return
            gevent.sleep(1)

    def _posted(self, body: Any, key: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {TOLD['token']}", "Idempotency-Key": key, "X-Forwarded-Proto": "https"}
        with self.client.post(self.path, json=body, name=self.name, headers=headers, catch_response=True) as answer:
            told: dict[str, Any] = answer.json() if answer.status_code in (200, 201) else {}
            if not told:
                answer.failure(f"{answer.status_code}")
            elif told.get("refused") or told.get("conflict"):
                answer.failure(f"refused {told['refused']}, in conflict {told['conflict']}")
                return {}
            return told


class Batches(Platform):
    """The same in batches."""

    fixed_count = TOLD["batchers"]
    wait_time = constant_pacing(TOLD["batch_pace"])
    name, path, way, size = "api: batch", "/api/v1/voices/batch", "batch", TOLD["batch"]


class Member(Visitor):
    """One of the staff at the desk; a page, some seconds of reading, the next page."""

    abstract = True
    wait_time = between(*TOLD["staff_pause"])
    role = ""

    def on_start(self) -> None:
        gevent.sleep(_chance.uniform(0, COMING))
        self.begin()
        names = TOLD["staff"][self.role]
        if not names:
            raise StopUser
        form = _form(self.read("desk: sign-in form", "/desk/login/"), "password")
        told = {"username": names.pop(0), "password": PASSWORD}
        if not form or not self.send("desk: sign-in", "/desk/login/", form | told, says="/desk/logout/"):
            raise StopUser

    @task(3)
    def home(self) -> None:
        self.read("desk: home", "/desk/", says="/desk/logout/")

    @task(3)
    def cases(self) -> None:
        self.read("desk: cases", _chance.choice(("/desk/cases/", "/desk/cases/?state=open")), says="/desk/logout/")

    @task(2)
    def search(self) -> None:
        self.read("desk: search", f"/desk/search/?q={quote(_chance.choice(WORDS))}", says="/desk/logout/")

    @task(5)
    def case(self) -> None:
        if path := self.a_case():
            self.read("desk: case", path, says="/desk/logout/")

    @task(2)
    def note(self) -> None:
        if path := self.a_case():
            form = _form(self.read("desk: case", path, says="/desk/logout/"), "note")
            if form:
                self.send("desk: note", f"{path}notes/add/", form | NOTE, says=NOTE["note"])

    def a_case(self) -> str:
        page = self.read("desk: cases", "/desk/cases/?state=open", says="/desk/logout/")
        found = re.findall(r'href="(/desk/cases/[\w-]+/)"', page)
        return _chance.choice(found) if found else ""


class Handler(Member):
    fixed_count, role = TOLD["handlers"], "handler"

    @task(3)
    def mine(self) -> None:
        self.read("desk: my work", "/desk/mine/", says="/desk/logout/")


class Head(Member):
    fixed_count, role = TOLD["heads"], "section_head"

    @task(3)
    def clocks(self) -> None:
        self.read("desk: clocks", "/desk/clocks/", says="/desk/logout/")


class Officer(Member):
    """Reads the inbox and gives what came to its section."""

    fixed_count, role = TOLD["officers"], "information"

    @task(4)
    def inbox(self) -> None:
        self.read("desk: inbox", "/desk/inbox/", says="/desk/logout/")

    @task(2)
    def clocks(self) -> None:
        self.read("desk: clocks", "/desk/clocks/", says="/desk/logout/")

    @task(8)
    def give(self) -> None:
        page = self.read("desk: inbox", "/desk/inbox/", says="/desk/logout/")
        found = re.findall(r'voice=(HY[\w-]+)"', page)
        if not found:
            return
        number = _chance.choice(found)
        panes = self.read("desk: voice", f"/desk/inbox/{number}/", says="<", **{"HX-Request": "true"})
        form = _form(panes, "lead")
        if form and form.get("kind") and form.get("lead"):
            self.send("desk: assign", f"/desk/inbox/{number}/confirm/", form, says="/desk/logout/")


class Leader(Member):
    """The first of them opens an incident and writes a release each minute; another signs, since nobody signs a text
    of their own.
    """

    fixed_count, role = TOLD["leaders"], "leader"

    def on_start(self) -> None:
        super().on_start()
        self.writes = next(_leaders) == 0
        self.incident, self.releases, self.next_at = "", 0, time.monotonic()

    @task(40)
    def lead(self) -> None:
        if not self.writes and _to_sign:
            self._sign(_to_sign.popleft())
        elif not self.writes or time.monotonic() < self.next_at:
            self.read("desk: emergencies", "/desk/emergencies/", says="/desk/logout/")
        elif not self.incident:
            self._open()
        else:
            self._release()

    def _open(self) -> None:
        if not _grave:
            return
        path = f"/desk/emergencies/open/?voice={_grave[-1]}"
        form = _form(self.read("desk: incident form", path, says="/desk/logout/"), "happened_at")
        if not form:
            return
        at = datetime.now(SHANGHAI) - timedelta(minutes=2)
        told = {"title": f"险情{RUN}", "sort": "emergency", "place": "滨江小区", "level": form.get("level") or "重大"}
        told |= {"happened_at": f"{at:%Y-%m-%dT%H:%M}", "found_at": f"{at:%Y-%m-%dT%H:%M}"}
        page = self.send("desk: incident", path, form | told, says="big-clock")
        found = re.search(r'href="(/desk/emergencies/[\w-]+/)write/"', page)
        if found:
            self.incident = found[1]

    def _release(self) -> None:
        path = f"{self.incident}write/"
        form = _form(self.read("desk: release form", path, says="/desk/logout/"), "situation")
        if not form:
            return
        sort = "continuing" if self.releases else "first"
        composed = self.send("desk: release composed", path, form | FIRST | {"sort": sort, "compose": "1"})
        form = _form(composed, "situation")
        if not form or not self.send("desk: release sent", path, form | {"submit": "1"}, says="big-clock"):
            return
        self.releases, self.next_at = self.releases + 1, time.monotonic() + 60
        _to_sign.append(f"{self.incident}releases/{self.releases}/")

    def _sign(self, path: str) -> None:
        form = _form(self.read("desk: release", path, says="/desk/logout/"), "digest")
        if form and self.send("desk: release signed", path, form | {"sign": "1"}, says="big-clock"):
            _releases.append(path)


def _form(page: str, field: str) -> dict[str, Any]:
    """What a browser would send of the form that has this field, buttons left out; empty where there is none."""
    if not page:
        return {}
    form = next((one for one in LexborHTMLParser(page).css("form") if one.css_first(f'[name="{field}"]')), None)
    told: dict[str, Any] = {}
    for one in form.css("input[name], textarea[name], select[name]") if form else ():
        value = _value(one)
        if value is not None:
            told.setdefault(str(one.attributes["name"]), []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in told.items()}


def _value(one: LexborNode) -> str | None:
    has = one.attributes
    if one.tag == "textarea":
        return one.text()
    if one.tag == "select":
        chosen = one.css_first("option[selected]") or (None if "multiple" in has else one.css_first("option"))
        return (chosen.attributes.get("value") or "") if chosen else None
    if has.get("type") in ("file", "submit") or (has.get("type") in ("checkbox", "radio") and "checked" not in has):
        return None
    return has.get("value") or ("on" if has.get("type") == "checkbox" else "")
