"""转出 · A letter that belongs to another organ goes there, and its writer is told where."""

from collections.abc import Iterator

import pytest

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Clock, Ending
from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from tests.office import SUNDAY, Office
from tests.portal import reader

from .desk import HOUR, assigned, drafted, opened, signed_in
from .writers import mailed, speaking_mail, told

TO = "市住房和城乡建设局"


@pytest.fixture
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    yield from speaking_mail(monkeypatch)


def test_the_writer_gets_the_name_and_the_contact_and_not_the_reason(office: Office, mail: Channel) -> None:
    case, code = mailed(office)
    actions.transfer_out(case, to=TO, contact="电话 0571-8888", reason="内部商定", by=office.officer, at=SUNDAY + HOUR)
    (message,) = told(case)
    assert TO in message.text
    assert "0571-8888" in message.text
    assert "内部商定" not in message.text
    html = reader(case.voice, code).get(f"/status/{case.voice.number}/").content.decode()
    assert TO in html
    assert "内部商定" not in html


def test_the_clock_stops_and_the_ledger_says_where_it_went(office: Office) -> None:
    case = assigned(office)
    actions.transfer_out(case, to=f" {TO} ", reason="属其职责", by=office.officer, at=SUNDAY + 2 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("transferred", SUNDAY + 2 * HOUR)
    clock = Clock.objects.get()
    assert (clock.stopped_at, clock.stopped_because) == (SUNDAY + 2 * HOUR, "transferred")
    entry = Entry.objects.get(deed="case.transferred")
    assert entry.told == {"to": TO, "reason": "属其职责"}
    assert TO in sentence(entry)


@pytest.mark.parametrize(("to", "reason"), [("", "属其职责"), ("局" * 121, "属其职责"), (TO, " ")])
def test_an_organ_has_a_name_and_a_transfer_a_reason(office: Office, to: str, reason: str) -> None:
    with pytest.raises(InputError):
        actions.transfer_out(opened(office), to=to, reason=reason, by=office.officer, at=SUNDAY + HOUR)
    assert Case.objects.get().state == "registered"


def test_who_and_when(office: Office) -> None:
    with pytest.raises(NotAllowed):
        actions.transfer_out(assigned(office), to=TO, reason="属其职责", by=office.head, at=SUNDAY + 2 * HOUR)
    with pytest.raises(RuleError):
        actions.transfer_out(
            drafted(office, ident="2"), to=TO, reason="属其职责", by=office.officer, at=SUNDAY + 5 * HOUR
        )
    assert not Ending.objects.exists()


def test_given_back_by_the_other_organ_it_is_taken_up_again(office: Office) -> None:
    case = opened(office)
    actions.transfer_out(case, to=TO, reason="属其职责", by=office.officer, at=SUNDAY + HOUR)
    actions.take_up_again(case, reason="对方退回", by=office.officer, at=SUNDAY + 50 * HOUR)
    assert Case.objects.get().state == "reopened"
    assert Clock.objects.running().count() == 1


def test_what_comes_after_gets_a_case_of_its_own(office: Office) -> None:
    case = opened(office)
    actions.transfer_out(case, to=TO, reason="属其职责", by=office.officer, at=SUNDAY + HOUR)
    office.letter("我再补充一点。", ident="2", continues=case.voice.number)
    voice = type(case.voice).objects.latest("pk")
    type(voice).objects.filter(pk=voice.pk).update(continues=case.voice)
    assert actions.take_continuations(at=SUNDAY + 2 * HOUR) == 0
    assert actions.take_waiting(at=SUNDAY + 2 * HOUR) == 1


def test_the_page_transfers_and_the_list_finds_it(office: Office) -> None:
    case, officer = opened(office), signed_in(office.officer)
    at = f"/desk/cases/{case.number}/transfer/"
    assert officer.post(at, {"to": TO, "reason": ""}).status_code == 422
    assert officer.post(at, {"to": TO, "reason": "属其职责"}).status_code == 302
    for state, found in (("transferred", 1), ("unanswered", 1), ("open", 0), ("closed", 0)):
        assert officer.get(f"/desk/cases/?state={state}").context["page_obj"].paginator.count == found, state
    assert officer.get("/desk/clocks/").context["page_obj"].paginator.count == 0
    assert officer.get("/desk/inbox/").context["page_obj"].paginator.count == 0
