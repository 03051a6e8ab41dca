"""A stand-in signs, writes and takes what the person would, is named with it, and never signs twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.core.errors import RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Review
from huiying.handling.tests.desk import HOUR, signed_in, submitted
from huiying.handling.work import mine, to_review
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from huiying.people.absences import leave
from huiying.people.models import User
from tests.office import SUNDAY, Office


def away(user: User, stand_in: User) -> User:
    """The stand-in as the next request reads them."""
    today = timezone.localdate()
    leave(user, stand_in=stand_in, first=today, last=today + timedelta(days=1), by=user, at=timezone.now())
    return User.objects.get(pk=stand_in.pk)


def test_a_stand_in_signs_and_is_named_with_the_person(office: Office) -> None:
    case = submitted(office)
    actions.approve(case, by=office.head, at=SUNDAY + 2 * HOUR)
    stand_in = away(office.leader, office.officer)
    assert to_review(stand_in).count() == 1
    client = signed_in(stand_in)
    address = client.get("/desk/review/", follow=True).redirect_chain[-1][0]
    client.post(f"{address}decide/", {"approve": "1", "comment": "同意"})
    assert Case.objects.get().state == "approved"
    entry = Entry.objects.filter(deed="draft.reviewed").latest("pk")
    assert entry.facts["for"] == office.leader.ledger_name
    assert "顾信息" in sentence(entry)
    assert "沈副局长" in sentence(entry)


def test_nobody_signs_one_text_at_both_steps(office: Office) -> None:
    case = submitted(office)
    actions.approve(case, by=office.head, at=SUNDAY + 2 * HOUR)
    head = away(office.leader, office.head)
    assert not to_review(head).exists()
    with pytest.raises(RuleError):
        actions.approve(case, by=head, at=SUNDAY + 3 * HOUR)
    assert Review.objects.get(step="leader").decision == "waiting"


def test_a_stand_in_does_not_sign_what_they_wrote_in_the_others_name(office: Office) -> None:
    stand_in = away(office.head, office.handler)
    case = submitted(office)
    with pytest.raises(RuleError):
        actions.approve(case, by=stand_in, at=SUNDAY + 2 * HOUR)


def test_the_work_of_who_is_away_waits_with_the_stand_in(office: Office) -> None:
    case = submitted(office)
    actions.send_back(case, comment="请补充", by=office.head, at=SUNDAY + 2 * HOUR)
    assert not mine(office.stranger).exists()
    stand_in = away(office.handler, office.stranger)
    assert mine(stand_in).get() == case
    actions.save_draft(case, text="补充后的答复。", make_public=True, by=stand_in, at=SUNDAY + 3 * HOUR)
    assert case.drafts.last().by == stand_in
