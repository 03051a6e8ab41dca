"""The hard moments of the sign-off: each has one outcome, and the ledger has it. docs/explanation/sign-off.md lists
them in this order.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiying.core.errors import NotAllowed, RuleError
from huiying.core.owndays import OwnDay
from huiying.handling import actions
from huiying.handling.models import Case, Clock, Part, Review
from huiying.handling.rules.changing import days_change
from huiying.handling.signers import held_up
from huiying.handling.work import to_review, visible
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.ledger.sentences import sentence
from huiying.people.absences import leave
from huiying.people.actions import appoint
from huiying.people.models import Post, Role, User
from tests.office import SUNDAY, Office

from .desk import HOUR, at_once, drafted, submitted
from .sections import hired, in_review, part_of, policy_head, signs, waits

LATER = SUNDAY + 6 * HOUR


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def deeds(case: Case) -> list[str]:
    return list(Entry.objects.filter(about=case.ref).values_list("deed", flat=True))


def approved(office: Office) -> Case:
    case = submitted(office)
    signs(case, office.head, office.leader)
    return fresh(case)


# ── two who sign at once ──


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_is_told_that_it_is_done(office: Office) -> None:
    second = hired("second-head", "副科长", Role.SECTION_HEAD, office.project)
    case = submitted(office)
    review = Review.objects.get()
    turn = iter((office.head, second))

    def work() -> None:
        actions.approve(fresh(case), review=Review.objects.get(pk=review.pk), by=next(turn), at=LATER)

    (refused,) = at_once(work, workers=2)
    assert isinstance(refused, RuleError)
    assert deeds(case).count("draft.reviewed") == 1
    assert waits(case) == ["leader"]


@pytest.mark.django_db(transaction=True)
def test_two_sections_that_countersign_at_once_both_count_and_the_next_is_asked_once(office: Office) -> None:
    third = hired("third", "三科长", Role.SECTION_HEAD, office.information)
    case = in_review(office)
    Part.objects.create(case=case, section=office.information, assigned_at=SUNDAY)
    signs(case, office.head)
    assert waits(case) == ["countersign", "countersign"]
    turn = iter((policy_head(office), third))

    def work() -> None:
        actions.approve(fresh(case), by=next(turn), at=LATER)

    assert at_once(work, workers=2) == []
    assert waits(case) == ["leader"]
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_one_sends_back_what_another_signs_at_the_same_moment(office: Office) -> None:
    third = hired("third", "三科长", Role.SECTION_HEAD, office.information)
    case = in_review(office)
    Part.objects.create(case=case, section=office.information, assigned_at=SUNDAY)
    signs(case, office.head)
    turn = iter((True, False))

    def work() -> None:
        if next(turn):
            actions.approve(fresh(case), by=policy_head(office), at=LATER)
        else:
            actions.send_back(fresh(case), comment="资金口径不对", by=third, at=LATER)

    at_once(work, workers=2)
    assert fresh(case).state == "drafting"  # whoever was first: nothing goes on that one section refuses
    assert waits(case) == []


# ── a signer who wrote the draft ──


def test_who_wrote_the_draft_signs_nothing_and_another_can(office: Office) -> None:
    case = drafted(office)
    appoint(office.handler, role=Role.SECTION_HEAD, section=office.project, by=None, at=SUNDAY)
    writer = User.objects.get(pk=office.handler.pk)
    actions.submit(case, by=writer, at=LATER)
    assert not to_review(writer).exists()
    with pytest.raises(RuleError):
        actions.approve(case, by=writer, at=LATER)
    with pytest.raises(RuleError):
        actions.send_back(case, comment="自己退自己", by=writer, at=LATER)
    assert Review.objects.get().decision == "waiting"
    signs(case, office.head)


# ── a part goes to another section while the reply is in review ──


def test_a_part_moves_before_its_section_has_countersigned(office: Office) -> None:
    case, third = in_review(office), hired("third", "三科长", Role.SECTION_HEAD, office.information)
    signs(case, office.head)
    actions.reassign_part(part_of(case), to=office.information, by=office.officer, at=LATER)
    lapsed, begun = Review.objects.filter(step="countersign").order_by("pk")
    assert (lapsed.decision, lapsed.section) == ("lapsed", office.policy)
    assert (begun.decision, begun.section) == ("waiting", office.information)
    assert not to_review(User.objects.get(pk=policy_head(office).pk)).exists()
    assert fresh(case).state == "in_review"
    assert part_of(case).former[0]["section"] == "政策法规科"
    assert part_of(case).former[0]["text"]
    assert {"part.reassigned", "review.lapsed"} <= set(deeds(case))
    signs(case, third, comment="口径一致")
    part = part_of(case)
    assert (part.state, part.contribution, part.given_by) == ("given", "口径一致", third)
    assert waits(case) == ["leader"]


def test_a_part_moves_after_its_section_has_countersigned_and_the_other_signs_beside_the_leader(
    office: Office,
) -> None:
    case, third = in_review(office), hired("third", "三科长", Role.SECTION_HEAD, office.information)
    signs(case, office.head, policy_head(office))
    actions.reassign_part(part_of(case), to=office.information, by=office.officer, at=LATER)
    assert sorted(waits(case)) == ["countersign", "leader"]
    signs(case, office.leader)
    assert fresh(case).state == "in_review"  # not approved without the section that has the part now
    assert waits(case) == ["countersign"]
    signs(case, third)
    assert fresh(case).state == "approved"


def test_a_part_moves_before_anybody_countersigned_and_nobody_is_asked_twice(office: Office) -> None:
    case, third = in_review(office), hired("third", "三科长", Role.SECTION_HEAD, office.information)
    actions.reassign_part(part_of(case), to=office.information, by=office.officer, at=LATER)
    assert waits(case) == ["section_head"]
    signs(case, office.head)
    assert [r.section for r in actions.signing.waiting_reviews(case)] == [office.information]
    signs(case, third, office.leader)
    assert fresh(case).state == "approved"


def test_after_approval_a_part_stays_where_it_is(office: Office) -> None:
    case = in_review(office)
    signs(case, office.head, policy_head(office), office.leader)
    with pytest.raises(RuleError):
        actions.reassign_part(part_of(case), to=office.information, by=office.officer, at=LATER)


# ── the whole case goes to another section while its reply is in review ──


def test_a_case_in_review_goes_to_another_section_with_its_text(office: Office) -> None:
    case = submitted(office)
    signs(case, office.head)
    case = fresh(case)
    actions.assign(case, lead=office.policy, by=office.officer, at=LATER)
    assert waits(case) == []
    assert not to_review(office.leader).exists()
    with pytest.raises(RuleError):  # what lapsed does not come back
        actions.undo(case, by=office.officer, at=LATER)
    actions.accept(case, handler=office.stranger, by=office.stranger, at=LATER)
    text = case.drafts.get().text
    assert actions.save_draft(case, text=text, make_public=True, by=office.stranger, at=LATER).version == 2
    actions.submit(case, by=office.stranger, at=LATER)
    assert waits(case) == ["section_head"]
    assert {"review.lapsed", "case.assigned"} <= set(deeds(case))


# ── a chain that names somebody who left ──


def test_a_step_that_nobody_can_sign_is_said_and_a_successor_sees_it_at_once(office: Office) -> None:
    case = submitted(office)
    today = timezone.localdate()
    waiting = Review.objects.filter(decision="waiting")
    assert held_up(waiting, today, most=10) == []
    User.objects.filter(pk=office.head.pk).update(is_active=False)
    assert [r.draft.case for r in held_up(waiting, today, most=10)] == [case]
    with pytest.raises(NotAllowed):
        actions.approve(case, by=User.objects.get(pk=office.head.pk), at=LATER)
    successor = hired("successor", "新科长", Role.SECTION_HEAD, office.project)
    assert to_review(successor).count() == 1
    assert held_up(waiting, today, most=10) == []
    signs(case, successor)


def test_a_stand_in_is_enough_and_the_writer_is_not(office: Office) -> None:
    case = submitted(office)
    waiting, today = Review.objects.filter(draft__case=case, decision="waiting"), timezone.localdate()
    told = {"first": today, "last": today + timedelta(days=1), "by": office.head, "at": timezone.now()}
    leave(office.head, stand_in=office.editor, **told)
    Post.objects.filter(user=office.head).delete()
    appoint(office.handler, role=Role.SECTION_HEAD, section=office.project, by=None, at=SUNDAY)
    assert held_up(waiting, today, most=10)  # the only head wrote it
    told |= {"by": office.handler}
    leave(office.handler, stand_in=office.stranger, **told)
    assert held_up(waiting, today, most=10) == []
    assert to_review(User.objects.get(pk=office.stranger.pk)).count() == 1


# ── the calendar changes while the reply is in review ──


def test_a_calendar_change_moves_the_clock_and_the_part_and_says_why(office: Office) -> None:
    case = in_review(office)
    clock, due = Clock.objects.get(case=case), part_of(case).due_at
    before = clock.due_at
    Part.objects.filter(case=case, is_lead=False).update(state="open", given_at=None)
    off = [date(2026, 3, day) for day in (18, 19)]
    flood = [OwnDay(day, off=True, name="防汛停工", ground="市防汛指挥部通知") for day in off]
    actions.adopt(days_change(flood), by=office.officer, at=LATER)
    clock.refresh_from_db()
    assert clock.due_at > before
    after = part_of(case).due_at
    assert due is not None
    assert after is not None
    assert after > due
    told = Entry.objects.get(deed="clock.moved", about=case.ref)
    assert told.told["reason"] == "市防汛指挥部通知"
    assert fresh(case).state == "in_review"
    assert waits(case) == ["section_head"]


# ── the writer adds something after the text was approved ──


def added(office: Office, case: Case, ident: str = "more", at: object = LATER) -> Voice:
    more = office.letter("补充：合同编号是甲二〇二六。", ident=ident)
    Voice.objects.filter(pk=more.pk).update(continues=case.voice)
    assert actions.take_continuations(at=at) == 1  # type: ignore[arg-type]
    return more


def test_an_addition_after_approval_is_read_before_the_reply_goes_out(office: Office) -> None:
    case = approved(office)
    more = added(office, case)
    with pytest.raises(RuleError, match=more.number):
        actions.deliver(fresh(case), by=office.handler, at=LATER + HOUR)
    assert fresh(case).state == "approved"
    second = added(office, case, "even more")
    with pytest.raises(RuleError, match=second.number):  # it came while the first was read
        actions.deliver(fresh(case), seen=[more.number], by=office.handler, at=LATER + HOUR)
    actions.deliver(fresh(case), seen=[more.number, second.number], by=office.handler, at=LATER + HOUR)
    told = Entry.objects.get(deed="reply.delivered")
    assert told.facts["additions"] == [more.number, second.number]
    assert more.number in sentence(told)


def test_or_the_text_goes_back_to_drafting_and_takes_the_addition_in(office: Office) -> None:
    case = approved(office)
    more = added(office, case)
    case = fresh(case)
    actions.withdraw_text(case, reason=f"来信人补充 {more.number}", by=office.handler, at=LATER + HOUR)
    told = {"by": office.handler, "at": LATER + 2 * HOUR}
    actions.save_draft(case, text="按补充的合同编号核实，已办结。", make_public=True, **told)
    actions.submit(case, **told)
    signs(case, office.head, office.leader)
    actions.deliver(fresh(case), by=office.handler, at=LATER + 3 * HOUR)
    assert "additions" not in Entry.objects.get(deed="reply.delivered").facts


def test_an_addition_while_the_text_is_in_review_is_seen_too(office: Office) -> None:
    case = submitted(office)
    more = added(office, case)
    signs(case, office.head, office.leader)
    with pytest.raises(RuleError, match=more.number):
        actions.deliver(fresh(case), by=office.handler, at=LATER)


# ── moves that the table does not know ──


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda case, office: actions.recall(case, by=office.handler, at=LATER), "收回送审稿"),
        (lambda case, office: actions.withdraw_text(case, reason="改", by=office.handler, at=LATER), "退改定稿"),
        (lambda case, office: actions.deliver(case, by=office.handler, at=LATER), "发出答复"),
    ],
)
def test_an_illegal_move_says_where_the_case_stands_and_what_may_be_done(
    office: Office, deed: object, words: str
) -> None:
    with pytest.raises(RuleError, match=rf"拟稿中.*不能“{words}”.*此环节可以：.*送审"):
        deed(drafted(office), office)  # type: ignore[operator]


def test_a_reader_of_another_unit_finds_nothing_of_it(office: Office) -> None:
    in_review(office)
    assert not visible(office.editor).exists()
    assert not to_review(office.editor).exists()
