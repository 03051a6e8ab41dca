"""会商, 值班表, 复盘评估 · Minutes with their tasks, the roster, and the review."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions.emergencies import (
    Assignment,
    Minutes,
    close_review,
    confer,
    end_incident,
    finish_task,
    keep_review,
    set_duty,
)
from huiying.handling.emergencies.duties import gaps, on_duty
from huiying.handling.emergencies.seen import incidents, tasks_of
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.models import AfterAction, Conferral, Duty, Incident, IncidentTask, MessageSetting, StaffMessage
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from tests.office import SUNDAY, Office

from .desk import HOUR
from .incidents import HAPPENED, OPENED, burning

TODAY = date(2026, 3, 15)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def minutes(office: Office, **more: Any) -> Minutes:
    told: dict[str, Any] = {"held_at": OPENED, "people": [office.officer, office.head]}
    return Minutes(**(told | {"points": "火势可控。", "decisions": "每两小时通报一次。"} | more))


def task(office: Office, **more: Any) -> Assignment:
    return Assignment(**({"what": "核实伤亡", "who": office.handler, "due_at": OPENED + 2 * HOUR} | more))


def test_minutes_are_kept_with_their_tasks(office: Office) -> None:
    incident = burning(office)
    kept = confer(
        incident, minutes(office, guests="消防支队", tasks=[task(office)]), by=office.officer, at=OPENED + HOUR
    )
    assert set(kept.people.all()) == {office.officer, office.head}
    assert [t.what for t in tasks_of(office.handler)] == ["核实伤亡"]
    assert not tasks_of(office.stranger)
    assert sentence(Entry.objects.get(deed="conferral.kept")) == (
        "顾信息 kept the minutes of a conferral of 2 people; 1 tasks."
    )
    assert "火势" not in str(Entry.objects.get(deed="conferral.kept").facts)


def test_a_conferral_may_change_the_level(office: Office) -> None:
    incident = burning(office, level="较大")
    confer(incident, minutes(office, level="重大"), by=office.officer, at=OPENED + HOUR)
    assert Incident.objects.get().level == "重大"
    assert incident.case.clocks.filter(term="emergency.first", stopped_at=None).exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"held_at": OPENED + 3 * HOUR}, "held_at"),
        ({"held_at": HAPPENED - HOUR}, "held_at"),
        ({"people": []}, "people"),
        ({"points": ""}, "points"),
        ({"decisions": ""}, "decisions"),
        ({"level": "极大"}, "level"),
    ],
)
def test_minutes_that_cannot_be_are_refused(office: Office, told: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        confer(burning(office), minutes(office, **told), by=office.officer, at=OPENED + HOUR)
    assert refused.value.where == field
    assert not Conferral.objects.exists()


@pytest.mark.parametrize("told", [{"due_at": OPENED}, {"what": " "}, {"what": "长" * 201}])
def test_a_task_that_cannot_be_is_refused_with_its_minutes(office: Office, told: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        confer(burning(office), minutes(office, tasks=[task(office, **told)]), by=office.officer, at=OPENED + HOUR)
    assert refused.value.where == "tasks"
    assert not IncidentTask.objects.exists()


@pytest.mark.parametrize("role", ["handler", "auditor", "editor", "stranger"])
def test_who_may_not_keep_minutes(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        confer(burning(office), minutes(office), by=getattr(office, role), at=OPENED + HOUR)


def test_a_task_is_done_once_by_whose_it_is(office: Office) -> None:
    confer(burning(office), minutes(office, tasks=[task(office)]), by=office.officer, at=OPENED + HOUR)
    given = IncidentTask.objects.select_related("incident__case").get()
    with pytest.raises(NotAllowed):
        finish_task(given, by=office.stranger, at=OPENED + HOUR)
    finish_task(given, note="无伤亡", by=office.handler, at=OPENED + 3 * HOUR)
    assert (given.note, tasks_of(office.handler).count()) == ("无伤亡", 0)
    assert sentence(Entry.objects.get(deed="task.done")) == "陆承办: “核实伤亡” is done, after it was due."
    with pytest.raises(RuleError, match="done already"):
        finish_task(given, by=office.handler, at=OPENED + 4 * HOUR)


def roster(office: Office, *days: date, **more: Any) -> int:
    told = {"leader": office.leader, "officer": office.handler, "by": office.officer, "at": SUNDAY}
    return set_duty(office.unit, days=days, **(told | more))


def test_several_days_are_set_at_once_and_gaps_are_known(office: Office) -> None:
    assert roster(office, TODAY, TODAY + DAY, TODAY + 3 * DAY) == 3
    assert gaps(office.unit, TODAY) == [TODAY + n * DAY for n in (2, 4, 5, 6)]
    roster(office, TODAY, officer=office.stranger)
    today = on_duty(office.unit, TODAY)
    assert today is not None
    assert (today.leader, today.officer, Duty.objects.count()) == (office.leader, office.stranger, 3)
    assert sentence(Entry.objects.filter(deed="duty.set").first()) == (  # type: ignore[arg-type]
        "顾信息 set the duty of 3 days from 2026-03-15 to 2026-03-18: leader 沈副局长, officer 陆承办."
    )


@pytest.mark.parametrize(
    ("days", "people", "field"),
    [
        ([], {}, "days"),
        ([TODAY - DAY], {}, "days"),
        ([TODAY + 500 * DAY], {}, "days"),
        ([TODAY], {"leader": "head"}, "leader"),
        ([TODAY], {"officer": "leader"}, "officer"),
        ([TODAY], {"officer": "editor"}, "officer"),
    ],
)
def test_a_duty_that_cannot_be_is_refused(office: Office, days: list[date], people: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as refused:
        roster(office, *days, **{name: getattr(office, who) for name, who in people.items()})
    assert refused.value.where == field
    assert not Duty.objects.exists()


@pytest.mark.parametrize("role", ["leader", "handler", "head", "editor", "auditor"])
def test_who_may_not_set_the_roster(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        roster(office, TODAY, by=getattr(office, role))


def test_who_is_on_duty_sees_what_runs_and_nothing_that_is_over(office: Office) -> None:
    incident = burning(office)
    assert not incidents(office.stranger, OPENED).exists()
    roster(office, TODAY, officer=office.stranger)
    assert incidents(office.stranger, OPENED).get() == incident
    assert not incidents(office.stranger, OPENED + DAY).exists()
    end_incident(incident, reason="结束", by=office.leader, at=OPENED + HOUR)
    assert not incidents(office.stranger, OPENED).exists()
    assert incidents(office.auditor, OPENED).exists()


def test_leaders_and_people_on_duty_are_woken(office: Office) -> None:
    gather_messages(at=SUNDAY)
    for person in (office.leader, office.stranger, office.handler):
        quiet = {"quiet_from": "00:00", "quiet_to": "23:59", "digest": True}
        MessageSetting.objects.create(user=person, addresses="json://127.0.0.1/x", **quiet)
    roster(office, TODAY, officer=office.stranger)
    burning(office)
    gather_messages(at=OPENED)
    told = StaffMessage.objects.all()
    assert {message.user for message in told} == {office.leader, office.stranger}
    assert {message.due_at for message in told} == {OPENED}
    assert {message.path for message in told} == {f"/desk/emergencies/{Incident.objects.get().number}/"}
    assert "仓库" not in told[0].text


def review(office: Office) -> AfterAction:
    return end_incident(burning(office), reason="处置结束。", by=office.officer, at=OPENED + HOUR)


def keep(record: AfterAction, office: Office, **more: Any) -> None:
    told: dict[str, Any] = {
        "well": "首报及时",
        "wrong": "续报偏晚",
        "causes": "夜间只有一人值班",
        "version": record.version,
    }
    keep_review(record, **(told | {"by": office.officer, "at": OPENED + 2 * HOUR} | more))


def test_a_review_is_written_its_changes_given_and_a_leader_closes_it(office: Office) -> None:
    record = review(office)
    with pytest.raises(InputError, match="not finished"):
        close_review(record, by=office.leader, at=OPENED + 2 * HOUR)
    keep(record, office, changes=[task(office, what="夜间双人值班", due_at=OPENED + 9 * HOUR)])
    assert tasks_of(office.handler).get().conferral is None
    close_review(record, by=office.leader, at=OPENED + 3 * HOUR)
    assert record.closed_by == office.leader
    with pytest.raises(RuleError, match="was closed"):
        keep(record, office)
    with pytest.raises(RuleError, match="closed already"):
        close_review(record, by=office.leader, at=OPENED + 4 * HOUR)


def test_a_review_that_another_kept_meanwhile_is_not_written_over(office: Office) -> None:
    record = review(office)
    keep(record, office)
    with pytest.raises(RuleError, match="meanwhile"):
        keep(record, office, version=1, well="另一说")
    record.refresh_from_db()
    assert record.well == "首报及时"


def test_who_closes_a_review_did_not_write_it(office: Office) -> None:
    record = review(office)
    keep(record, office, by=office.leader)
    with pytest.raises(RuleError, match="of their own"):
        close_review(record, by=office.leader, at=OPENED + 3 * HOUR)
    with pytest.raises(NotAllowed):
        close_review(record, by=office.officer, at=OPENED + 3 * HOUR)
    with pytest.raises(NotAllowed):
        keep(record, office, by=office.handler)
