from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from huiying.handling import actions as handling
from huiying.handling.models import Clock
from huiying.handling.tests.desk import answered, letters, opened, signed_in, submitted
from huiying.reporting.figures import FIGURES, Period
from huiying.reporting.findings import last_months, monthly_finding
from huiying.reporting.home.figures import figures
from huiying.reporting.home.waiting import waiting
from huiying.reporting.rows import EXCEPTIONS, LISTS, address_of
from tests.office import SUNDAY, Office

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
LATER = datetime(2026, 3, 31, 4, tzinfo=SUNDAY.tzinfo)


def month(name: str, received: int) -> dict[str, object]:
    return {"month": name, "received": received, "replied": 0, "on_time": 0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("february", "march", "expected"),
    [
        (50, 71, "March brought 71 letters, 42% more than the month before"),
        (50, 40, "March brought 40 letters, 20% fewer than the month before"),
        (50, 50, "March brought 50 letters, as many as the month before"),
        (0, 50, "Letters and answers of the last thirteen months"),
    ],
)
def test_the_chart_is_titled_with_what_it_shows(february: int, march: int, expected: str) -> None:
    months = [month("2026-02", february), month("2026-03", march), month("2026-04", 7)]
    with translation.override("en"):
        assert monthly_finding(months, date(2026, 4, 10)) == expected


def test_growth_is_laid_to_the_theme_that_grew_most(office: Office) -> None:
    letters(office, 3)
    months = [month("2026-02", 1), month("2026-03", 3)]
    with translation.override("en"):
        assert monthly_finding(months, date(2026, 4, 10)).endswith("mostly on 审批服务")


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 4, 10), date(2025, 4, 1)),
        (date(2026, 1, 31), date(2025, 1, 1)),
        (date(2026, 12, 1), date(2025, 12, 1)),
    ],
)
def test_thirteen_months_begin_with_a_whole_one(today: date, start: date) -> None:
    assert last_months(today) == Period(start, today)


def test_every_list_belongs_to_a_figure() -> None:
    assert set(LISTS) <= {figure.key for figure in FIGURES}


def test_a_figure_leads_to_as_many_rows_as_it_counts(office: Office) -> None:
    answered(office)
    submitted(office, ident="2")
    handling.decline(opened(office, ident="3"), ground="outside", by=office.officer, at=SUNDAY)
    leader = signed_in(office.leader)
    by_key = {figure.key: figure for figure in FIGURES}
    assert by_key["closed_unanswered"].value(MARCH) == 1
    for key in sorted(set(LISTS) - EXCEPTIONS - {"overdue_open", "median_days", "p90_days"}):
        rows = leader.get(address_of(key, MARCH, office.leader)).context["page_obj"].paginator.count
        assert rows == by_key[key].value(MARCH), key


def test_who_reads_some_rows_only_is_led_to_none_of_the_office(office: Office) -> None:
    assert address_of("received", MARCH, office.head) == ""
    assert address_of("unanswered_topics", MARCH, office.auditor) == ""
    assert address_of("returned", MARCH, office.leader) == ""


def test_a_section_sees_its_own_figures(office: Office) -> None:
    submitted(office)
    late = next(said for said in figures(office.head, MARCH, LATER) if "due=late" in said.url)
    assert (late.value, late.late) == (1, True)
    assert figures(office.stranger, MARCH, LATER)[0].value == 0
    assert figures(office.editor, MARCH, LATER) == []
    assert len(figures(office.leader, MARCH, LATER)) == 6


def test_what_waits_leads_to_where_it_waits(office: Office) -> None:
    letters(office, 2)
    submitted(office)
    assert [(said.value, said.url) for said in waiting(office.officer)] == [(2, "/desk/inbox/")]
    assert [(said.value, said.url) for said in waiting(office.head)] == [(1, "/desk/review/")]
    assert list(waiting(office.auditor)) == []


def test_the_home_shows_the_late_apart_from_the_next(office: Office) -> None:
    late, fresh = submitted(office), submitted(office, ident="2")
    now = timezone.now()
    Clock.objects.filter(case=late).update(due_at=now - timedelta(hours=1))
    Clock.objects.filter(case=fresh).update(due_at=now + timedelta(days=3))
    page = signed_in(office.leader).get("/desk/")
    assert [clock.case for clock in page.context["late"]] == [late]
    assert [clock.case for clock in page.context["next"]] == [fresh]
    assert "desk/monthly.svg" in page.content.decode()
    assert "desk/monthly.svg" not in signed_in(office.handler).get("/desk/").content.decode()


def test_the_chart_is_a_picture_without_script(office: Office) -> None:
    answered(office)
    picture = signed_in(office.leader).get("/desk/monthly.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.lstrip().startswith(b"<svg")
    assert b"<script" not in picture.content


def test_the_sections_figures_lead_to_as_many_rows_too(office: Office) -> None:
    answered(office)
    submitted(office, ident="2")
    head = signed_in(office.head)
    for said in figures(office.head, MARCH, LATER):
        if "desk/cases" in said.url:
            assert head.get(said.url).context["page_obj"].paginator.count == said.value, said
