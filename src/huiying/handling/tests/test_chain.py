"""审签 · The chain comes from the regulation, is fixed when the draft is submitted, and each signs once."""

import pytest

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Review
from huiying.handling.work import to_review
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.people.models import Role
from tests.office import SUNDAY, Office

from .desk import HOUR, drafted, submitted
from .sections import graded, hired, in_review, policy_head, principal, signs, waits

LATER = SUNDAY + 5 * HOUR
CLEAN = {"no_secret": True, "no_privacy": True, "public": True}


def test_a_grave_reply_of_two_sections_goes_the_whole_way(office: Office) -> None:
    chief, second = principal(office), hired("second", "程信息", Role.INFORMATION, office.information)
    case = in_review(office, "重大")
    assert case.drafts.get().steps == ("section_head", "countersign", "office", "secrecy", "leader", "principal")
    signs(case, office.head, policy_head(office), office.officer, proofread=True)
    assert waits(case) == ["secrecy"]
    assert not to_review(office.officer).exists()
    with pytest.raises(RuleError):  # the information officer has signed as 综合科 already
        signs(case, office.officer, checklist=CLEAN)
    signs(case, second, checklist=CLEAN)
    assert to_review(office.leader).exists()
    assert not to_review(chief).exists()
    with pytest.raises(RuleError):  # the head of the leading group signs last
        signs(case, chief)
    signs(case, office.leader)
    assert to_review(chief).exists()
    with pytest.raises(RuleError):
        signs(case, office.leader)
    assert signs(case, chief) is None
    assert Case.objects.get(pk=case.pk).state == "approved"
    assert actions.deliver(Case.objects.get(pk=case.pk), by=office.handler, at=LATER).text


def test_the_chain_stays_what_it_was_when_the_level_changes_later(office: Office) -> None:
    case = submitted(office)
    graded(case, "重大")
    signs(case, office.head, office.leader)
    assert Case.objects.get(pk=case.pk).state == "approved"


def test_the_secrecy_check_is_a_form_of_its_own(office: Office) -> None:
    case = graded(drafted(office), "较大")
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head)
    for missing in ({}, {"no_secret": True}, {"no_privacy": True, "public": True}):
        with pytest.raises(InputError):
            signs(case, office.officer, checklist=missing)
    signs(case, office.officer, checklist={**CLEAN, "public": False})
    review = Review.objects.get(step="secrecy")
    assert review.checklist == {**CLEAN, "public": False}
    assert not case.drafts.get().make_public
    told = Entry.objects.filter(deed="draft.reviewed").latest("pk")
    assert told.facts["public"] is False
    assert "not to be published" in sentence(told) or "不" in sentence(told)
    for person in (office.head, office.handler, office.leader):
        with pytest.raises(NotAllowed):
            actions.approve(case, review=review, checklist=CLEAN, by=person, at=LATER)


def test_one_signature_countersigns_for_every_section_a_person_heads(office: Office) -> None:
    head = policy_head(office)
    case = in_review(office)
    other = hired("third", "三科长", Role.SECTION_HEAD, office.information)
    assert not to_review(other).exists()
    signs(case, office.head)
    assert list(to_review(head).values_list("step", flat=True)) == ["countersign"]
    signs(case, head)
    assert Review.objects.filter(step="countersign", decision="approved", by=head).count() == 1


def test_three_proofreadings_come_before_the_last_signature(office: Office) -> None:
    chief, second = principal(office), hired("second", "程信息", Role.INFORMATION, office.information)
    case = graded(drafted(office), "重大")
    actions.submit(case, proofread=True, by=office.handler, at=LATER)
    signs(case, office.head, office.officer)
    signs(case, second, checklist=CLEAN)
    signs(case, office.leader, proofread=True)
    with pytest.raises(RuleError, match="2"):
        signs(case, chief)
    case = Case.objects.get(pk=case.pk)
    assert case.state == "in_review"
    draft = case.drafts.get()
    actions.proofread(draft, by=office.leader, at=LATER)  # the same person again counts once
    with pytest.raises(RuleError):
        signs(case, chief)
    assert signs(Case.objects.get(pk=case.pk), chief, proofread=True) is None
    assert Entry.objects.filter(deed="draft.proofread").count() == 3
    with pytest.raises(RuleError):  # it is approved
        actions.proofread(Case.objects.get(pk=case.pk).drafts.get(), by=office.head, at=LATER)


def test_a_proofreading_counts_for_the_text_that_was_read(office: Office) -> None:
    case = drafted(office)
    draft = case.drafts.get()
    actions.proofread(draft, by=office.head, at=LATER)
    draft = actions.save_draft(case, text="另一份答复。", make_public=True, by=office.handler, at=LATER)
    assert draft.proofreadings.filter(digest=draft.digest).count() == 0
    actions.proofread(draft, by=office.head, at=LATER)
    assert draft.proofreadings.filter(digest=draft.digest).count() == 1
    for person in (office.stranger, office.auditor, office.editor):
        with pytest.raises(NotAllowed):
            actions.proofread(draft, by=person, at=LATER)


def test_the_drafter_takes_a_draft_back_until_somebody_has_signed(office: Office) -> None:
    case = submitted(office)
    for person in (office.head, office.officer, office.stranger):
        with pytest.raises(NotAllowed):
            actions.recall(case, by=person, at=LATER)
    actions.recall(case, by=office.handler, at=LATER)
    assert (case.state, Review.objects.get().decision) == ("drafting", "lapsed")
    assert not to_review(office.head).exists()
    assert actions.save_draft(case, text="补充。", make_public=True, by=office.handler, at=LATER).version == 2
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head)
    with pytest.raises(RuleError):
        actions.recall(case, by=office.handler, at=LATER)
    assert waits(case) == ["leader"]


def test_an_approved_text_goes_back_to_drafting_with_a_reason(office: Office) -> None:
    case = submitted(office)
    signs(case, office.head, office.leader)
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(NotAllowed):
        actions.withdraw_text(case, reason="数字有误", by=office.leader, at=LATER)
    with pytest.raises(InputError):
        actions.withdraw_text(case, reason=" ", by=office.officer, at=LATER)
    actions.withdraw_text(case, reason="数字有误", by=office.officer, at=LATER)
    assert case.state == "drafting"
    with pytest.raises(RuleError):  # the same version is not sent in again
        actions.submit(case, by=office.handler, at=LATER)
    case = Case.objects.get(pk=case.pk)
    actions.save_draft(case, text="改正后的答复。", make_public=True, by=office.handler, at=LATER)
    actions.submit(case, by=office.handler, at=LATER)
    signs(case, office.head, office.leader)
    assert actions.deliver(Case.objects.get(pk=case.pk), by=office.handler, at=LATER).text == "改正后的答复。"


def test_what_was_signed_is_what_is_sent_byte_for_byte(office: Office) -> None:
    case = submitted(office)
    signs(case, office.head)
    draft = case.drafts.get()
    assert Review.objects.get(step="section_head").digest == draft.digest
    assert Entry.objects.filter(deed="draft.reviewed").get().facts["digest"] == draft.digest
    case.drafts.update(text=f"{draft.text} ")
    with pytest.raises(RuleError):  # the next step does not sign another text
        signs(case, office.leader)
    case.drafts.update(text=draft.text)
    signs(case, office.leader)
    case.drafts.update(text=f"{draft.text}\u200b")
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(RuleError):
        actions.deliver(case, by=office.handler, at=LATER)
    assert not case.replies.exists()
    case.drafts.update(text=draft.text)
    reply = actions.deliver(Case.objects.get(pk=case.pk), by=office.handler, at=LATER)
    assert reply.text == draft.text
    assert Entry.objects.get(deed="reply.delivered").facts["digest"] == draft.digest
