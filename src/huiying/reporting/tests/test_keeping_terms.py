"""个人信息 · Who takes personal data out and when: over, not held, due by the regulation, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.keeping import due as keeping
from huiying.handling.models import Case
from huiying.handling.tests.desk import at_once, opened
from huiying.intake.models import Delivery
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from tests.office import SUNDAY, Office

from .keeping import BASIS, DAY, HOUR, NAME, PHONE, anonymised, over, own_term


@pytest.mark.parametrize("role", ["handler", "head", "leader", "editor", "auditor", "stranger"])
def test_only_the_information_section_does_it(office: Office, role: str) -> None:
    case = over(office)
    with pytest.raises(NotAllowed):
        actions.anonymise(case, basis=BASIS, by=getattr(office, role), at=SUNDAY + 400 * DAY)
    with pytest.raises(NotAllowed):
        actions.hold(case, ground="litigation", reason="在诉", by=getattr(office, role), at=SUNDAY + DAY)


@pytest.mark.parametrize("basis", ["", " ", "长" * 301, f"应{PHONE}机主要求"])
def test_a_basis_is_said_without_personal_data(office: Office, basis: str) -> None:
    with pytest.raises(InputError):
        actions.anonymise(over(office), basis=basis, by=office.officer, at=SUNDAY + 400 * DAY)


def test_a_case_under_way_keeps_what_it_needs(office: Office) -> None:
    with pytest.raises(RuleError):
        anonymised(office, opened(office))


def test_it_is_done_once_and_nothing_follows(office: Office) -> None:
    case = opened(office)
    actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + HOUR)
    case = anonymised(office, case)
    with pytest.raises(RuleError):
        anonymised(office, case)
    with pytest.raises(RuleError):
        actions.take_up_again(case, reason="再办", by=office.officer, at=SUNDAY + 401 * DAY)
    assert Entry.objects.filter(deed="case.anonymised").count() == 1


def test_a_message_on_its_way_is_waited_for(office: Office) -> None:
    case = over(office)
    Delivery.objects.create(
        key="k", channel=office.files, voice=case.voice, kind="reply", text="答复", put_at=SUNDAY, due_at=SUNDAY
    )
    with pytest.raises(RuleError):
        anonymised(office, case)
    assert not keeping.due(Case.objects.all(), SUNDAY + 400 * DAY, 1).exists()


def test_what_is_held_stays_until_it_is_let_go(office: Office) -> None:
    case = over(office)
    held = actions.hold(case, ground="litigation", reason="已提起行政诉讼", by=office.officer, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        actions.hold(case, ground="petition", reason="又信访", by=office.officer, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        anonymised(office, case)
    assert not keeping.due(Case.objects.all(), SUNDAY + 400 * DAY, 1).exists()
    actions.lift(held, by=office.officer, at=SUNDAY + 2 * DAY)
    with pytest.raises(RuleError):
        actions.lift(held, by=office.officer, at=SUNDAY + 3 * DAY)
    assert keeping.due(Case.objects.all(), SUNDAY + 400 * DAY, 1).get() == case
    assert NAME not in anonymised(office, case).voice.text


def test_due_counts_whole_years_from_the_end(office: Office) -> None:
    case = over(office)
    ended = timezone.localtime(SUNDAY + 15 * HOUR)
    on_the_day = ended.replace(year=2027, hour=23)
    assert not keeping.due(Case.objects.all(), on_the_day, 1).exists()
    assert keeping.due(Case.objects.all(), on_the_day + timedelta(hours=2), 1).get() == case
    assert not keeping.due(Case.objects.all(), on_the_day + timedelta(hours=2), 2).exists()


def test_a_merged_case_is_due_once_its_writer_was_answered(office: Office) -> None:
    into, other = opened(office, ident="a"), opened(office, ident="b")
    actions.merge([other], into=into, by=office.officer, at=SUNDAY + HOUR)
    assert not keeping.due(Case.objects.all(), SUNDAY + 800 * DAY, 1).exists()
    Case.objects.filter(pk=other.pk).update(answered_at=SUNDAY + DAY)
    assert keeping.due(Case.objects.all(), SUNDAY + 800 * DAY, 1).get() == other


@pytest.mark.parametrize(("text", "taken"), [("", 0), ("years = 3", 0), ("years = 3\nautomatic = true", 1)])
def test_the_machine_does_it_where_the_regulation_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch, text: str, taken: int
) -> None:
    over(office)
    own_term(monkeypatch, text)
    assert actions.anonymise_due(at=SUNDAY + 1000 * DAY) == 0
    assert actions.anonymise_due(at=SUNDAY + 1200 * DAY) == taken
    assert Entry.objects.filter(deed="case.anonymised", actor="machine").count() == taken
    assert actions.anonymise_due(at=SUNDAY + 1200 * DAY) == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_out_once(office: Office) -> None:
    number = over(office).number

    def work() -> None:
        case = Case.objects.get(number=number)
        actions.anonymise(case, basis=BASIS, by=office.officer, at=timezone.now())

    failed = at_once(work)
    assert len(failed) == 3
    assert all(isinstance(error, RuleError) for error in failed)
    assert Entry.objects.filter(deed="case.anonymised").count() == 1
    assert verify().ok
