"""Which clocks a case has follows from its kind, as the regulation says."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case
from tests.office import SUNDAY, Office

from .desk import HOUR, answered, assigned, submitted
from .test_asking import accepted


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def running(case: Case) -> list[str]:
    return sorted(case.clocks.filter(stopped_at=None).values_list("term", flat=True))


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("letter", ["letter.simple"], ["letter.simple"]),
        ("suggestion", ["letter.simple"], ["letter.simple"]),
        ("error", ["error.reply"], ["error.reply"]),
        ("opinion", ["opinion.general"], ["opinion.general"]),
        ("emergency", ["emergency.first", "emergency.press"], ["emergency.first", "emergency.press"]),
        ("petition", ["petition.notice"], ["petition.handle"]),
        ("investor", ["investor.accept"], ["investor.finish"]),
        ("disclosure", ["disclosure.answer", "disclosure.correction"], ["disclosure.answer"]),
    ],
)
def test_the_clocks_of_a_kind_before_and_after_it_is_accepted(
    office: Office, kind: str, before: list[str], after: list[str]
) -> None:
    case = assigned(office)
    actions.set_kind(case, kind=kind, by=office.officer, at=SUNDAY + HOUR)
    assert running(case) == before
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    assert running(case) == after


def test_a_kind_set_late_gives_the_clocks_it_would_have_had(office: Office) -> None:
    case = accepted(office)
    actions.set_kind(case, kind="investor", by=office.officer, at=SUNDAY + 3 * HOUR)
    finish = case.clocks.get()
    assert (finish.term, finish.started_at) == ("investor.finish", SUNDAY + 2 * HOUR)


def test_a_reply_stops_every_clock(office: Office) -> None:
    case = submitted(office)
    actions.set_kind(case, kind="emergency", by=office.officer, at=SUNDAY + 4 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 5 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    assert {clock.term: clock.met for clock in case.clocks.all()} == {"emergency.first": False, "emergency.press": True}


def test_what_is_not_a_kind_or_not_open_is_refused(office: Office) -> None:
    case = assigned(office)
    with pytest.raises(InputError, match="letter"):
        actions.set_kind(case, kind="letters", by=office.officer, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        actions.set_kind(case, kind="publication", by=office.officer, at=SUNDAY + HOUR)
    with pytest.raises(NotAllowed):
        actions.set_kind(case, kind="error", by=office.handler, at=SUNDAY + HOUR)
    assert running(case) == ["letter.simple"]
    closed = answered(office, ident="2")
    with pytest.raises(RuleError):
        actions.set_kind(closed, kind="error", by=office.officer, at=SUNDAY + 9 * HOUR)
