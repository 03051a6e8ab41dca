"""协办 · A section that helps has a person, a term and a text of its own; the lead joins them into one reply."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.core.deadline import say
from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.messaging import set_messages
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.models import Case, Part, StaffMessage
from huiying.handling.work import mine, my_parts, parts_returned, visible
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.people.absences import leave
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, at_once
from .sections import PART, given, helped, in_review, part_of, policy_head, signs, waits

LATER = SUNDAY + 3 * HOUR


def told(deed: str) -> str:
    return sentence(Entry.objects.filter(deed=deed).latest("pk"))


def test_a_part_has_its_own_person_term_and_text(office: Office) -> None:
    case = helped(office)
    part = part_of(case)
    # The case of two sections is due Friday 3 April 2026; two working days before is Wednesday the 1st, at 24:00.
    assert part.due_at is not None
    assert part.due_at.isoformat() == "2026-04-01T16:00:00+00:00"
    assert "2个工作日" in say(part.due_because, "zh-hans")
    assert case.clocks.count() == 1
    actions.accept_part(part, handler=office.stranger, by=policy_head(office), at=LATER)
    assert list(my_parts(office.stranger)) == [part]
    actions.give_part(part, text=f" {PART} ", by=office.stranger, at=LATER)
    part = part_of(case)
    assert (part.state, part.handler, part.contribution, part.given_by) == (
        "given",
        office.stranger,
        PART,
        office.stranger,
    )
    assert not my_parts(office.stranger).exists()
    assert PART not in str(Entry.objects.filter(deed="part.given").get().facts)
    assert "政策法规科" in told("part.given")
    assert actions.submit(case, by=office.handler, at=LATER).step == "section_head"


def test_who_may_do_what_with_a_part(office: Office) -> None:
    case = helped(office)
    part = part_of(case)
    for person in (office.handler, office.head, office.leader, office.auditor, office.editor):
        with pytest.raises(NotAllowed):
            actions.accept_part(part, handler=office.stranger, by=person, at=LATER)
        with pytest.raises(NotAllowed):
            actions.give_part(part, text=PART, by=person, at=LATER)
        with pytest.raises(NotAllowed):
            actions.return_part(part, reason="不归我科", by=person, at=LATER)
        with pytest.raises(NotAllowed):
            actions.reassign_part(part, to=office.information, by=person, at=LATER)
    with pytest.raises(NotAllowed):  # the section has a handler, but the part is not theirs yet
        actions.give_part(part, text=PART, by=office.stranger, at=LATER)
    for person in (office.stranger, policy_head(office), office.officer):
        with pytest.raises(NotAllowed):
            actions.leave_out_part(part, reason="久未提出", by=person, at=LATER)
    # Whoever handles a part is not the one who answers.
    actions.accept_part(part, handler=office.stranger, by=office.stranger, at=LATER)
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(NotAllowed):
        actions.save_draft(case, text="改", make_public=True, by=office.stranger, at=LATER)
    assert not mine(office.stranger).exists()


@pytest.mark.parametrize("text", ["", "  ", "长" * 5001])
def test_a_contribution_is_written_and_not_endless(office: Office, text: str) -> None:
    part = part_of(helped(office))
    with pytest.raises(InputError):
        actions.give_part(part, text=text, by=policy_head(office), at=LATER)
    assert part_of(part.case).state == "open"


def test_the_person_of_a_part_is_of_its_section(office: Office) -> None:
    part = part_of(helped(office))
    with pytest.raises(InputError):
        actions.accept_part(part, handler=office.handler, by=policy_head(office), at=LATER)


def test_the_lead_waits_for_the_parts_or_says_why_not(office: Office) -> None:
    case = helped(office)
    with pytest.raises(RuleError, match="政策法规科"):
        actions.submit(case, by=office.handler, at=LATER)
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(InputError):
        actions.leave_out_part(part_of(case), reason=" ", by=office.handler, at=LATER)
    actions.leave_out_part(part_of(case), reason="来信人已撤回资金诉求", by=office.handler, at=LATER)
    assert part_of(case).reason == "来信人已撤回资金诉求"
    assert Entry.objects.get(deed="part.left_out").told["reason"] == "来信人已撤回资金诉求"
    actions.submit(case, by=office.handler, at=LATER)
    # A section that was left out does not countersign either: the reply is that of one section.
    assert case.drafts.get().steps == ("section_head", "leader")


def test_a_part_comes_back_and_goes_to_another_section(office: Office) -> None:
    case = helped(office)
    part = part_of(case)
    actions.return_part(part, reason="不属本科室职责", by=policy_head(office), at=LATER)
    assert case.state == "drafting"
    assert list(parts_returned(office.officer)) == [part]
    assert not parts_returned(office.head).exists()
    with pytest.raises(RuleError):  # it is not theirs any more
        actions.give_part(part, text=PART, by=policy_head(office), at=LATER)
    with pytest.raises(RuleError):
        actions.submit(case, by=office.handler, at=LATER)
    actions.reassign_part(part, to=office.information, by=office.officer, at=LATER)
    part = part_of(case)
    assert (part.section, part.state, part.reason) == (office.information, "open", "")
    assert case.pk not in visible(office.stranger).values_list("pk", flat=True)
    assert "综合信息科" in told("part.reassigned")


def test_a_part_goes_to_no_section_that_has_one(office: Office) -> None:
    part = part_of(helped(office))
    for section in (office.project, office.policy):
        with pytest.raises(InputError):
            actions.reassign_part(part, to=section, by=office.officer, at=LATER)


def test_a_lead_part_is_none_of_these(office: Office) -> None:
    lead = assigned(office).parts.get()
    for deed in (
        lambda: actions.give_part(lead, text=PART, by=office.head, at=LATER),
        lambda: actions.return_part(lead, reason="不归我科", by=office.head, at=LATER),
        lambda: actions.reassign_part(lead, to=office.policy, by=office.officer, at=LATER),
    ):
        with pytest.raises(RuleError):
            deed()


def test_a_stand_in_has_the_part_of_who_is_away(office: Office) -> None:
    case = helped(office)
    actions.accept_part(part_of(case), handler=office.stranger, by=policy_head(office), at=LATER)
    today = timezone.localdate()
    leave(
        office.stranger,
        stand_in=office.editor,
        first=today,
        last=today + timedelta(days=1),
        by=office.stranger,
        at=timezone.now(),
    )
    editor = User.objects.get(pk=office.editor.pk)
    assert my_parts(editor).count() == 1
    actions.give_part(part_of(case), text=PART, by=editor, at=LATER)


def test_those_whom_a_part_concerns_are_told(office: Office) -> None:
    head = policy_head(office)
    for person in (head, office.stranger, office.officer, office.handler):
        set_messages(person, addresses="wecombot://a-key-of-the-test", at=SUNDAY)
    gather_messages(at=SUNDAY)
    case = helped(office)
    part = part_of(case)
    actions.accept_part(part, handler=office.stranger, by=head, at=LATER)
    actions.give_part(part, text=PART, by=office.stranger, at=LATER)
    gather_messages(at=LATER)
    entry = {e.deed: e.pk for e in Entry.objects.filter(about=case.ref)}
    whom = {(message.entry, message.user.username) for message in StaffMessage.objects.select_related("user")}
    assert (entry["case.assigned"], "policy-head") in whom
    assert (entry["part.accepted"], "stranger") in whom
    assert (entry["part.given"], "handler") in whom
    assert (entry["part.given"], "stranger") not in whom


def test_a_part_follows_the_clock_of_its_case(office: Office) -> None:
    case = helped(office)
    before = part_of(case).due_at
    actions.ask_writer(case, question="请补充合同编号。", by=office.handler, at=LATER + timedelta(days=1))
    actions.answer_question(case, answer="合同编号在附件。", by=office.handler, at=LATER + timedelta(days=3))
    after = part_of(case).due_at
    assert before is not None
    assert after is not None
    assert after > before


def test_what_a_section_gave_stays_when_the_case_is_assigned_again(office: Office) -> None:
    case = in_review(office)
    actions.assign(case, lead=office.information, co_sections=[office.policy], by=office.officer, at=LATER)
    assert part_of(case).contribution == PART
    case = given(office, ident="2")
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head, policy_head(office), office.leader)
    actions.deliver(case, by=office.handler, at=LATER)
    actions.reopen(case, reason="没有解决", at=LATER)
    actions.assign(case, lead=office.project, co_sections=[office.policy], by=office.officer, at=LATER)
    assert (part_of(case).state, part_of(case).contribution) == ("open", "")


def test_the_countersign_comes_between_the_head_and_the_leader(office: Office) -> None:
    case = in_review(office)
    assert waits(case) == ["section_head"]
    signs(case, office.head)
    assert waits(case) == ["countersign"]
    with pytest.raises(NotAllowed):
        signs(case, office.leader)
    with pytest.raises(RuleError):  # the head of the section that leads is no co-section
        signs(case, office.head)
    signs(case, policy_head(office))
    assert waits(case) == ["leader"]


@pytest.mark.django_db(transaction=True)
def test_two_who_give_and_return_a_part_at_once(office: Office) -> None:
    case = helped(office)
    head = policy_head(office)
    turn = iter((True, False))

    def work() -> None:
        part = Part.objects.select_related("section", "case").get(case=case, is_lead=False)
        if next(turn):
            actions.give_part(part, text=PART, by=head, at=LATER)
        else:
            actions.return_part(part, reason="不归我科", by=head, at=LATER)

    assert len(at_once(work, workers=2)) == 1
    assert Entry.objects.filter(deed__in=("part.given", "part.returned")).count() == 1
