"""The public calculator: when an answer is due and why, from an address that can be sent on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from huiying.core import regulation
from huiying.core.words import Words
from huiying.handling.calculator.matters import matters
from huiying.handling.calculator.months import MOST_MONTHS, lines, months, squares

pytestmark = pytest.mark.django_db

CLERK = "term=disclosure.answer&received=2026-02-10&extend=5&pause_from=2026-03-10&pause_to=2026-03-12"


def asked(query: str, language: str = "zh-hans") -> tuple[int, str]:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(f"/due/?{query}" if query else "/due/")
    return page.status_code, page.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_without_a_question_there_is_a_form_and_no_answer() -> None:
    status, html = asked("")
    assert status == 200
    assert '<form class="calculator-form" action="/due/"' in html
    assert "due-day" not in html
    assert "<script" not in html.split("</head>")[1]


def test_every_term_can_be_chosen_once() -> None:
    groups = matters(regulation.load(), "zh-hans")
    offered = [name for _title, terms in groups for name, _words in terms]
    assert sorted(offered) == sorted(regulation.load().terms)
    assert any("来信" in title for title, _terms in groups)


@pytest.mark.parametrize(
    ("query", "day", "close"),
    [
        ("term=letter.simple&received=2026-02-10", "2026年2月26日（周四）", "24:00"),
        ("term=letter.simple&received=2026/2/10", "2026年2月26日（周四）", "24:00"),
        (CLERK, "2026年3月26日（周四）", "24:00"),
        ("term=opinion.general&received=2026-02-14&hour=09:30", "2026年2月16日（周一）", "09:30"),
        ("term=petition.handle&received=2026-08-03", "2026年10月8日（周四）", "24:00"),
    ],
)
def test_the_day_is_told_large_with_its_reason_and_article(query: str, day: str, close: str) -> None:
    status, html = asked(query)
    assert status == 200
    large = re.search(r'<p class="due-day">(.*?)</p>', html, re.DOTALL)
    assert large
    assert words(large[1]).startswith(f"{day} {close}")
    assert "依据" in html


def test_the_count_is_shown_day_by_day_and_as_a_list() -> None:
    _status, html = asked(CLERK)
    grid = html[html.index('class="months"') : html.index("month-key")]
    assert "aria-hidden" in html[html.index('class="months"') : html.index('class="months"') + 40]
    assert grid.count("day--worked") == 2  # 2月14日 and 28日
    assert grid.count("day--paused") == 3
    assert grid.count("day--end") == 1
    assert grid.count("春节") == 9
    assert re.findall(r'class="day-n">(\d+)<', grid) == [str(n) for n in range(1, 26)]
    told = words(html[html.index("day-lines") :])
    assert "2月11日至13日" in told
    assert "2月15日至23日 春节" in told
    assert "3月10日至12日" in told


def test_a_term_of_hours_has_no_days_to_show() -> None:
    _status, html = asked("term=emergency.first&received=2026-02-14&hour=22:00")
    assert 'class="months"' not in html


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("term=letter.simple", "received"),
        ("term=&received=2026-02-10", "term"),
        ("term=letter.none&received=2026-02-10", "term"),
        ("term=letter.simple&received=2026-02-30", "received"),
        ("term=letter.simple&received=1999-02-01", "received"),
        ("term=opinion.general&received=9999-12-31&hour=09:30", "received"),
        ("term=opinion.general&received=2026-02-10", "hour"),
        ("term=opinion.general&received=2026-02-10&hour=25:00", "hour"),
        ("term=letter.simple&received=2026-02-10&extend=3", "extend"),
        ("term=disclosure.answer&received=2026-02-10&extend=21", "extend"),
        ("term=disclosure.answer&received=2026-02-10&extend=-1", "extend"),
        ("term=disclosure.answer&received=2026-02-10&extend=99999999999999999999", "extend"),
        ("term=letter.simple&received=2026-02-10&pause_to=2026-02-12", "pause_from"),
        ("term=letter.simple&received=2026-02-10&pause_from=2026-02-13&pause_to=2026-02-12", "pause_from"),
        ("hour=%00&received=2026-02-10%00&term=%00", "received"),
    ],
)
def test_wrong_input_stays_in_the_form_and_is_named_at_its_field(query: str, field: str) -> None:
    status, html = asked(query)
    assert status == 422
    assert f'href="#id_{field}"' in html
    assert "due-day" not in html
    if "received=2026-02-10" in query and "%00" not in query:
        assert 'value="2026-02-10"' in html


def test_an_unknown_term_lists_the_known_ones() -> None:
    _status, html = asked("term=<b>x</b>&received=2026-02-10")
    assert "letter.simple、letter.complex" in html
    assert "<b>x</b>" not in html


def test_a_refusal_of_the_rules_names_the_act() -> None:
    assert "政府信息公开条例" in asked("term=disclosure.answer&received=2026-02-10&extend=21")[1]


@pytest.mark.parametrize(
    ("query", "is_provisional", "is_paused"),
    [
        ("term=letter.complex&received=2050-12-21", True, False),
        ("term=letter.simple&received=2026-02-10&pause_from=2026-02-12", True, True),
        ("term=letter.simple&received=2026-02-10", False, False),
    ],
)
def test_a_provisional_day_is_said_to_be_so(query: str, is_provisional: bool, is_paused: bool) -> None:
    _status, html = asked(query)
    assert ("message--warning" in html) is is_provisional
    assert ("#clock-paused" in html) is is_paused


@pytest.mark.parametrize(("language", "day"), [("en", "26 February 2026 (Thu)"), ("zh-hant", "2026年2月26日（週四）")])
def test_the_page_speaks_the_readers_language(language: str, day: str) -> None:
    assert day in asked("term=letter.simple&received=2026-02-10", language)[1]


def test_a_right_answer_costs_few_queries(django_assert_max_num_queries: object) -> None:
    asked(CLERK)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        asked(CLERK)


def test_it_is_only_read(client: Client) -> None:
    assert client.post("/due/", {"term": "letter.simple"}).status_code == 405


# ── the days as months and lines ──


@dataclass(frozen=True)
class Walked:
    day: date
    mark: str
    n: int | None = None
    name: Words | None = None


def walked(first: date, count: int, mark: str) -> Sequence[Walked]:
    return [Walked(first + timedelta(days=n), mark, n + 1) for n in range(count)]


def test_a_month_begins_on_the_weekday_of_its_first_and_leaves_out_weeks_without_a_count() -> None:
    (month,) = months(squares(walked(date(2026, 2, 24), 5, "counted"), "zh-hans"), "zh-hans")
    assert month.title == "2026年2月"
    (week,) = month.weeks
    assert [day.day.day if day else None for day in week] == [23, 24, 25, 26, 27, 28, None]
    assert [day.mark for day in week if day] == ["", *["counted"] * 5]


def test_a_count_of_years_shows_its_first_months_and_its_last() -> None:
    told = months(squares(walked(date(2026, 1, 1), 1500, "paused"), "en"), "en")
    assert len(told) == MOST_MONTHS
    assert (told[0].title, told[-1].title) == ("January 2026", "February 2030")


def test_days_that_count_alike_are_one_line() -> None:
    weekend = [
        Walked(date(2026, 3, 7), "off", None, Words.same("周六")),
        Walked(date(2026, 3, 8), "off", None, Words.same("周日")),
    ]
    told = lines(squares([*walked(date(2026, 3, 4), 3, "counted"), *weekend], "zh-hans"), "zh-hans")
    assert [(line.when, line.n, line.last_n, line.name) for line in told] == [
        ("2026年3月4日至6日", 1, 3, ""),
        ("3月7日至8日", None, None, "周六、周日"),
    ]


def test_where_every_day_counts_none_is_said_to_be_worked_in_exchange() -> None:
    day = Walked(date(2026, 9, 20), "worked", 48, Words.same("调休上班日"))
    (square,) = squares([day], "zh-hans", every_day=True)
    assert (square.mark, square.name, square.n) == ("counted", "", 48)


def test_titles_are_told_with_their_length() -> None:
    with translation.override("en"):
        told = dict(pair for _title, terms in matters(regulation.load(), "en") for pair in terms)
    assert told["error.reply"] == "Reply to an error reported in the site (3 working days)"
