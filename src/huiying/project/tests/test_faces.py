"""The look keeps its promises: readable colours in both themes, icons that exist, nothing inline, dates as we write."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.template import Context, Template
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from huiying.core import calendar, deadline, regulation
from huiying.project import dates
from huiying.project.navigation import DOORS

PROJECT = Path(__file__).parents[1]
STATIC = PROJECT / "static" / "huiying"
ROOMS = PROJECT.parent
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))

GROUNDS = ("paper", "ground", "action-soft")
ON_ALL = ("ink", "quiet", "action")
PAIRS = (
    *((ink, ground) for ink in ON_ALL for ground in GROUNDS),
    *((ink, ground) for ink in ("red", "amber", "green") for ground in ("paper", "ground", f"{ink}-soft")),
    ("action-deep", "action-soft"),
    ("red-deep", "red-soft"),
    ("on-action", "action"),
    ("on-action", "action-deep"),
    ("ink", "amber-soft"),
    ("ink", "green-soft"),
    ("ink", "red-soft"),
)


def _themes() -> dict[str, dict[str, str]]:
    light, dark = (STATIC / "tokens.css").read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    tokens = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    bright = dict(tokens.findall(light))
    return {"light": bright, "dark": bright | dict(tokens.findall(dark))}


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_is_readable_on_its_grounds(theme: str) -> None:
    colours = _themes()[theme]
    poor = {pair: round(ratio, 2) for pair in PAIRS if (ratio := _contrast(*(colours[name] for name in pair))) < 4.5}
    assert not poor


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(theme: str) -> None:
    colours = _themes()[theme]
    assert min(_contrast(colours["edge"], colours[ground]) for ground in ("paper", "ground")) >= 3


def test_no_colour_is_named_outside_the_tokens() -> None:
    sheets = [sheet for sheet in STATIC.glob("*.css") if sheet.name not in ("tokens.css", "print.css")]
    named = {sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", sheet.read_text("utf-8")) for sheet in sheets}
    assert not {name: colours for name, colours in named.items() if colours}


def test_every_icon_a_page_asks_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    asked = {name for page in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)" ', page.read_text("utf-8"))}
    assert asked
    asked |= {door.icon for door in DOORS}
    assert asked <= drawn
    assert {f"clock-{shape}" for shape in ("running", "soon", "late", "done")} <= drawn


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(ROOMS)))
def test_a_page_carries_no_inline_style_or_script(page: Path) -> None:
    text = page.read_text("utf-8")  # a block of data runs nothing
    inline = re.findall(
        r"<style|\sstyle=|<script(?![^>]*\s(?:src=|type=.application/json))|\son\w+=|hx-on|javascript:", text
    )
    assert not inline


def _clock(received: datetime, **more: object) -> SimpleNamespace:
    due = deadline.due("letter.simple", received, calendar=calendar.load(), regulation=regulation.load())
    facts = {"due_at": due.at, "because": due.because, "provisional": False, "stopped_at": None, "met": False}
    return SimpleNamespace(**facts | more)


def _shown(tag: str, **context: object) -> str:
    return Template("{% load faces %}" + tag).render(Context(context))


@pytest.mark.django_db
def test_a_clock_is_a_shape_and_words_with_its_reason_behind_it() -> None:
    clock = _clock(datetime(2026, 3, 15, 2, 0, tzinfo=UTC), provisional=True)
    with translation.override("zh-hans"):
        running = _shown("{% clock c %}", c=clock, now=datetime(2026, 3, 18, 2, 0, tzinfo=UTC))
        soon = _shown("{% clock_short c %}", c=clock, now=datetime(2026, 3, 24, 2, 0, tzinfo=UTC))
        late = _shown("{% clock_short c %}", c=clock, now=datetime(2026, 3, 26, 2, 0, tzinfo=UTC))
    assert "clock--running" in running
    assert "还剩 4 个工作日" in running
    assert "<details" in running
    assert "第7个工作日" in running
    assert "clock--soon" in soon
    assert "clock--late" in late
    assert "已超期" in late


def test_a_stopped_clock_and_none_at_all_are_said_too() -> None:
    stopped = _clock(datetime(2026, 3, 15, 2, 0, tzinfo=UTC), stopped_at=datetime(2026, 3, 20, tzinfo=UTC), met=True)
    with translation.override("en"):
        assert "Done in time" in _shown("{% clock c %}", c=stopped)
        assert "No clock runs" in _shown("{% clock_short c %}", c=None)


def test_dates_are_written_as_people_here_write_them() -> None:
    moment = datetime(2026, 3, 15, 1, 30, tzinfo=UTC)
    now = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert dates.full(date(2026, 3, 5)) == "2026年3月5日"
        assert dates.with_weekday(moment) == "3月15日(周日)"
        assert dates.to_the_minute(moment) == "2026年3月15日 09:30"
        assert dates.in_a_list(datetime(2026, 1, 2, tzinfo=UTC), now) == "1月2日"
        assert dates.in_a_list(datetime(2025, 1, 2, tzinfo=UTC), now) == "2025年1月2日"
        assert dates.full(None) == ""
    with translation.override("zh-hant"):
        assert dates.with_weekday(moment) == "3月15日(週日)"
    with translation.override("en"):
        assert dates.with_weekday(moment) == "Sun 15 March"
        assert dates.in_a_list(moment, now) == "yesterday 09:30"


@pytest.mark.django_db
def test_the_door_of_the_desk_and_the_refusals_can_be_read(client: Client) -> None:
    door = client.get("/desk/login/")
    assert b'name="password"' in door.content
    assert b'href="#main"' in door.content
    assert client.get("/no-such-page/").status_code == 404
    wrong = client.post("/desk/login/", {"username": "nobody", "password": "wrong"})
    assert b'role="alert"' in wrong.content


def test_the_page_of_a_fault_stands_by_itself() -> None:
    assert "<h1>" in get_template("500.html").render()


def test_the_foot_bears_what_the_office_set(settings: LazySettings) -> None:
    settings.FOOTER = (
        "主办单位：<测试市招商局> 电话 8860 1101",
        "浙ICP备00000000号 https://beian.miit.gov.cn/",
        "无空格",
    )
    shown = Template("{% load faces %}{% footer_lines as lines %}{% for w, a in lines %}{{ w }}|{{ a }};{% endfor %}")
    assert shown.render(Context()) == (
        "主办单位：&lt;测试市招商局&gt; 电话 8860 1101|;浙ICP备00000000号|https://beian.miit.gov.cn/;无空格|;"
    )


def test_a_score_is_said_in_words() -> None:
    with translation.override("en"):
        words = [_shown("{{ s|sure }}", s=score) for score in (0.9, 0.7, 0.5, 0.2, None)]
    assert words == ["almost certain", "likely", "not sure", "a guess", ""]


def test_a_long_list_of_pages_is_shortened() -> None:
    shown = _shown("{{ count|capped }} {{ other|capped }}", count=99, other=128)
    assert shown == "99 99+"
