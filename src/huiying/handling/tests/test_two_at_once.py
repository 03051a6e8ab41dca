"""Whoever presses a button while others do: the deed is done once, told once, and the others are told why not."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from huiying.core.errors import HuiyingError
from huiying.handling import actions
from huiying.handling.models import Case, Reply, Review
from huiying.handling.tests.desk import HOUR, assigned, at_once, drafted, opened, submitted
from huiying.intake.models import Delivery
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

LATER = SUNDAY + 9 * HOUR
WORKERS = 4


@dataclass(frozen=True)
class Deed:
    """What stands before it, and what several do at once."""

    before: Callable[[Office], Case]
    done: Callable[[Office, Case], object]
    told: str


def _signed(office: Office) -> Case:
    case = submitted(office)
    actions.approve(case, by=office.head, at=SUNDAY + 5 * HOUR)
    return case


def _approved(office: Office) -> Case:
    case = _signed(office)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    return case


def _delivered(office: Office) -> Case:
    case = _approved(office)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    return case


DEEDS = {
    "assign": Deed(
        opened, lambda o, case: actions.assign(case, lead=o.project, by=o.officer, at=LATER), "case.assigned"
    ),
    "accept": Deed(
        assigned, lambda o, case: actions.accept(case, handler=o.handler, by=o.head, at=LATER), "case.accepted"
    ),
    "give back": Deed(
        assigned,
        lambda o, case: actions.return_to_information(case, reason="不属本科职责", by=o.head, at=LATER),
        "case.returned",
    ),
    "submit": Deed(drafted, lambda o, case: actions.submit(case, by=o.handler, at=LATER), "draft.submitted"),
    "sign first": Deed(submitted, lambda o, case: actions.approve(case, by=o.head, at=LATER), "draft.reviewed"),
    "sign last": Deed(_signed, lambda o, case: actions.approve(case, by=o.leader, at=LATER), "draft.reviewed"),
    "deliver": Deed(_approved, lambda o, case: actions.deliver(case, by=o.handler, at=LATER), "reply.delivered"),
    "close": Deed(_delivered, lambda o, case: actions.close(case, by=o.handler, at=LATER), "case.closed"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", DEEDS)
def test_one_of_several_does_it(office: Office, name: str) -> None:
    deed = DEEDS[name]
    case = deed.before(office)
    before = Entry.objects.filter(deed=deed.told).count()
    refused = at_once(lambda: deed.done(office, Case.objects.get(pk=case.pk)), WORKERS)
    assert [type(error) for error in refused if not isinstance(error, HuiyingError)] == []
    assert len(refused) == WORKERS - 1
    assert Entry.objects.filter(deed=deed.told).count() == before + 1
    assert Reply.objects.filter(case=case).count() == int(name in {"deliver", "close"})
    assert Delivery.objects.filter(kind="reply").count() <= 1
    assert Review.objects.filter(draft__case=case, decision="waiting").count() <= 1


@pytest.mark.django_db(transaction=True)
def test_of_an_approval_and_a_refusal_at_once_one_holds(office: Office) -> None:
    case = _signed(office)
    turns = iter([actions.approve, actions.send_back] * 2)

    def decide() -> None:
        deed, now = next(turns), Case.objects.get(pk=case.pk)
        more = {} if deed is actions.approve else {"comment": "请补充依据"}
        deed(now, by=office.leader, at=LATER, **more)

    refused = at_once(decide, WORKERS)
    assert [type(error) for error in refused if not isinstance(error, HuiyingError)] == []
    assert len(refused) == WORKERS - 1
    decided = Review.objects.get(draft__case=case, by=office.leader)
    state = Case.objects.get(pk=case.pk).state
    assert (decided.decision, state) in {("approved", "approved"), ("sent_back", "drafting")}
