"""四个闭环 · The page of what is open, against the rules case by case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiying.core.loops import Loop, Standing, standings
from huiying.handling import actions
from huiying.handling.models import Case, Inquiry
from huiying.handling.standing import course_of, open_in
from tests.office import SUNDAY, Office

from .complaints import complaint, concluded, found, investigated, of_kind, sent
from .desk import HOUR, answered, assigned, drafted, letters, opened, signed_in

LATER = SUNDAY + timedelta(days=4)


def closed(case: Case, office: Office) -> Case:
    actions.close(case, by=office.handler, at=LATER)
    return case


def declined(case: Case, office: Office) -> Case:
    actions.decline(case, ground="outside", by=office.officer, at=LATER)
    return case


def everywhere(office: Office) -> None:
    """A case for every place in the loops."""
    opened(office, ident="a")
    closed(answered(office, ident="b"), office)
    of_kind(assigned(office, ident="c"), "投诉")
    complaint(office, ident="d")
    found(office, ident="e")
    found(office, "unjustified", ident="f")
    investigated(office, ident="g")
    concluded(office, ident="h")
    sent(concluded(office, ident="i"), office)
    closed(sent(concluded(office, ident="j"), office), office)
    declined(of_kind(assigned(office, ident="k"), "举报"), office)
    past = complaint(office, ident="l")
    Case.objects.filter(pk=past.pk).update(state="closed")
    actions.reopen(closed(sent(concluded(office, ident="m"), office), office), reason="没有解决", at=LATER)
    corrected = closed(sent(found(office, "unjustified", ident="n"), office), office)
    actions.find(corrected, verdict="justified", evidence="复查属实。", seen=1, by=office.head, at=LATER)
    into, other = opened(office, ident="o"), of_kind(opened(office, ident="p"), "投诉")
    actions.merge([other], into=into, by=office.officer, at=LATER)
    opened(office, ident="r").voice.proposal.delete()
    for ident, kind in (("s", "disclosure"), ("t", "suggestion"), ("u", "investor")):
        case = of_kind(assigned(office, ident=ident), "投诉")
        actions.set_kind(case, kind=kind, by=office.officer, at=SUNDAY + 2 * HOUR)
    actions.find(drafted(office, ident="q"), verdict="partly", evidence="部分属实。", by=office.handler, at=LATER)


def test_the_lists_are_what_the_rules_say(office: Office) -> None:
    everywhere(office)
    cases = list(Case.objects.all())
    assert len(cases) == 21
    for loop in Loop:
        by_rule = {case.pk for case in cases if standings(course_of(case))[loop] is Standing.OPEN}
        assert by_rule, loop
        assert set(open_in(loop, Case.objects.all()).values_list("pk", flat=True)) == by_rule, loop


def test_the_page_counts_and_lists_them(office: Office) -> None:
    everywhere(office)
    officer = signed_in(office.officer)
    for loop in Loop:
        page = officer.get(f"/desk/loops/?loop={loop}")
        counts = {each: count for each, _name, count in page.context["loops"]}
        assert counts[loop] == page.context["page_obj"].paginator.count > 0
    table = officer.get("/desk/loops/?loop=conclude&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(table) == counts[Loop.CONCLUDE] + 1


def test_a_section_sees_its_own(office: Office) -> None:
    complaint(office)
    assert signed_in(office.head).get("/desk/loops/").context["page_obj"].paginator.count == 1
    assert signed_in(office.stranger).get("/desk/loops/").context["page_obj"].paginator.count == 0


@pytest.mark.parametrize("person", ["editor"])
def test_who_reads_no_case_reads_no_loop(office: Office, person: str) -> None:
    assert signed_in(getattr(office, person)).get("/desk/loops/").status_code == 403


def test_filters_of_section_and_age(office: Office) -> None:
    case, officer = complaint(office), signed_in(office.officer)
    place = "/desk/loops/?loop=investigate"
    assert officer.get(f"{place}&section=项目服务科").context["page_obj"].paginator.count == 1
    assert officer.get(f"{place}&section=政策法规科").context["page_obj"].paginator.count == 0
    Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(days=10))
    assert officer.get(f"{place}&age=7").context["page_obj"].paginator.count == 1
    assert officer.get(f"{place}&age=15").context["page_obj"].paginator.count == 0
    assert officer.get(f"{place}&age=x&loop=nothing").status_code == 200


def test_the_page_costs_the_same_however_much_is_open(office: Office) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert client.get("/desk/loops/?loop=investigate").status_code == 200
        return len(told)

    client = signed_in(office.officer)
    complaint(office)
    one = cost()
    letters(office, 30)
    for case in Case.objects.filter(state="registered"):
        of_kind(case, "投诉")
        actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + 2 * HOUR)
        actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 3 * HOUR)
    assert open_in(Loop.INVESTIGATE, Case.objects.all()).count() == 31
    assert cost() == one


@pytest.mark.parametrize("verdict", ["justified", "unjustified"])
def test_the_database_keeps_conclusions_whole(office: Office, verdict: str) -> None:
    found(office, verdict)
    with pytest.raises(Exception, match="what_is_concluded_was_investigated"):
        Inquiry.objects.update(concluded_at=LATER, result="solved")


def stages() -> list[Callable[[Office], Case]]:
    return [complaint, found, investigated, concluded]


@pytest.mark.parametrize("stage", stages())
def test_the_case_page_tells_the_steps_that_are_asked(office: Office, stage: Callable[[Office], Case]) -> None:
    case = stage(office)
    html = signed_in(office.leader).get(f"/desk/cases/{case.number}/").content.decode()
    assert html.count('class="loop-step ') == 3  # 有问必答 is not asked of a complaint
