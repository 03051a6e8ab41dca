"""Papers that are written by themselves: which days, when, once, and caught up with."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from huiying.core.calendar import load
from huiying.core.errors import InputError, NotAllowed
from huiying.handling.messages.concerned import matter_of_its_own
from huiying.ledger.models import Entry
from huiying.reporting import commissions, scheduling
from huiying.reporting.models import Commission, Paper, PaperKind, Rhythm, Schedule, Snapshot
from huiying.reporting.rhythm import first_day_of, issue_after
from tests.office import SUNDAY, Office

KIND = PaperKind.SELF_INSPECTION


def at(day: str, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00"))


@pytest.mark.parametrize(
    ("rhythm", "through", "start", "end", "due"),
    [
        ("daily", "2026-03-11", "2026-03-12", "2026-03-12", "2026-03-13"),
        ("daily", "2026-03-12", "2026-03-13", "2026-03-15", "2026-03-16"),
        ("daily", "2026-02-13", "2026-02-14", "2026-02-23", "2026-02-24"),
        ("weekly", "2026-03-08", "2026-03-09", "2026-03-15", "2026-03-16"),
        ("weekly", "2026-02-08", "2026-02-09", "2026-02-15", "2026-02-24"),
        ("weekly", "2026-03-10", "2026-03-11", "2026-03-15", "2026-03-16"),
        ("monthly", "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"),
        ("monthly", "2026-08-31", "2026-09-01", "2026-09-30", "2026-10-08"),
        ("quarterly", "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"),
        ("half-yearly", "2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"),
        ("yearly", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-04"),
    ],
)
def test_an_issue_tells_its_days_and_comes_on_the_first_working_day_after_them(
    rhythm: str, through: str, start: str, end: str, due: str
) -> None:
    issue = issue_after(date.fromisoformat(through), rhythm, load())
    assert (str(issue.start), str(issue.end), str(issue.due)) == (start, end, due)


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_the_issues_of_two_years_leave_out_no_day_and_tell_none_twice(rhythm: Rhythm) -> None:
    calendar, through = load(), first_day_of(date(2025, 1, 1), rhythm) - timedelta(days=1)
    while through < date(2026, 12, 31):
        issue = issue_after(through, rhythm, calendar)
        assert issue.start == through + timedelta(days=1)
        assert issue.start <= issue.end < issue.due
        assert calendar.is_working(issue.due)
        through = issue.end


def test_a_schedule_writes_each_period_once_and_tells_who_is_named(office: Office) -> None:
    office.letter("路灯不亮。")
    schedule = scheduling.set_schedule(KIND, Rhythm.MONTHLY, 8, [office.leader], by=office.officer, at=SUNDAY)
    assert scheduling.write_papers(at("2026-04-01", 7)) == 0
    assert scheduling.write_papers(at("2026-04-01")) == 1
    assert scheduling.write_papers(at("2026-04-01")) == 0
    paper = Paper.objects.get()
    assert (str(paper.snapshot), paper.by) == ("2026-03-01 – 2026-03-31", None)
    assert paper.snapshot.unit == office.unit
    matter = matter_of_its_own(Entry.objects.get(deed="paper.scheduled"))
    assert matter is not None
    assert matter.people == {office.leader.pk}
    assert "路灯" not in matter.text
    schedule.refresh_from_db()
    assert schedule.through == date(2026, 3, 31)


def test_after_a_stop_it_catches_up_and_two_that_look_at_once_lay_nothing_twice(office: Office) -> None:
    scheduling.set_schedule(KIND, Rhythm.WEEKLY, 8, [], by=office.officer, at=SUNDAY)
    stale = Schedule.objects.get()
    assert scheduling.commission_due(at=at("2026-03-31")) == 3
    issue = issue_after(stale.through, stale.rhythm, load())
    assert not scheduling._laid(stale, issue, SUNDAY)
    told = Commission.objects.order_by("pk").values_list("start", "end")
    assert [(str(a), str(b)) for a, b in told] == [
        ("2026-03-09", "2026-03-15"),
        ("2026-03-16", "2026-03-22"),
        ("2026-03-23", "2026-03-29"),
    ]


def test_two_schedules_never_tell_of_the_same_days(office: Office) -> None:
    first = scheduling.set_schedule(KIND, Rhythm.MONTHLY, 8, [], by=office.officer, at=SUNDAY)
    with translation.override("en"), pytest.raises(InputError, match="already") as refused:
        scheduling.set_schedule(KIND, Rhythm.WEEKLY, 8, [], by=office.officer, at=SUNDAY)
    assert refused.value.where == "kind"
    assert scheduling.commission_due(at=at("2026-04-01")) == 1
    scheduling.stop_schedule(first, by=office.officer, at=at("2026-04-01"))
    second = scheduling.set_schedule(KIND, Rhythm.WEEKLY, 8, [], by=office.officer, at=at("2026-04-01"))
    assert scheduling.next_issue(second).start == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("kind", "hour", "where"), [(PaperKind.CASE_SHEET, 8, "kind"), (KIND, 24, "hour"), (KIND, -1, "hour")]
)
def test_what_cannot_be_scheduled_says_where(office: Office, kind: PaperKind, hour: int, where: str) -> None:
    with pytest.raises(InputError) as refused:
        scheduling.set_schedule(kind, Rhythm.DAILY, hour, [], by=office.officer, at=SUNDAY)
    assert refused.value.where == where
    with pytest.raises(InputError):
        scheduling.set_schedule(KIND, Rhythm.DAILY, 8, [office.editor], by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        scheduling.set_schedule(KIND, Rhythm.DAILY, 8, [], by=office.leader, at=SUNDAY)
    assert not Schedule.objects.exists()


def test_a_commission_is_taken_by_one_and_again_when_that_one_died(office: Office) -> None:
    asked = commissions.commission(KIND, date(2026, 3, 1), date(2026, 3, 15), by=office.officer, at=SUNDAY)
    Commission.objects.filter(pk=asked.pk).update(taken_at=SUNDAY)
    assert commissions.write_waiting(at=SUNDAY + timedelta(minutes=59)) == 0
    assert commissions.write_waiting(at=SUNDAY + timedelta(minutes=61)) == 1
    asked.refresh_from_db()
    assert (asked.step, asked.paper) == (4, Paper.objects.get())


def test_what_fails_says_why_and_can_be_asked_for_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = commissions.commission(KIND, date(2026, 3, 1), date(2026, 3, 15), by=office.officer, at=SUNDAY)
    with monkeypatch.context() as broken:
        broken.setattr(commissions, "write_paper", lambda *_args, **_more: 1 / 0)
        assert commissions.write_out(asked, at=SUNDAY)
    asked.refresh_from_db()
    assert asked.failed_because
    assert asked.paper is None
    assert not commissions.write_out(asked, at=SUNDAY)
    commissions.try_again(asked, by=office.officer, at=SUNDAY)
    assert commissions.write_waiting(at=SUNDAY) == 1
    assert Snapshot.objects.count() == 2
    assert Paper.objects.count() == 1
