"""撤回 · A slip is taken back within a minute by whoever made it; and the returns after which nobody returns more."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from huiying.core import regulation
from huiying.core.errors import NotAllowed, RuleError
from huiying.handling import actions, rulebook
from huiying.handling.models import Case, Clock, Ending, Part
from huiying.intake.actions import send_out
from huiying.intake.models import Channel, Delivery
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.ledger.sentences import sentence
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, at_once, drafted, opened, signed_in
from .writers import mailed, speaking_mail, told

AT = SUNDAY + 5 * HOUR
SOON = timedelta(seconds=59)
Deed = Callable[[Case, Office], object]


@pytest.fixture
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    yield from speaking_mail(monkeypatch)


def assign(case: Case, office: Office) -> object:
    return actions.assign(case, lead=office.policy, co_sections=[office.project], by=office.officer, at=AT)


def accept(case: Case, office: Office) -> object:
    return actions.accept(case, handler=office.handler, by=office.head, at=AT)


def give_back(case: Case, office: Office) -> object:
    return actions.return_to_information(case, reason="不属本科室", by=office.head, at=AT)


def decline(case: Case, office: Office) -> object:
    return actions.decline(case, ground="outside", by=office.officer, at=AT)


def transfer(case: Case, office: Office) -> object:
    return actions.transfer_out(case, to="市住建局", reason="属其职责", by=office.officer, at=AT)


def merge(case: Case, office: Office) -> object:
    return actions.merge([case], into=opened(office, ident="lead"), by=office.officer, at=AT)


def standing(case: Case) -> tuple[object, ...]:
    """All that a deed may have changed."""
    fields = [f.attname for f in Clock._meta.concrete_fields]
    return (
        Case.objects.values().get(pk=case.pk),
        list(Part.objects.filter(case=case).values()),
        list(Clock.objects.filter(case=case).values(*fields)),
    )


@pytest.mark.parametrize(
    ("stage", "deed", "who"),
    [
        (opened, assign, "officer"),
        (assigned, assign, "officer"),
        (assigned, accept, "head"),
        (assigned, give_back, "head"),
        (assigned, decline, "officer"),
        (assigned, transfer, "officer"),
        (opened, merge, "officer"),
        (drafted, merge, "officer"),
    ],
)
def test_everything_stands_as_before_and_the_ledger_keeps_both(
    office: Office, stage: object, deed: Deed, who: str
) -> None:
    case: Case = stage(office)  # type: ignore[operator]
    before, entries = standing(case), Entry.objects.filter(about=case.ref).count()
    deed(case, office)
    assert standing(case) != before
    case = Case.objects.get(pk=case.pk)
    actions.undo(case, by=getattr(office, who), at=AT + SOON)
    assert standing(case) == before
    assert not Ending.objects.exists()
    assert Entry.objects.filter(about=case.ref).count() == entries + 2
    last = Entry.objects.filter(about=case.ref).last()
    assert last is not None
    assert last.deed == "case.undone"
    assert "—" not in sentence(last)
    assert verify().ok


@pytest.mark.parametrize("kind", ["petition", "investor"])
def test_clocks_that_an_acceptance_stopped_and_started_are_as_before(office: Office, kind: str) -> None:
    case = assigned(office)
    actions.set_kind(case, kind=kind, by=office.officer, at=SUNDAY + 2 * HOUR)
    before = standing(case)
    accept(case, office)
    assert case.clocks.exclude(stopped_at=None).exists()
    assert case.clocks.count() > len(before[2])  # type: ignore[arg-type]
    actions.undo(case, by=office.head, at=AT + SOON)
    assert standing(case) == before


def test_after_the_minute_it_is_too_late(office: Office) -> None:
    case = opened(office)
    assign(case, office)
    assert actions.may_undo(case, office.officer, AT + timedelta(seconds=60))
    assert actions.may_undo(case, office.officer, AT + timedelta(seconds=61)) is None
    with pytest.raises(RuleError):
        actions.undo(case, by=office.officer, at=AT + timedelta(seconds=61))
    assert Case.objects.get().state == "assigned"


def test_only_who_did_it_takes_it_back(office: Office) -> None:
    case = opened(office)
    assign(case, office)
    with pytest.raises(NotAllowed):
        actions.undo(case, by=office.leader, at=AT + SOON)


def test_once_something_has_happened_since_nothing_is_taken_back(office: Office) -> None:
    case = opened(office)
    assign(case, office)
    actions.set_kind(case, kind="suggestion", by=office.officer, at=AT + timedelta(seconds=5))
    with pytest.raises(RuleError):
        actions.undo(case, by=office.officer, at=AT + SOON)
    assert Case.objects.get().state == "assigned"


def test_it_is_taken_back_once(office: Office) -> None:
    case = opened(office)
    assign(case, office)
    actions.undo(case, by=office.officer, at=AT + SOON)
    with pytest.raises(RuleError):
        actions.undo(case, by=office.officer, at=AT + SOON)


def test_the_message_waits_for_the_minute_and_goes_with_the_deed(office: Office, mail: Channel) -> None:
    case, _code = mailed(office)
    Delivery.objects.all().delete()  # the receipt
    decline(case, office)
    assert send_out(at=AT + SOON) == 0
    actions.undo(case, by=office.officer, at=AT + SOON)
    assert told(case) == []
    decline(case, office)
    assert len(told(case)) == 1  # done again it is told


def test_what_was_tried_to_be_sent_is_not_taken_back(office: Office, mail: Channel) -> None:
    case, _code = mailed(office)
    decline(case, office)
    Delivery.objects.filter(kind="reply").update(state="sending", tries=1)
    with pytest.raises(RuleError):
        actions.undo(case, by=office.officer, at=AT + SOON)
    assert Case.objects.get().state == "not_accepted"
    assert Ending.objects.count() == 1


def test_the_desk_offers_it_beside_the_message(office: Office) -> None:
    case, officer = opened(office), signed_in(office.officer)
    page = officer.post(f"/desk/cases/{case.number}/assign/", {"lead": office.project.pk}, follow=True)
    assert f'action="/desk/cases/{case.number}/undo/"' in page.content.decode()
    page = officer.post(f"/desk/cases/{case.number}/undo/", follow=True)
    assert page.context["case"].state == "registered"
    assert "/undo/" not in page.content.decode()
    assert officer.get(f"/desk/cases/{case.number}/undo/").status_code == 405


def test_the_inbox_offers_it_for_the_letter_before(office: Office) -> None:
    case, officer = opened(office), signed_in(office.officer)
    told = {"kind": "求助", "theme": "审批服务", "level": "一般", "lead": office.project.pk}
    page = officer.post(f"/desk/inbox/{case.voice.number}/confirm/", told, follow=True)
    assert f'action="/desk/cases/{case.number}/undo/"' in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_back_once(office: Office) -> None:
    case = opened(office)
    now = timezone.now()
    actions.assign(case, lead=office.project, by=office.officer, at=now)

    def work() -> None:
        actions.undo(Case.objects.get(pk=case.pk), by=office.officer, at=now)

    assert len(at_once(work)) == 3
    assert Entry.objects.filter(deed="case.undone").count() == 1
    assert Case.objects.get().state == "registered"


# ── how often a case is returned ──


def return_it(case: Case, office: Office, times: int) -> None:
    for n in range(times):
        at = SUNDAY + (10 + 2 * n) * HOUR
        actions.assign(case, lead=office.project, by=office.officer, at=at)
        actions.return_to_information(case, reason="不属本科室", by=office.head, at=at + HOUR)


def test_after_two_returns_the_information_section_decides(office: Office) -> None:
    case = opened(office)
    assert rulebook.regulation_of(case.regulation).most_returns == 2
    return_it(case, office, 2)
    officer, head = signed_in(office.officer), signed_in(office.head)
    usual = officer.get(f"/desk/cases/{opened(office, ident='2').number}/").context["next"]
    assert officer.get(f"/desk/cases/{case.number}/").context["next"] != usual
    actions.assign(case, lead=office.project, by=office.officer, at=AT + 20 * HOUR)
    page = head.get(f"/desk/cases/{case.number}/")
    assert page.context["final"]
    assert not page.context["may"]["return"]
    with pytest.raises(RuleError, match="2"):
        actions.return_to_information(case, reason="仍不属", by=office.head, at=AT + 21 * HOUR)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.returns) == ("assigned", 2)
    accept(case, office)


def test_a_return_that_was_taken_back_does_not_count(office: Office) -> None:
    case = assigned(office)
    give_back(case, office)
    actions.undo(case, by=office.head, at=AT + SOON)
    assert Case.objects.get().returns == 0


def test_the_office_sets_how_often() -> None:
    text = (regulation.FOLDER / "national.toml").read_text(encoding="utf-8")
    assert regulation.parse(text.replace("most_returns = 2", "most_returns = 0"), where="t").most_returns == 0
    older = "\n".join(line for line in text.splitlines() if not line.startswith("most_returns"))
    assert regulation.parse(older, where="t").most_returns == 2
