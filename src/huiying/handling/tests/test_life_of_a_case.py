from datetime import timedelta

import pytest

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Reply
from huiying.handling.work import to_review
from huiying.intake.channel import PastAnswer
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)


def case_of(office: Office, **more: object) -> Case:
    voice = office.letter("我公司厂房施工许可一直办不下来，请协调。", **more)  # type: ignore[arg-type]
    return actions.open_case(voice, by=None, at=SUNDAY)


def drafted(office: Office) -> Case:
    case = case_of(office)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    actions.save_draft(
        case, text="已协调住建部门，本周内办结。", make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR
    )
    return case


def approved(office: Office) -> Case:
    case = drafted(office)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 5 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    return case


def test_a_case_opens_once_with_its_clock_and_reason(office: Office) -> None:
    case = case_of(office)
    clock = case.clocks.get()
    # Received on Sunday 15 March 2026; seven working days from the 16th end on Tuesday the 24th, at midnight.
    assert clock.term == "letter.simple"
    assert clock.due_at.isoformat() == "2026-03-24T16:00:00+00:00"
    assert clock.because
    assert not clock.provisional
    assert actions.take_waiting(at=SUNDAY) == 0


def test_the_whole_life_is_in_the_ledger_and_the_chain_holds(office: Office) -> None:
    case = approved(office)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    actions.close(case, summary="已办结", by=office.handler, at=SUNDAY + 8 * HOUR)
    deeds = list(Entry.objects.filter(about=case.ref).values_list("deed", flat=True))
    assert deeds == [
        "case.opened",
        "case.assigned",
        "case.accepted",
        "draft.saved",
        "draft.submitted",
        "draft.reviewed",
        "draft.reviewed",
        "reply.delivered",
        "case.closed",
    ]
    assert verify().ok


def test_several_sections_make_it_a_complex_letter_with_fifteen_days(office: Office) -> None:
    case = case_of(office)
    actions.assign(case, lead=office.project, co_sections=[office.policy], by=office.officer, at=SUNDAY)
    clock = case.clocks.get()
    assert clock.term == "letter.complex"
    assert clock.due_at.isoformat() == "2026-04-03T16:00:00+00:00"
    assert case.responsible_sections() == {office.project.pk, office.policy.pk}


def test_a_reply_stops_the_clock_in_time_or_late(office: Office) -> None:
    case = approved(office)
    actions.deliver(case, by=office.handler, at=SUNDAY + timedelta(days=20))
    assert case.clocks.get().met is False
    assert Entry.objects.get(deed="reply.delivered").facts["late"] is True


def test_nobody_signs_off_their_own_text(office: Office) -> None:
    case = case_of(office)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY)
    actions.accept(case, handler=office.head, by=office.head, at=SUNDAY)
    actions.save_draft(case, text="已办。", make_public=True, by=office.head, at=SUNDAY)
    actions.submit(case, by=office.head, at=SUNDAY)
    with pytest.raises(RuleError):
        actions.approve(case, by=office.head, at=SUNDAY)


def test_the_leader_cannot_sign_before_the_section_head(office: Office) -> None:
    case = drafted(office)
    actions.submit(case, by=office.handler, at=SUNDAY)
    with pytest.raises(NotAllowed):
        actions.approve(case, by=office.leader, at=SUNDAY)


def test_a_draft_sent_back_becomes_a_second_version_that_is_signed_anew(office: Office) -> None:
    case = drafted(office)
    actions.submit(case, by=office.handler, at=SUNDAY)
    with pytest.raises(InputError):
        actions.send_back(case, comment=" ", by=office.head, at=SUNDAY)
    actions.send_back(case, comment="请写明办结日期。", by=office.head, at=SUNDAY)
    second = actions.save_draft(case, text="3月20日前办结。", make_public=True, by=office.handler, at=SUNDAY)
    assert second.version == 2
    assert case.drafts.first().text == "已协调住建部门，本周内办结。"
    actions.submit(case, by=office.handler, at=SUNDAY)
    actions.approve(case, by=office.head, at=SUNDAY)
    actions.approve(case, by=office.leader, at=SUNDAY)
    assert case.state == "approved"


def test_a_reply_does_not_go_out_unsigned(office: Office) -> None:
    case = drafted(office)
    with pytest.raises(RuleError):
        actions.deliver(case, by=office.handler, at=SUNDAY)
    assert Reply.objects.count() == 0


def test_the_second_of_two_people_is_told(office: Office) -> None:
    case = case_of(office)
    same = Case.objects.get(pk=case.pk)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY)
    with pytest.raises(RuleError):
        actions.assign(same, lead=office.policy, by=office.officer, at=SUNDAY)


def test_another_section_may_not_touch_the_case(office: Office) -> None:
    case = drafted(office)
    with pytest.raises(NotAllowed):
        actions.save_draft(case, text="改成这样", make_public=True, by=office.stranger, at=SUNDAY)
    with pytest.raises(NotAllowed):
        actions.return_to_information(case, reason="不归我们", by=office.stranger, at=SUNDAY)


def test_a_case_is_returned_with_a_reason_and_the_clock_runs_on(office: Office) -> None:
    case = case_of(office)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY)
    with pytest.raises(InputError):
        actions.return_to_information(case, reason="", by=office.head, at=SUNDAY)
    actions.return_to_information(case, reason="属政策兑现事项", by=office.head, at=SUNDAY)
    assert case.state == "returned"
    assert case.clocks.running().count() == 1
    actions.assign(case, lead=office.policy, by=office.officer, at=SUNDAY)
    assert case.lead_part() is None or case.parts.get().section == office.policy


def test_the_handler_must_be_of_the_section(office: Office) -> None:
    case = case_of(office)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY)
    with pytest.raises(InputError):
        actions.accept(case, handler=office.stranger, by=office.head, at=SUNDAY)


def test_a_letter_answered_before_it_came_is_a_closed_case_of_the_past(office: Office) -> None:
    answer = PastAnswer(text="经核实，已整改。", at=SUNDAY + timedelta(days=3), by="区住建局")
    office.letter("路灯坏了", answer=answer)
    assert actions.take_past_answers(at=SUNDAY + timedelta(days=90)) == 1
    case = Case.objects.get()
    assert (case.state, case.answered_at) == ("closed", answer.at)
    assert case.clocks.get().met
    assert Reply.objects.get().text == "经核实，已整改。"
    assert not Reply.objects.publishable().exists()
    assert Voice.objects.untaken().count() == 0


def test_reopening_starts_a_new_clock(office: Office) -> None:
    case = approved(office)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    actions.reopen(case, reason="还没有解决", at=SUNDAY + timedelta(days=2))
    assert case.state == "reopened"
    assert case.clocks.count() == 2
    assert case.clocks.running().get().started_at == SUNDAY + timedelta(days=2)


def test_a_co_section_neither_takes_returns_nor_signs_the_lead_part(office: Office) -> None:
    case = case_of(office)
    actions.assign(case, lead=office.policy, co_sections=[office.project], by=office.officer, at=SUNDAY)
    with pytest.raises(NotAllowed):
        actions.accept(case, handler=office.stranger, by=office.head, at=SUNDAY)
    with pytest.raises(NotAllowed):
        actions.return_to_information(case, reason="不归我们", by=office.head, at=SUNDAY)
    actions.accept(case, handler=office.stranger, by=office.stranger, at=SUNDAY)
    actions.save_draft(case, text="已办。", make_public=True, by=office.stranger, at=SUNDAY)
    with pytest.raises(RuleError, match="项目服务科"):
        actions.submit(case, by=office.stranger, at=SUNDAY)
    actions.give_part(case.parts.get(is_lead=False), text="窗口已受理。", by=office.head, at=SUNDAY)
    case.refresh_from_db()  # what was refused left the one in hand as it wished to have it
    actions.submit(case, by=office.stranger, at=SUNDAY)
    assert not to_review(office.head).exists()
    with pytest.raises(NotAllowed):
        actions.approve(case, by=office.head, at=SUNDAY)
