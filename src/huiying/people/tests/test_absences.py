"""While somebody is away another does their work, and is named with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from huiying.core.errors import HuiyingError, NotAllowed, RuleError
from huiying.ledger.models import Entry
from huiying.people import policies
from huiying.people.absences import come_back, leave
from huiying.people.actions import appoint, dismiss, hire
from huiying.people.models import Absence, Role, User
from huiying.people.structure import found_unit
from tests.office import SUNDAY, Office

DAY = timedelta(days=1)


@dataclass
class Matter:
    """A matter that a section leads."""

    lead: frozenset[int]

    def responsible_sections(self) -> frozenset[int]:
        return self.lead

    def leading_sections(self) -> frozenset[int]:
        return self.lead

    def responsible_handlers(self) -> frozenset[int]:
        return frozenset()


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def away(user: User, stand_in: User, first: date, *, days: int = 3, by: User | None = None) -> Absence:
    return leave(user, stand_in=stand_in, first=first, last=first + days * DAY, by=by or user, at=timezone.now())


def anew(user: User) -> User:
    """The person as the next request reads them."""
    return User.objects.get(pk=user.pk)


def page(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_stand_in_may_do_what_the_person_may_and_no_longer_than_that(office: Office, today: date) -> None:
    deed = "handling.review.leader"
    assert not policies.allows(office.head, deed)
    absence = away(office.leader, office.head, today)
    assert policies.allows(anew(office.head), deed)
    assert policies.on_behalf(anew(office.head), deed) == office.leader
    assert policies.on_behalf(anew(office.leader), deed) is None
    come_back(absence, by=office.leader, at=timezone.now())
    assert not policies.allows(anew(office.head), deed)
    assert list(Entry.objects.order_by("-pk").values_list("deed", flat=True)[:2]) == ["absence.ended", "absence.told"]


@pytest.mark.parametrize("first", [1, -10])
def test_before_and_after_these_days_nothing_is_lent(office: Office, today: date, first: int) -> None:
    Absence.objects.create(
        user=office.leader,
        stand_in=office.head,
        first=today + first * DAY,
        last=today + (first + 3) * DAY,
        made_at=SUNDAY,
    )
    assert not policies.allows(anew(office.head), "handling.review.leader")


def test_a_head_who_stands_in_for_another_head_is_named_so_there_alone(office: Office, today: date) -> None:
    appoint(office.stranger, role=Role.SECTION_HEAD, section=office.policy, by=None, at=SUNDAY)
    away(office.head, office.stranger, today)
    ours, theirs = (Matter(frozenset({section.pk})) for section in (office.policy, office.project))
    deed, stand_in = "handling.review.section_head", anew(office.stranger)
    assert policies.on_behalf(stand_in, deed, ours) is None
    assert policies.on_behalf(stand_in, deed, theirs) == office.head


def test_the_offices_that_watch_each_other_are_never_lent(office: Office, today: date) -> None:
    appoint(office.editor, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    away(office.auditor, office.officer, today)
    away(office.editor, office.stranger, today)
    for holder, stand_in, deed in (
        (office.auditor, office.officer, "ledger.read"),
        (office.editor, office.stranger, "people.appoint"),
    ):
        assert policies.allows(anew(holder), deed)
        assert not policies.allows(anew(stand_in), deed)
    assert policies.allows(anew(office.stranger), "publication.publish")  # the other post of who is away


def test_everyone_tells_their_own_absence_and_few_that_of_others(office: Office, today: date) -> None:
    with pytest.raises(NotAllowed):
        away(office.head, office.stranger, today, by=office.handler)
    absence = away(office.head, office.stranger, today, by=office.officer)
    with pytest.raises(NotAllowed):
        come_back(absence, by=office.stranger, at=timezone.now())
    come_back(absence, by=office.officer, at=timezone.now())
    with pytest.raises(RuleError):
        come_back(absence, by=office.officer, at=timezone.now())


def test_what_cannot_be_is_refused_with_what_to_do(office: Office, today: date) -> None:
    nobody = User.objects.create(username="nobody", name="无岗")
    gone = User.objects.create(username="gone", name="已调离", is_active=False)
    away(office.leader, office.head, today)
    wrong = [
        (office.handler, office.handler, today, 3),  # oneself
        (office.handler, nobody, today, 3),
        (office.handler, gone, today, 3),
        (office.handler, office.stranger, today, -1),
        (office.handler, office.stranger, today - 9 * DAY, 3),
        (office.handler, office.stranger, today, 200),
        (office.leader, office.officer, today + 3 * DAY, 3),  # away already
        (office.handler, office.leader, today, 3),  # who is away does not stand in
        (office.head, office.handler, today, 3),  # who stands in does not leave
    ]
    with pytest.raises(RuleError):  # nobody makes themselves a leader
        away(office.handler, office.officer, today, by=office.officer)
    for user, stand_in, first, days in wrong:
        with pytest.raises(HuiyingError) as refused:
            away(user, stand_in, first, days=days)
        assert refused.value.fix, refused.value
    assert Absence.objects.count() == 1
    away(office.leader, office.officer, today + 4 * DAY)  # the day after is free


def test_an_absence_is_told_on_the_desk(office: Office, today: date) -> None:
    told = {"user": office.leader.pk, "stand_in": office.head.pk, "first": str(today), "last": str(today)}
    answer = page(office.leader).post("/desk/absences/", told, follow=True)
    assert answer.status_code == 200
    assert "沈副局长" in answer.content.decode()
    assert policies.allows(anew(office.head), "handling.review.leader")
    assert "沈副局长" in page(office.head).get("/desk/absences/").content.decode().partition("rail-person")[2][:600]
    row = Absence.objects.get()
    assert f"/desk/absences/{row.pk}/back/" not in page(office.handler).get("/desk/absences/").content.decode()
    page(office.handler).post(f"/desk/absences/{row.pk}/back/")
    row.refresh_from_db()
    assert row.ended_at is None
    page(office.officer).post(f"/desk/absences/{row.pk}/back/")
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_refusal_keeps_what_was_typed(office: Office, today: date) -> None:
    away(office.head, office.stranger, today)
    told = {"user": office.leader.pk, "stand_in": office.head.pk, "first": str(today), "last": str(today)}
    answer = page(office.leader).post("/desk/absences/", told)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f'value="{today}"' in text
    assert f'<option value="{office.head.pk}" selected>' in text
    other = page(office.handler).post("/desk/absences/", told)
    assert other.status_code == 422
    assert Absence.objects.count() == 1


def test_the_page_costs_the_same_however_many_are_away(
    office: Office, today: date, django_assert_max_num_queries: object
) -> None:
    days = [today + number * DAY for number in range(0, 60, 2)]
    for first, after in pairwise(days):
        leave(office.leader, stand_in=office.head, first=first, last=after - DAY, by=office.leader, at=timezone.now())
    client = page(office.officer)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get("/desk/absences/").content.decode().count("沈副局长") >= 29


def test_only_who_gives_posts_lends_a_leaders(office: Office, today: date) -> None:
    """Else two colleagues of the information section would have a leader's signature by their own word."""
    security, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(security, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    with pytest.raises(NotAllowed):
        away(office.leader, office.handler, today, by=office.officer)
    assert not Absence.objects.exists()
    away(office.leader, office.handler, today, by=anew(security))
    assert Role.LEADER in anew(office.handler).roles


def test_who_gives_posts_somewhere_below_is_not_the_last_who_does(office: Office) -> None:
    top, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    post = appoint(top, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    below = found_unit("下属局", parent=office.unit, by=None, at=SUNDAY)
    other, _password = hire("xia.shu", name="下属安全员", unit=below, by=None, at=SUNDAY)
    appoint(other, role=Role.SECURITY, section=None, unit=below, by=None, at=SUNDAY)
    with pytest.raises(RuleError):
        dismiss(post, by=anew(top), at=SUNDAY)


def test_a_leader_is_offered_to_who_may_tell_it(office: Office) -> None:
    security, _password = hire("an.quan", name="安全员", by=None, at=SUNDAY)
    appoint(security, role=Role.SECURITY, section=None, by=None, at=SUNDAY)
    for person, offered in ((office.officer, False), (office.leader, True), (anew(security), True)):
        form = page(person).get("/desk/absences/").context["form"]
        assert (office.leader in form.fields["user"].queryset) is offered
