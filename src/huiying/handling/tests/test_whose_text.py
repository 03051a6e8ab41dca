"""Nobody signs off a text of their own by way of a colleague, and a closed login lends nobody its signature."""

import pytest
from django.utils import timezone

from huiying.core.errors import HuiyingError, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Draft
from huiying.handling.work import to_review
from huiying.people.absences import leave
from huiying.people.actions import appoint, hire, set_working
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .desk import HOUR, REPLY, assigned, submitted


def anew(user: User) -> User:
    return User.objects.get(pk=user.pk)


def away(user: User, stand_in: User) -> User:
    """Somebody is away today; the stand-in, with what they hold now."""
    today = timezone.localdate()
    leave(user, stand_in=stand_in, first=today, last=today, by=user, at=timezone.now())
    return anew(stand_in)


@pytest.fixture
def of_the_head(office: Office) -> Case:
    """A case whose reply the head of the section writes."""
    case = assigned(office)
    actions.accept(case, handler=office.head, by=office.head, at=SUNDAY + 2 * HOUR)
    actions.save_draft(case, text=REPLY, make_public=True, by=office.head, at=SUNDAY + 3 * HOUR)
    return case


def test_who_wrote_does_not_sign_what_a_colleague_kept_last(office: Office, of_the_head: Case) -> None:
    stand_in = away(office.head, office.handler)
    actions.save_draft(of_the_head, text=REPLY + "。", make_public=True, by=stand_in, at=SUNDAY + 3 * HOUR)
    actions.submit(of_the_head, by=stand_in, at=SUNDAY + 4 * HOUR)
    for signer in (office.head, office.handler):
        with pytest.raises(RuleError):
            actions.approve(of_the_head, by=anew(signer), at=SUNDAY + 5 * HOUR)
        assert not to_review(anew(signer)).exists()


def test_a_text_that_is_submitted_again_keeps_its_writers(office: Office) -> None:
    case = submitted(office)
    actions.recall(case, by=office.handler, at=SUNDAY + 5 * HOUR)
    stand_in = away(office.handler, office.stranger)
    actions.save_draft(case, text=REPLY, make_public=True, by=stand_in, at=SUNDAY + 5 * HOUR)
    assert [draft.written_by for draft in Draft.objects.all()][-1] == {office.handler.pk, stand_in.pk}
    actions.save_draft(case, text="另一份答复。", make_public=True, by=stand_in, at=SUNDAY + 5 * HOUR)
    assert stand_in.pk in Draft.objects.last().written_by  # type: ignore[union-attr]


def test_a_closed_login_lends_nothing(office: Office) -> None:
    security, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(security, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    case = submitted(office)
    actions.approve(case, by=office.head, at=SUNDAY + 5 * HOUR)
    stand_in = away(office.leader, office.stranger)
    assert Role.LEADER in stand_in.roles
    set_working(office.leader, False, by=anew(security), at=timezone.now())
    with pytest.raises(HuiyingError):
        actions.approve(case, by=anew(office.stranger), at=SUNDAY + 6 * HOUR)
    with pytest.raises(RuleError):
        away(anew(office.leader), office.handler)
