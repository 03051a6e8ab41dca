"""批量办理 · One deed on many cases: each by itself, each told; who may not, what is refused, and nothing half-done."""

import pytest
from django.utils import timezone

from huiying.core.errors import NotAllowed
from huiying.handling import actions
from huiying.handling.bulk.doing import assign_all
from huiying.handling.models import Case, Draft, Review
from huiying.intake.models import Voice
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, at_once, drafted, letters, opened, signed_in

TEXT = "您好。您反映的厂房施工许可已协调住建部门，本周内核发施工许可证，届时电话告知。"

LACKING = "您好，来信收悉，我们高度重视您反映的问题，已转交有关部门处理。感谢您的理解与支持。"


def states() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("state", flat=True))


def held(office: Office, ident: str) -> Case:
    case = assigned(office, ident=ident)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    return case


def test_each_is_assigned_by_itself_and_the_refused_stay_chosen(office: Office) -> None:
    first, second = opened(office, ident="1"), opened(office, ident="2")
    over = drafted(office, ident="3")
    rows = [first.number, over.number, second.number]
    page = signed_in(office.officer).post(
        "/desk/bulk/assign/", {"rows": rows, "lead": office.policy.pk, "list": "inbox"}
    )
    assert page.status_code == 200
    assert states() == ["assigned", "assigned", "drafting"]
    assert {part.section for part in first.parts.all()} == {office.policy}
    refused = [outcome for outcome in page.context["outcomes"] if not outcome.done]
    assert [outcome.case for outcome in refused] == [over]
    html = page.content.decode()
    assert f'value="{over.number}" checked' in html
    assert f'value="{first.number}" checked' not in html
    over.refresh_from_db()
    assert [part.section for part in over.parts.all()] == [office.project]


def test_what_is_missing_comes_back_in_the_form_with_the_choice(office: Office) -> None:
    case = opened(office)
    officer = signed_in(office.officer)
    page = officer.post("/desk/bulk/assign/", {"rows": case.number, "lead": ""})
    assert page.status_code == 422
    assert f'name="rows" value="{case.number}"' in page.content.decode()
    assert officer.post("/desk/bulk/merge/", {"rows": case.number}).status_code == 422
    assert officer.post("/desk/bulk/merge/", {"rows": case.number, "number": "2026-99999"}).status_code == 422
    assert officer.post("/desk/bulk/merge/", {"rows": case.number, "leads": "2026-99999"}).status_code == 422
    assert officer.post("/desk/bulk/assign/", {"lead": office.policy.pk}).status_code == 422
    assert officer.get("/desk/bulk/assign/?list=nonsense&query=%00%ff&all=1").status_code == 200
    assert officer.get("/desk/bulk/close/").status_code == 404
    assert states() == ["registered"]


def test_all_that_fit_the_filter_are_taken(office: Office) -> None:
    letters(office, 4)
    other = assigned(office, ident="other")
    officer = signed_in(office.officer)
    page = officer.get("/desk/bulk/assign/", {"all": "1", "list": "cases", "query": "state=registered"})
    assert len(page.context["cases"]) == 4
    page = officer.get("/desk/bulk/assign/", {"all": "1", "list": "inbox", "query": "q=第3封"})
    assert [case.title for case in page.context["cases"]] == ["第3封来信"]
    page = officer.get("/desk/bulk/merge/", {"all": "1", "list": "cases", "query": "state=assigned"})
    assert page.context["cases"] == [other]


def test_one_deed_takes_so_many_and_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.handling.views.bulk.MOST", 2)
    letters(office, 3)
    page = signed_in(office.officer).get("/desk/bulk/assign/", {"all": "1", "list": "cases"})
    assert len(page.context["cases"]) == 2
    assert page.context["over"]


def test_they_are_merged_into_one_of_them_or_another(office: Office) -> None:
    cases = [opened(office, ident=str(number)) for number in range(4)]
    odd = opened(office, ident="odd")
    actions.set_kind(odd, kind="disclosure", by=office.officer, at=SUNDAY + HOUR)
    rows = [case.number for case in (*cases[:3], odd)]
    page = signed_in(office.officer).post("/desk/bulk/merge/", {"rows": rows, "leads": cases[0].number})
    assert states() == ["registered", "merged", "merged", "registered", "registered"]
    assert [outcome.case for outcome in page.context["outcomes"] if not outcome.done] == [odd]
    signed_in(office.officer).post("/desk/bulk/merge/", {"rows": cases[3].number, "number": cases[0].number})
    assert cases[0].merged.count() == 3


def test_the_same_answer_goes_into_review_for_each(office: Office) -> None:
    mine = [held(office, ident=str(number)) for number in range(2)]
    new = assigned(office, ident="new")
    rows = [case.number for case in (*mine, new)]
    told = {"rows": rows, "how": "each", "text": TEXT, "make_public": "on"}
    page = signed_in(office.handler).post("/desk/bulk/answer/", told)
    assert states() == ["in_review", "in_review", "assigned"]
    assert Review.objects.count() == 2
    assert set(Draft.objects.values_list("text", "by")) == {(TEXT, office.handler.pk)}
    assert [outcome.case for outcome in page.context["outcomes"] if not outcome.done] == [new]


def test_or_they_are_merged_and_answered_once(office: Office) -> None:
    mine = [held(office, ident=str(number)) for number in range(3)]
    rows = [case.number for case in mine]
    told = {"rows": rows, "how": "once", "text": TEXT}
    handler = signed_in(office.handler)
    assert handler.post("/desk/bulk/answer/", told).status_code == 422  # which one leads?
    handler.post("/desk/bulk/answer/", told | {"leads": mine[1].number})
    assert states() == ["merged", "in_review", "merged"]
    assert Review.objects.get().draft.case == mine[1]


def test_a_leading_case_that_cannot_be_sent_lets_the_others_be(office: Office) -> None:
    mine, other = held(office, ident="1"), assigned(office, ident="2")
    told = {"rows": [mine.number, other.number], "how": "once", "text": TEXT, "leads": other.number}
    page = signed_in(office.handler).post("/desk/bulk/answer/", told)
    assert states() == ["accepted", "assigned"]
    assert not any(outcome.done for outcome in page.context["outcomes"])
    assert not Draft.objects.exists()


def test_a_text_that_must_be_mended_is_not_sent(office: Office) -> None:
    case = held(office, ident="1")
    Voice.objects.filter(pk=case.voice_id).update(text="我公司厂房施工许可办不下来，请问还缺什么材料？何时能办好？")
    told = {"rows": case.number, "how": "each", "text": LACKING}
    page = signed_in(office.handler).post("/desk/bulk/answer/", told)
    assert [outcome.done for outcome in page.context["outcomes"]] == [False]
    assert states() == ["accepted"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "who"), [("assign", "officer"), ("merge", "officer handler head"), ("answer", "handler head")]
)
def test_a_post_opens_its_deeds(office: Office, name: str, who: str) -> None:
    for person in ("officer", "handler", "head", "leader", "editor", "auditor"):
        answer = signed_in(getattr(office, person)).get(f"/desk/bulk/{name}/")
        assert (answer.status_code == 200) is (person in who.split()), person


def test_what_one_may_not_read_does_not_exist(office: Office) -> None:
    case = held(office, ident="1")
    told = {"rows": case.number, "how": "each", "text": TEXT}
    assert signed_in(office.stranger).post("/desk/bulk/answer/", told).status_code == 422
    assert signed_in(office.handler).get("/desk/bulk/merge/?all=1&list=inbox").status_code == 403
    assert states() == ["accepted"]


def test_a_handler_merges_only_what_is_theirs_into_what_is_theirs(office: Office) -> None:
    mine, other = held(office, ident="1"), held(office, ident="2")
    colleague = assigned(office, ident="3")
    for cases, into in (([colleague], mine), ([mine], colleague)):
        with pytest.raises(NotAllowed):
            actions.merge(cases, into=into, by=office.handler, at=SUNDAY + 5 * HOUR)
    actions.merge([other], into=mine, by=office.handler, at=SUNDAY + 5 * HOUR)
    assert Case.objects.get(pk=other.pk).merged_into == mine


@pytest.mark.django_db(transaction=True)
def test_two_who_assign_the_same_at_once_assign_each_once(office: Office) -> None:
    cases = [opened(office, ident=str(number)) for number in range(3)]
    outcomes = []

    def work() -> None:
        fresh = list(Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk"))
        told = {"lead": office.policy, "co_sections": ()}
        outcomes.extend(assign_all(fresh, told, by=User.objects.get(pk=office.officer.pk), at=timezone.now()))

    assert at_once(work, workers=2) == []
    assert all(case.parts.count() == 1 for case in cases)
    assert len(outcomes) == 6


def test_the_boxes_stand_where_something_may_be_done(office: Office) -> None:
    letters(office, 2)
    assert signed_in(office.officer).get("/desk/cases/").content.decode().count("data-pick>") == 2
    assert signed_in(office.officer).get("/desk/inbox/").content.decode().count("data-pick>") == 2
    assert "data-pick>" not in signed_in(office.leader).get("/desk/cases/").content.decode()
    held(office, ident="mine")
    assert signed_in(office.handler).get("/desk/mine/").content.decode().count("data-pick>") == 1
