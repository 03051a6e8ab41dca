"""What the machine notices of an incident: the next release is overdue; and moments that are corrected meanwhile."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.emergencies import (
    Moments,
    correct_moments,
    end_incident,
    set_duty,
    tell_overdue,
)
from huiying.handling.actions.messaging import set_messages
from huiying.handling.emergencies import seen
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.models import Incident, StaffMessage
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from tests.office import Office

from .desk import HOUR, at_once, signed_in
from .incidents import FOUND, HAPPENED, OPENED, burning, released

NEXT = OPENED + 3 * HOUR  # one released an hour after the opening names two hours more


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def promised(office: Office) -> Incident:
    incident = burning(office)
    released(incident, office, OPENED + HOUR, every=120)
    return incident


def test_an_overdue_release_is_told_once(office: Office, promised: Incident) -> None:
    assert tell_overdue(at=NEXT - timedelta(minutes=1)) == 0
    assert not seen.overdue(office.officer).exists()
    assert tell_overdue(at=NEXT) == 1
    assert tell_overdue(at=NEXT + HOUR) == 0
    assert list(seen.overdue(office.leader)) == [promised]
    assert not seen.overdue(office.stranger).exists()
    told = Entry.objects.get(deed="incident.overdue")
    assert (told.about, told.facts["number"]) == (promised.case.ref, 1)
    assert sentence(told).startswith("The release after no. 1 was due 2026-03-15 15:00")


def test_what_followed_in_time_or_has_ended_is_not_told(office: Office, promised: Incident) -> None:
    released(promised, office, NEXT - HOUR, "continuing")
    assert tell_overdue(at=NEXT + 5 * HOUR) == 0
    released(promised, office, NEXT + 6 * HOUR, "continuing", every=60)
    assert tell_overdue(at=NEXT + 8 * HOUR) == 1
    released(promised, office, NEXT + 9 * HOUR, "continuing", every=60)
    assert not seen.overdue(office.officer).exists()
    end_incident(promised, reason="火已扑灭，无后续。", by=office.leader, at=NEXT + 9 * HOUR)
    assert tell_overdue(at=NEXT + 20 * HOUR) == 0


@pytest.mark.django_db(transaction=True)
def test_several_workers_tell_it_once(office: Office) -> None:
    released(burning(office), office, OPENED + HOUR, every=120)
    assert not at_once(lambda: tell_overdue(at=NEXT))
    assert Entry.objects.filter(deed="incident.overdue").count() == 1


def test_leaders_and_people_on_duty_are_woken(office: Office, promised: Incident) -> None:
    quiet = {"quiet_from": time(0, 0), "quiet_to": time(23, 59)}
    for person in (office.leader, office.stranger, office.head):
        set_messages(person, addresses="wecombot://" + "a" * 36, digest=True, at=OPENED, **quiet)
    day = timezone.localtime(NEXT).date()
    set_duty(office.unit, days=[day], leader=office.leader, officer=office.stranger, by=office.officer, at=OPENED)
    gather_messages(at=OPENED)
    tell_overdue(at=NEXT)
    gather_messages(at=NEXT)
    told = {message.user: (message.due_at, message.text) for message in StaffMessage.objects.all()}
    assert set(told) == {office.leader, office.stranger}
    assert {due for due, _text in told.values()} == {NEXT}
    assert "the next release is overdue" in told[office.leader][1]


def test_the_timeline_the_list_and_home_are_red(office: Office) -> None:
    now = timezone.now()
    incident = burning(office, happened_at=HAPPENED)
    released(incident, office, now - 3 * HOUR, every=60)
    tell_overdue(at=now)
    leader = signed_in(office.leader)
    timeline = leader.get(f"/desk/emergencies/{incident.number}/").text
    assert "big-clock--late" in timeline
    assert '<p class="lamp lamp--red">' in timeline
    assert "incident-card--late" in leader.get("/desk/emergencies/").text
    assert "incidents whose next release is overdue" in leader.get("/desk/", headers={"accept-language": "en"}).text


# ── the moments are corrected ──


def moments(**more: Any) -> Moments:
    return Moments(**({"happened_at": HAPPENED - HOUR, "found_at": FOUND - HOUR, "starts": "found"} | more))


def test_the_hours_run_from_the_corrected_start(office: Office) -> None:
    incident = burning(office)
    released(incident, office, FOUND + 4 * HOUR + HOUR / 2)
    correct_moments(incident, moments(), reason="监控录像显示更早。", by=office.leader, at=FOUND + 5 * HOUR)
    first, press = incident.case.clocks.order_by("due_at")
    assert (first.due_at, press.due_at) == (FOUND + 4 * HOUR, FOUND + 23 * HOUR)
    assert not first.met  # half an hour too late, as is now known
    assert press.stopped_at is None
    entry = Entry.objects.get(deed="incident.corrected")
    assert entry.told["reason"] == "监控录像显示更早。"
    assert sentence(entry) == (
        "沈副局长 corrected when it happened or was found; "
        "the hours run from 2026-03-15 10:00, before from 2026-03-15 11:00."
    )
    actions.ring(at=press.due_at)
    press.refresh_from_db()
    assert press.lamp == "red"


def test_what_starts_the_hours_is_corrected_with_its_reason(office: Office) -> None:
    incident = burning(office)
    told = {"happened_at": HAPPENED, "found_at": FOUND, "starts": "happened"}
    with pytest.raises(InputError) as refused:
        correct_moments(incident, Moments(**told), reason="复核", by=office.officer, at=OPENED)  # type: ignore[arg-type]
    assert refused.value.where == "starts_because"
    because = Moments(**told, starts_because="市里要求从发生时起算")  # type: ignore[arg-type]
    correct_moments(incident, because, reason="复核", by=office.officer, at=OPENED)
    assert {clock.started_at for clock in incident.case.clocks.all()} == {HAPPENED}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"happened_at": FOUND}, "happened_at"),
        ({"found_at": OPENED + HOUR}, "found_at"),
        ({"found_at": OPENED + 40 * HOUR}, "found_at"),
        ({"starts": "never"}, "starts"),
    ],
)
def test_moments_that_cannot_be(office: Office, wrong: dict[str, Any], where: str) -> None:
    incident = burning(office)
    with pytest.raises(InputError) as refused:
        correct_moments(incident, moments(**wrong), reason="复核", by=office.officer, at=OPENED + 2 * HOUR)
    assert refused.value.where == where


def test_who_may_correct_and_when(office: Office) -> None:
    incident = burning(office)
    for person in (office.head, office.handler, office.editor, office.auditor):
        with pytest.raises(NotAllowed):
            correct_moments(incident, moments(), reason="复核", by=person, at=OPENED)
    with pytest.raises(InputError):
        correct_moments(incident, moments(), reason="", by=office.officer, at=OPENED)
    same = Moments(happened_at=HAPPENED, found_at=FOUND, starts="found")
    with pytest.raises(RuleError):
        correct_moments(incident, same, reason="复核", by=office.officer, at=OPENED)
    end_incident(incident, reason="误报。", by=office.leader, at=OPENED + HOUR)
    with pytest.raises(RuleError):
        correct_moments(incident, moments(), reason="复核", by=office.officer, at=OPENED + 2 * HOUR)


def test_the_moments_are_corrected_on_a_page(office: Office) -> None:
    incident = burning(office)
    page = f"/desk/emergencies/{incident.number}/correct/"
    officer = signed_in(office.officer)
    assert 'value="2026-03-15T10:00"' in officer.get(page).text  # the moment that was kept, in the office's time
    told = {"happened_at": "2026-03-15T09:00", "found_at": "2026-03-15T08:00", "starts": "found", "reason": "录像更早"}
    wrong = officer.post(page, told)
    assert wrong.status_code == 422
    assert "录像更早" in wrong.text
    assert officer.post(page, told | {"found_at": "2026-03-15T09:30"}).status_code == 302
    incident.refresh_from_db()
    assert incident.found_at == HAPPENED - HOUR / 2
    assert "/correct/" in officer.get(f"/desk/emergencies/{incident.number}/").text
    assert signed_in(office.head).get(page).status_code == 403
    assert signed_in(office.stranger).get(f"/desk/emergencies/{incident.number}/").status_code == 404
