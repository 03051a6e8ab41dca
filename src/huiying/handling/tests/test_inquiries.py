"""有诉必理、有理必查、有查必果 · A complaint is looked into, investigated, concluded; its file closes only then."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.core.loops import Loop, standings
from huiying.handling import actions
from huiying.handling.models import Case, Inquiry, InquiryStep
from huiying.handling.standing import course_of
from huiying.ledger.models import Entry
from huiying.ledger.sentences import sentence
from tests.office import SUNDAY, Office

from .complaints import EVIDENCE, MONDAY, complaint, concluded, found, investigated, of_kind, sent
from .desk import HOUR, assigned, at_once, drafted, opened, signed_in

LATER = SUNDAY + timedelta(days=4)


def stands(case: Case) -> str:
    """Where the case stands in the loops of a complaint."""
    told = standings(course_of(Case.objects.get(pk=case.pk)))
    return " ".join(told[loop] for loop in (Loop.TAKE_UP, Loop.INVESTIGATE, Loop.CONCLUDE))


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (complaint, "done open later"),
        (found, "done open later"),
        (investigated, "done done open"),
        (concluded, "done done open"),
    ],
)
def test_each_step_closes_its_loop(office: Office, stage: Callable[[Office], Case], expected: str) -> None:
    assert stands(stage(office)) == expected


def test_told_to_the_writer_the_last_loop_closes(office: Office) -> None:
    assert stands(sent(concluded(office), office)) == "done done done"


def test_what_is_found_unjustified_is_not_investigated(office: Office) -> None:
    case = found(office, "unjustified")
    assert stands(case) == "done none none"
    with pytest.raises(RuleError):
        actions.investigate(
            case, checked="看过", who="陆承办", first=MONDAY, last=MONDAY, seen=1, by=office.handler, at=LATER
        )
    actions.close(sent(case, office), by=office.handler, at=LATER)
    assert Case.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("stage", "told"),
    [(complaint, "justified"), (found, "not investigated"), (investigated, "not concluded")],
)
def test_a_complaint_does_not_close_while_its_loop_is_open(
    office: Office, stage: Callable[[Office], Case], told: str
) -> None:
    case = sent(stage(office), office)
    with translation.override("en"), pytest.raises(RuleError, match=told):
        actions.close(case, by=office.handler, at=LATER)
    assert Case.objects.get().state == "delivered"
    assert not Entry.objects.filter(deed="case.closed").exists()


def test_a_complaint_that_was_concluded_closes(office: Office) -> None:
    case = sent(concluded(office), office)
    actions.close(case, by=office.handler, at=LATER)
    assert Case.objects.get().state == "closed"


def test_a_question_closes_as_before(office: Office) -> None:
    case = sent(drafted(office), office)
    actions.close(case, by=office.handler, at=LATER)
    assert Case.objects.get().state == "closed"


def test_a_cry_for_help_may_be_looked_into_as_a_complaint(office: Office) -> None:
    case = drafted(office)
    assert stands(case) == "none none none"
    actions.find(case, verdict="partly", evidence=EVIDENCE, by=office.head, at=LATER)
    assert stands(case) == "done open later"


def test_a_correction_is_a_new_word_and_the_old_one_stays(office: Office) -> None:
    case = found(office)
    actions.find(case, verdict="unjustified", evidence="复测不超标。", seen=1, by=office.head, at=LATER)
    assert Inquiry.objects.get().verdict == "unjustified"
    assert list(InquiryStep.objects.values_list("outcome", "text")) == [
        ("justified", EVIDENCE),
        ("unjustified", "复测不超标。"),
    ]
    first, second = Entry.objects.filter(deed="inquiry.found")
    assert (first.facts, second.facts) == ({"verdict": "justified"}, {"verdict": "unjustified", "corrects": True})
    with translation.override("en"):
        assert sentence(second) == "郑科长 corrected the finding: not justified."


def test_after_closing_a_finding_may_still_be_corrected_and_opens_its_loop(office: Office) -> None:
    case = sent(found(office, "unjustified"), office)
    actions.close(case, by=office.handler, at=LATER)
    actions.find(case, verdict="justified", evidence="再次检测超标。", seen=1, by=office.head, at=LATER)
    assert stands(case) == "done open later"


def test_opened_again_it_is_concluded_anew(office: Office) -> None:
    case = sent(concluded(office), office)
    actions.reopen(case, reason="夜里还在施工", at=LATER)
    assert stands(case) == "open later later"
    actions.assign(case, lead=office.project, by=office.officer, at=LATER)
    actions.accept(case, handler=office.handler, by=office.head, at=LATER)
    assert stands(case) == "done done open"


def test_the_ledger_keeps_no_evidence(office: Office) -> None:
    concluded(office)
    entries = Entry.objects.filter(deed__startswith="inquiry.")
    assert entries.count() == 3
    assert EVIDENCE not in str([entry.told for entry in entries])


@pytest.mark.parametrize("role", ["officer", "leader", "auditor", "stranger", "editor"])
def test_only_the_lead_section_looks_into_it(office: Office, role: str) -> None:
    case = complaint(office)
    with pytest.raises(NotAllowed):
        actions.find(case, verdict="justified", evidence=EVIDENCE, by=getattr(office, role), at=LATER)


@pytest.mark.parametrize("stage", [opened, assigned])
def test_it_is_looked_into_once_it_is_accepted(office: Office, stage: Callable[[Office], Case]) -> None:
    case = of_kind(stage(office), "投诉")
    by = office.officer if stage is opened else office.head
    with pytest.raises((RuleError, NotAllowed)):
        actions.find(case, verdict="justified", evidence=EVIDENCE, by=by, at=LATER)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "perhaps"},
        {"evidence": "  "},
        {"evidence": "长" * 2001},
    ],
)
def test_a_finding_is_whole(office: Office, wrong: dict[str, str]) -> None:
    told = {"verdict": "justified", "evidence": EVIDENCE} | wrong
    with pytest.raises(InputError):
        actions.find(complaint(office), **told, by=office.handler, at=LATER)
    assert not InquiryStep.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": date(2026, 3, 18), "last": MONDAY},
        {"last": date(2026, 4, 1)},
        {"who": " "},
        {"checked": ""},
    ],
)
def test_an_investigation_is_whole(office: Office, wrong: dict[str, object]) -> None:
    case = found(office)
    told = {"checked": "看过", "who": "陆承办", "first": MONDAY, "last": MONDAY} | wrong
    with pytest.raises(InputError):
        actions.investigate(case, **told, seen=1, by=office.handler, at=LATER)  # type: ignore[arg-type]
    assert InquiryStep.objects.count() == 1


def test_nothing_is_concluded_that_was_not_investigated(office: Office) -> None:
    with pytest.raises(RuleError):
        actions.conclude(found(office), result="handled", measures="已处理", seen=1, by=office.handler, at=LATER)


def test_the_page_takes_it_step_by_step(office: Office) -> None:
    case, handler = complaint(office), signed_in(office.handler)
    place = f"/desk/cases/{case.number}/"
    page = handler.get(place)
    assert set(page.context["loop_forms"]) == {"find"}
    page = handler.post(f"{place}find/", {"verdict": "justified", "evidence": EVIDENCE, "seen": "0"}, follow=True)
    assert set(page.context["loop_forms"]) == {"find", "investigate"}
    told = {"checked": "现场查看", "who": "陆承办", "first": "2026-03-16", "last": "2026-03-17", "seen": "1"}
    page = handler.post(f"{place}investigate/", told, follow=True)
    assert set(page.context["loop_forms"]) == {"find", "investigate", "conclude"}
    told = {"result": "solved", "measures": "已停工整改", "seen": "2"}
    page = handler.post(f"{place}conclude/", told, follow=True)
    assert [standing for _loop, _name, standing, _word in page.context["loops"]] == ["none", "done", "done", "open"]
    html = page.content.decode()
    assert "已停工整改" in html
    assert html.count("loop-step--done") == 2


def test_what_is_wrong_comes_back_in_the_form(office: Office) -> None:
    case, handler = found(office), signed_in(office.handler)
    told = {"checked": "查了三天", "who": "陆承办", "first": "2026-03-18", "last": "2026-03-16", "seen": "1"}
    page = handler.post(f"/desk/cases/{case.number}/investigate/", told)
    assert page.status_code == 422
    assert page.context["loop_forms"]["investigate"].errors["last"]
    assert "查了三天" in page.content.decode()
    page = handler.post(f"/desk/cases/{case.number}/find/", {"evidence": "只写了依据", "seen": "1"})
    assert page.status_code == 422
    assert "只写了依据" in page.content.decode()


def test_a_page_that_was_overtaken_changes_nothing(office: Office) -> None:
    case, handler = found(office), signed_in(office.handler)
    told = {"verdict": "unjustified", "evidence": "没看到前一条", "seen": "0"}
    page = handler.post(f"/desk/cases/{case.number}/find/", told)
    assert page.status_code == 422
    assert Inquiry.objects.get().verdict == "justified"


def test_the_page_offers_it_to_nobody_else(office: Office) -> None:
    case = complaint(office)
    for person, status in ((office.officer, 403), (office.leader, 403), (office.auditor, 403), (office.stranger, 404)):
        client = signed_in(person)
        page = client.get(f"/desk/cases/{case.number}/")
        assert page.status_code == (404 if status == 404 else 200)
        if page.status_code == 200:
            assert page.context["loop_forms"] == {}
        told = {"verdict": "justified", "evidence": EVIDENCE, "seen": "0"}
        assert client.post(f"/desk/cases/{case.number}/find/", told).status_code == status
    assert not Inquiry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_find_it_once(office: Office) -> None:
    number = complaint(office).number

    def work() -> None:
        case = Case.objects.get(number=number)
        actions.find(case, verdict="justified", evidence=EVIDENCE, by=office.handler, at=timezone.now())

    failed = at_once(work)
    assert len(failed) == 3
    assert all(isinstance(error, RuleError) for error in failed)
    assert InquiryStep.objects.count() == 1
    assert Entry.objects.filter(deed="inquiry.found").count() == 1


def test_a_suggestion_that_was_looked_into_can_end_both_ways(office: Office) -> None:
    case = of_kind(found(office), "建议")
    page = signed_in(office.handler).get(f"/desk/cases/{case.number}/")
    assert set(page.context["loop_forms"]) == {"adoption", "find", "investigate"}
    assert page.content.decode().count("<textarea") >= 4


def test_a_reply_signed_before_is_not_touched(office: Office) -> None:
    case = sent(concluded(office), office)
    assert case.replies.get().text == case.drafts.get().text
    assert case.answered_at == SUNDAY + timedelta(days=3) + 3 * HOUR
