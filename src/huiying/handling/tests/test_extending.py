"""A longer term: asked for with a reason, granted by whom the regulation names, told to the writer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Extension, Grant
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .desk import signed_in
from .test_asking import DAY, accepted

TERM = "disclosure.answer"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def case(office: Office) -> Case:
    return accepted(office, "disclosure")


def asked(case: Case, office: Office, amount: int = 20) -> Extension:
    return actions.ask_extension(
        case, term=TERM, amount=amount, reason="申请内容涉及多个年度的档案。", by=office.handler, at=SUNDAY + 3 * DAY
    )


def test_an_extension_adds_exactly_and_carries_who_granted_it(office: Office, case: Case) -> None:
    # 20 working days after Sunday 15 March 2026 end on Monday 13 April; 20 more, over the holiday of 1-5 May and
    # with the worked Saturday after it, on Wednesday 13 May.
    assert case.clocks.get(term=TERM).due_at.isoformat() == "2026-04-13T16:00:00+00:00"
    actions.decide_extension(asked(case, office), granted=True, by=office.officer, at=SUNDAY + 4 * DAY)
    clock = case.clocks.get(term=TERM)
    assert clock.due_at.isoformat() == "2026-05-13T16:00:00+00:00"
    assert clock.extended == 20
    entry = Entry.objects.get(about=case.ref, deed="case.extended")
    assert entry.facts["before"] == "2026-04-14T00:00:00+08:00"
    assert entry.facts["after"] == "2026-05-14T00:00:00+08:00"


def test_a_refused_extension_leaves_the_clock_and_may_be_asked_for_again(office: Office, case: Case) -> None:
    first, before = asked(case, office), case.clocks.get(term=TERM).due_at
    with pytest.raises(InputError):
        actions.decide_extension(first, granted=False, by=office.officer, at=SUNDAY + 4 * DAY)
    actions.decide_extension(
        first, granted=False, comment="材料不多，按期办结。", by=office.officer, at=SUNDAY + 4 * DAY
    )
    assert case.clocks.get(term=TERM).due_at == before
    actions.decide_extension(asked(case, office, 5), granted=True, by=office.officer, at=SUNDAY + 5 * DAY)
    assert list(Extension.objects.values_list("grant", flat=True)) == [Grant.REFUSED, Grant.GRANTED]


def test_a_term_is_extended_once(office: Office, case: Case) -> None:
    actions.decide_extension(asked(case, office, 5), granted=True, by=office.officer, at=SUNDAY + 4 * DAY)
    with pytest.raises(RuleError, match="once"):
        asked(case, office, 5)


def test_beyond_the_act_it_is_refused_with_the_article(office: Office, case: Case) -> None:
    with pytest.raises(RuleError) as refused:
        asked(case, office, 21)
    assert "第三十三条" in refused.value.fix


def test_a_letter_has_no_extension(office: Office) -> None:
    case = accepted(office)
    with pytest.raises(RuleError, match="没有可以延期的规定"):
        actions.ask_extension(
            case, term="letter.simple", amount=3, reason="情况复杂。", by=office.handler, at=SUNDAY + 3 * DAY
        )


def test_a_term_that_has_ended_is_not_extended(office: Office, case: Case) -> None:
    late = case.clocks.get(term=TERM).due_at + timedelta(minutes=1)
    with pytest.raises(RuleError, match="ended"):
        actions.ask_extension(case, term=TERM, amount=5, reason="太忙。", by=office.handler, at=late)
    waiting = asked(case, office)
    with pytest.raises(RuleError, match="ended"):
        actions.decide_extension(waiting, granted=True, by=office.officer, at=late)


def test_nobody_grants_who_may_not_or_who_asked(office: Office, case: Case) -> None:
    waiting = asked(case, office)
    for person in (office.handler, office.head, office.leader, office.stranger):
        with pytest.raises((NotAllowed, RuleError)):
            actions.decide_extension(waiting, granted=True, by=person, at=SUNDAY + 4 * DAY)
    assert Extension.objects.get().grant == Grant.WAITING


def test_it_waits_in_the_review_of_whom_the_regulation_names(office: Office, case: Case) -> None:
    asked(case, office)
    page = signed_in(office.officer).get("/desk/review/")
    assert case.number in page.content.decode()
    review = next(line for line in page.context["rail"] if line["icon"] == "review")
    assert review["count"] == 1
    for person in (office.head, office.leader, office.handler):
        assert case.number not in signed_in(person).get("/desk/review/").content.decode()


def test_the_writer_reads_of_it_with_its_reason(office: Office, case: Case) -> None:
    waiting, writer = asked(case, office), Client()
    session = writer.session
    session["opened_letters"] = [case.voice.number]
    session.save()
    at = f"/status/{case.voice.number}/"
    assert waiting.reason not in writer.get(at).content.decode()
    actions.decide_extension(waiting, granted=True, by=office.officer, at=SUNDAY + 4 * DAY)
    assert waiting.reason in writer.get(at).content.decode()
