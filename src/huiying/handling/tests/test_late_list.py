"""每周超期通报 and 催办: the week's list is frozen once; a press reminds the handler, once an hour."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huiying.core.errors import NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.supervising import freeze_late_lists, give_cards, remind
from huiying.handling.models import LateList, LateRow, Reminder
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .desk import HOUR, answered, assigned, at_once, drafted, letters, opened, signed_in
from .test_asking import DAY

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 30, 9, 0, tzinfo=SHANGHAI)


def test_the_list_of_a_week_is_made_once_and_stays_as_it_was(office: Office) -> None:
    case = drafted(office)  # due on Tuesday 24 March at 24:00
    answered(office, ident="2")
    opened(office, ident="3", at=SUNDAY + 14 * DAY)
    give_cards(at=MONDAY)
    assert freeze_late_lists(at=MONDAY) == 1
    assert freeze_late_lists(at=MONDAY + 3 * DAY) == 0
    row = LateRow.objects.get()
    assert (row.number, row.section_name, row.handler_name) == (case.number, "项目服务科", "陆承办")
    assert (row.amount, row.count_unit, row.cards) == (3, "working_day", ["red"])
    assert row.late_by in ("已超期 3 个工作日", "3 working days overdue")
    case.title = "改了题目"
    case.save()
    actions.submit(case, by=office.handler, at=MONDAY)
    assert LateRow.objects.get().title == row.title
    told = Entry.objects.get(deed="late_list.frozen")
    assert (told.facts["rows"], told.about) == (1, row.late_list.ref)
    assert freeze_late_lists(at=MONDAY + 8 * DAY) == 1  # the Monday after it is 清明


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-09-28 08:00", "2026-09-28"),  # an ordinary Monday
        ("2026-09-27 23:00", None),  # Friday to Sunday are off, and this week had its list on Monday
        ("2026-10-05 08:00", None),  # the National Day runs to Wednesday
        ("2026-10-07 23:00", None),
        ("2026-10-08 07:59", None),
        ("2026-10-08 08:00", "2026-10-05"),
        ("2026-02-17 09:00", None),  # the whole week of the Spring Festival is off
        ("2026-02-22 23:00", None),
    ],
)
def test_it_is_made_from_the_first_working_day_on(office: Office, now: str, week: str | None) -> None:
    if now == "2026-09-27 23:00":
        freeze_late_lists(at=datetime(2026, 9, 21, 9, tzinfo=SHANGHAI))
    before = LateList.objects.count()
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    assert freeze_late_lists(at=at) == (1 if week else 0)
    if week:
        assert LateList.objects.latest("week").week == date.fromisoformat(week)
    else:
        assert LateList.objects.count() == before


def test_a_section_reads_its_own_rows_and_of_others_the_numbers(office: Office) -> None:
    drafted(office)
    freeze_late_lists(at=MONDAY)
    shown = {
        who: signed_in(getattr(office, who)).get("/desk/supervision/late/")
        for who in ("officer", "leader", "auditor", "head", "stranger")
    }
    for who, page in shown.items():
        assert page.context["page_obj"].paginator.count == (0 if who == "stranger" else 1), who
        assert page.context["total"] == 1
        assert ("施工许可" in page.text) == (who != "stranger"), who
    assert signed_in(office.editor).get("/desk/supervision/late/").status_code == 403
    table = signed_in(office.officer).get("/desk/supervision/late/?format=csv").content.decode("utf-8-sig")
    assert "项目服务科" in table
    assert len(table.splitlines()) == 2


def test_an_earlier_week_is_chosen(office: Office) -> None:
    freeze_late_lists(at=MONDAY - 7 * DAY)
    drafted(office)
    freeze_late_lists(at=MONDAY)
    client = signed_in(office.officer)
    assert client.get("/desk/supervision/late/").context["total"] == 1
    first = LateList.objects.order_by("week").first()
    assert first is not None
    assert client.get(f"/desk/supervision/late/?list={first.pk}").context["total"] == 0
    assert client.get("/desk/supervision/late/?list=nonsense").context["total"] == 1


def test_the_title_in_it_is_veiled(office: Office) -> None:
    voice = office.letter("请回电13812345678，施工许可一直没办。", title="请回电13812345678")
    actions.open_case(voice, by=None, at=SUNDAY)
    freeze_late_lists(at=MONDAY)
    assert "13812345678" not in LateRow.objects.get().title


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    letters(office, count)
    freeze_late_lists(at=MONDAY)
    client = signed_in(office.officer)
    client.get("/desk/supervision/late/")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get("/desk/supervision/late/").context["total"] == count


@pytest.mark.django_db(transaction=True)
def test_several_workers_make_one_list(office: Office) -> None:
    drafted(office)
    assert at_once(lambda: freeze_late_lists(at=MONDAY)) == []
    assert LateList.objects.count() == LateRow.objects.count() == 1
    assert Entry.objects.filter(deed="late_list.frozen").count() == 1


# ── 催办 ──


def test_a_reminder_goes_out_once_an_hour(office: Office) -> None:
    case = drafted(office)
    remind(case, by=office.officer, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        remind(case, by=office.leader, at=SUNDAY + DAY + timedelta(minutes=59))
    remind(case, by=office.leader, at=SUNDAY + DAY + HOUR)
    assert Reminder.objects.count() == Entry.objects.filter(deed="case.reminded", about=case.ref).count() == 2
    assert Entry.objects.filter(deed="case.reminded").last().facts == {"told": "陆承办"}  # type: ignore[union-attr]


def test_who_reminds_and_of_what(office: Office) -> None:
    case = drafted(office)
    for other in (office.head, office.handler, office.stranger, office.auditor):
        with pytest.raises(NotAllowed):
            remind(case, by=other, at=SUNDAY + DAY)
    for nobodys in (opened(office, ident="2"), answered(office, ident="3")):
        with pytest.raises(RuleError):
            remind(nobodys, by=office.officer, at=SUNDAY + DAY)
    waiting = assigned(office, ident="4")
    remind(waiting, by=office.officer, at=SUNDAY + DAY)
    assert Entry.objects.get(deed="case.reminded").facts == {"told": "项目服务科"}


def test_the_button_stands_on_the_case_and_on_the_wall(office: Office) -> None:
    case = drafted(office)
    address = f"/desk/supervision/remind/{case.number}/"
    officer = signed_in(office.officer)
    for page in (f"/desk/cases/{case.number}/", "/desk/clocks/"):
        assert address in officer.get(page).text
        assert address not in signed_in(office.head).get(page).text
    answer = officer.post(address, {"back": "/desk/clocks/?lamp=red"})
    assert answer["Location"] == "/desk/clocks/?lamp=red"
    assert officer.post(address, {"back": "https://example.org/"})["Location"] == f"/desk/cases/{case.number}/"
    assert Reminder.objects.count() == 1  # the second came too soon, and was said to
    assert signed_in(office.head).post(address).status_code == 403
    assert "顾信息" in officer.get(f"/desk/cases/{case.number}/").text


@pytest.mark.django_db(transaction=True)
def test_of_several_reminders_at_once_one_goes_out(office: Office) -> None:
    case = drafted(office)
    failed = at_once(lambda: remind(case, by=office.officer, at=SUNDAY + DAY))
    assert [type(error) for error in failed] == [RuleError] * 3
    assert Reminder.objects.count() == 1
