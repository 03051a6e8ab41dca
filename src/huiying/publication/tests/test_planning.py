"""The publication calendar: what is due by a day or a quarter, what is late, and the law's twenty working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from huiying.core.deadline import say
from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.rulebook import regulation
from huiying.handling.tests.desk import signed_in
from huiying.publication.actions.issues import close_issue, open_issue, set_items, take_issue
from huiying.publication.actions.manuscripts import change_manuscript
from huiying.publication.actions.planning import finish_item, move_item, plan_item, tie_item
from huiying.publication.actions.spreading import publish_page
from huiying.publication.manuscripts.statutory import of_day, statutory
from huiying.publication.models import Issue, Manuscript, PlannedItem, Spreading
from tests.office import SUNDAY, Office

from .texts import FACTS, WRITTEN, approved, column, written

DAY = date(2026, 3, 20)


def planned(office: Office, *, at: datetime = SUNDAY, **facts: object) -> PlannedItem:
    told = {"title": "公布政策", "day": DAY, "kind": "ordinary", **facts}
    return plan_item(section=office.project, facts=told, by=office.editor, at=at)


def test_an_item_is_late_the_day_after_and_done_when_its_text_is_out(office: Office) -> None:
    item = planned(office)
    assert not PlannedItem.objects.late(DAY).exists()
    assert PlannedItem.objects.late(DAY + timedelta(days=1)).get() == item
    found = approved(office)
    tie_item(item, manuscript=found, by=office.editor, at=WRITTEN)
    assert PlannedItem.objects.late(DAY + timedelta(days=1)).exists()
    publish_page(found, by=office.editor, at=WRITTEN)
    item.refresh_from_db()
    assert item.done_at == WRITTEN
    assert not PlannedItem.objects.open().exists()
    with pytest.raises(RuleError):
        finish_item(item, by=office.editor, at=WRITTEN)


def test_a_day_that_is_past_is_not_planned_for(office: Office) -> None:
    with pytest.raises(InputError):
        planned(office, day=date(2026, 3, 1))
    item = planned(office)
    with pytest.raises(InputError):
        move_item(item, day=date(2026, 3, 1), by=office.editor, at=SUNDAY)
    item.refresh_from_db()
    assert item.day == DAY
    with pytest.raises(InputError):
        written(office, formed_on=date(2026, 3, 17))  # the day after it is written


def test_key_work_is_due_with_its_quarter(office: Office) -> None:
    item = planned(office, kind="key_work", day=None, year=2026, quarter=2)
    assert item.day == date(2026, 6, 30)
    with pytest.raises(RuleError):
        move_item(item, day=DAY, by=office.editor, at=SUNDAY)
    with pytest.raises(InputError):
        planned(office, kind="key_work", year=2026, quarter=7)
    with pytest.raises(InputError):
        planned(office, kind="key_work", year=None, quarter=1)
    with pytest.raises(InputError):
        planned(office, day=None)
    with pytest.raises(InputError):
        planned(office, title=" ")
    with pytest.raises(NotAllowed):
        plan_item(section=office.project, facts={"title": "x", "day": DAY}, by=office.handler, at=SUNDAY)


@pytest.mark.parametrize(
    ("formed", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 30)),  # no holiday within
        (date(2026, 3, 16), date(2026, 4, 14)),  # 清明 4/4–6: the Monday is off
        (date(2026, 2, 6), date(2026, 3, 12)),  # 春节 2/15–23, with 2/14 and 2/28 worked
        (date(2026, 9, 11), date(2026, 10, 15)),  # 9/20 and 10/10 worked, 中秋 and 国庆 off
    ],
)
@pytest.mark.django_db
def test_twenty_working_days_by_the_state_councils_calendar(formed: date, due: date) -> None:
    rules = regulation(formed)
    kept = of_day(formed, None, due, rules)
    assert (kept.deadline.due_date, kept.late, kept.days) == (due, False, 0)
    late = of_day(formed, None, due + timedelta(days=1), rules)
    assert late.late
    assert of_day(formed, due, due + timedelta(days=90), rules).late is False
    assert "第二十六条" in say(kept.deadline.because, "zh-hans")


def test_a_text_without_its_day_of_forming_has_no_term(office: Office) -> None:
    assert statutory(written(office), today=DAY) is None
    told = statutory(written(office, formed_on=date(2026, 3, 2)), today=date(2026, 4, 1))
    assert told is not None
    assert (told.late, told.done) == (True, False)


def test_the_calendar_page_shows_plans_and_says_what_is_late(office: Office) -> None:
    planned(office, title="逾期的计划", day=date(2020, 1, 2), at=datetime(2020, 1, 1, tzinfo=UTC))
    planned(office, title="热点说明", kind="hot", day=date(2050, 1, 3))
    planned(office, title="重点工作", kind="key_work", year=2026, quarter=1, day=None)
    written(office, formed_on=date(2026, 3, 2), title="要公开的文件")
    editor = signed_in(office.editor)
    page = editor.get("/desk/releases/calendar/?month=2026-03")
    text = page.content.decode()
    for words in ("逾期的计划", "热点说明", "重点工作", "要公开的文件"):
        assert words in text
    assert page.context["late"][0].title == "逾期的计划"
    assert "#late" in editor.get("/desk/releases/").content.decode()
    assert editor.get("/desk/releases/calendar/?month=nonsense").status_code == 200
    told = {"title": "新的计划", "kind": "ordinary", "section": office.project.pk}
    told["day"] = (day := timezone.localdate() + timedelta(days=9)).isoformat()
    assert editor.post("/desk/releases/calendar/", told).status_code == 302
    assert editor.post("/desk/releases/calendar/", {**told, "day": ""}).status_code == 422
    item = PlannedItem.objects.get(title="新的计划")
    editor.post(f"/desk/releases/calendar/{item.pk}/move/", {"day": day + timedelta(days=1)})
    editor.post(f"/desk/releases/calendar/{item.pk}/move/", {"day": "2020-01-01"})
    editor.post(f"/desk/releases/calendar/{item.pk}/move/", {"day": "kaputt"})
    item.refresh_from_db()
    assert item.day == day + timedelta(days=1)
    editor.post(f"/desk/releases/calendar/{item.pk}/done/")
    assert PlannedItem.objects.get(pk=item.pk).is_done
    handler = signed_in(office.handler)
    assert handler.get("/desk/releases/calendar/").status_code == 200
    assert handler.post("/desk/releases/calendar/", told).status_code == 403
    assert "逾期的计划" not in signed_in(office.stranger).get("/desk/releases/calendar/").content.decode()


def test_the_plans_are_a_calendar_file(office: Office) -> None:
    planned(office, title="公布,政策;一\n二", note="备注")
    answer = signed_in(office.editor).get("/desk/releases/calendar/publication.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "公布,政策;一 二（项目服务科）"
    assert event["dtstart"].dt == DAY


def test_an_issue_holds_approved_texts_in_their_order(office: Office) -> None:
    first, second = approved(office, title="甲稿件"), approved(office, title="乙稿件")
    issue = open_issue(unit=office.unit, name="招商简报", dated=DAY, by=office.editor, at=WRITTEN)
    with pytest.raises(RuleError):
        close_issue(issue, by=office.editor, at=WRITTEN)
    with pytest.raises(RuleError):
        set_items(issue, [written(office)], by=office.editor, at=WRITTEN)
    with pytest.raises(InputError):
        take_issue(issue, by=office.editor, at=WRITTEN)
    set_items(issue, [second, first], by=office.editor, at=WRITTEN)
    assert take_issue(issue, press_ready=True, by=office.editor, at=WRITTEN).pages >= 2
    assert [item.manuscript for item in issue.items.all()] == [second, first]
    close_issue(issue, by=office.editor, at=WRITTEN)
    with pytest.raises(RuleError):
        set_items(issue, [first], by=office.editor, at=WRITTEN)
    told = Spreading.objects.by_form()
    assert (told["bulletin", "made"], told["bulletin", "downloaded"]) == (1, 1)
    assert open_issue(unit=office.unit, name="招商简报", dated=DAY, by=office.editor, at=WRITTEN).number == 2


def test_an_issue_is_printed_with_the_words_that_were_put_into_it(office: Office) -> None:
    found = approved(office)
    issue = open_issue(unit=office.unit, name="招商简报", dated=DAY, by=office.editor, at=WRITTEN)
    set_items(issue, [found], by=office.editor, at=WRITTEN)
    facts = {"section": office.project, "column": column(), "facts": {**FACTS, "title": "换了的标题"}}
    change_manuscript(found, **facts, seen=found.version, by=office.handler, at=WRITTEN)  # type: ignore[arg-type]
    client, place = signed_in(office.editor), f"/desk/releases/issues/{issue.pk}/"
    for again in (False, True):
        if again:
            approved(office, Manuscript.objects.get())  # it is another text still
        with pytest.raises(RuleError):
            take_issue(issue, by=office.editor, at=WRITTEN)
        assert client.get(place).context["problem"]
        assert client.get(f"{place}1.png").status_code == 404
    set_items(issue, [Manuscript.objects.get()], by=office.editor, at=WRITTEN)
    assert take_issue(issue, by=office.editor, at=WRITTEN).pages == 2


def test_the_desk_fills_and_prints_an_issue(office: Office) -> None:
    found, editor = approved(office), signed_in(office.editor)
    assert editor.get("/desk/releases/issues/").status_code == 200
    assert editor.post("/desk/releases/issues/", {"name": "", "dated": "2026-03-20"}).status_code == 422
    assert editor.post("/desk/releases/issues/", {"name": "招商简报", "dated": "2026-03-20"}).status_code == 302
    issue = Issue.objects.get()
    place = f"/desk/releases/issues/{issue.pk}/"
    assert editor.get(place).status_code == 200
    assert editor.get(f"{place}1.png").status_code == 404
    editor.post(f"{place}items/", {f"rank-{found.pk}": "1", "rank-99999": "2", "rank-x": "y"})
    assert editor.get(place).context["pages"]
    assert editor.get(f"{place}1.png").content[:4] == b"\x89PNG"
    assert editor.post(f"{place}file/").content[:5] == b"%PDF-"
    editor.post(f"{place}close/")
    assert Issue.objects.get().closed_at is not None
    assert signed_in(office.handler).get(place).status_code == 403
