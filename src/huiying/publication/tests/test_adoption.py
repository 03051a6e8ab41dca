"""采纳情况 · A suggestion ends adopted or not, with a reason that is published."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Adoption, Case, Reply
from huiying.handling.tests.complaints import of_kind, suggestion
from huiying.handling.tests.desk import answered, assigned, signed_in
from huiying.ledger.models import Entry
from huiying.publication.actions.answers import publish_answer
from huiying.publication.models import PublishedAnswer
from tests.office import SUNDAY, Office

LATER = SUNDAY + timedelta(days=4)
REASON = "已列入今年服务窗口改造计划，六月底前完成。"


def decided(office: Office, outcome: str = "adopted", **more: object) -> Case:
    case = suggestion(office, **more)
    actions.decide_adoption(case, outcome=outcome, reason=REASON, by=office.handler, at=LATER)
    return case


def test_a_suggestion_closes_once_it_is_said_what_became_of_it(office: Office) -> None:
    case = suggestion(office)
    with translation.override("en"), pytest.raises(RuleError, match="adopted"):
        actions.close(case, by=office.handler, at=LATER)
    actions.decide_adoption(case, outcome="partly", reason=REASON, by=office.handler, at=LATER)
    actions.close(case, by=office.handler, at=LATER)
    told = Case.objects.get()
    assert (told.state, told.adoption) == ("closed", "partly")
    entry = Entry.objects.get(deed="suggestion.decided")
    assert entry.told == {"outcome": "partly", "reason": REASON}


def test_a_later_word_takes_the_place_and_the_earlier_stays(office: Office) -> None:
    case = decided(office)
    actions.decide_adoption(case, outcome="not_adopted", reason="经费未落实。", by=office.head, at=LATER)
    assert Case.objects.get().adoption == "not_adopted"
    assert list(Adoption.objects.values_list("outcome", flat=True)) == ["adopted", "not_adopted"]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("perhaps", REASON), ("adopted", " "), ("adopted", "长" * 501), ("adopted", "请联系王先生，电话13812345678。")],
)
def test_the_reason_is_fit_to_publish(office: Office, outcome: str, reason: str) -> None:
    with pytest.raises(InputError):
        actions.decide_adoption(suggestion(office), outcome=outcome, reason=reason, by=office.handler, at=LATER)
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("role", ["officer", "leader", "auditor", "editor", "stranger"])
def test_the_lead_section_decides(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.decide_adoption(
            suggestion(office), outcome="adopted", reason=REASON, by=getattr(office, role), at=LATER
        )


def test_only_a_suggestion_that_was_accepted_is_decided(office: Office) -> None:
    with pytest.raises(RuleError):
        actions.decide_adoption(answered(office), outcome="adopted", reason=REASON, by=office.handler, at=LATER)
    waiting = of_kind(assigned(office, ident="2"), "建议")
    with pytest.raises((RuleError, NotAllowed)):
        actions.decide_adoption(waiting, outcome="adopted", reason=REASON, by=office.head, at=LATER)


def test_its_answer_is_published_with_what_became_of_it(office: Office) -> None:
    case = suggestion(office)
    assert not Reply.objects.publishable().exists()
    actions.decide_adoption(case, outcome="adopted", reason=REASON, by=office.handler, at=LATER)
    waiting = signed_in(office.editor).get("/desk/publish/").content.decode()
    assert REASON in waiting
    publish_answer(Reply.objects.publishable().get(), by=office.editor, at=LATER)
    copy = PublishedAnswer.objects.get()
    assert (copy.adoption, copy.adoption_reason) == ("adopted", REASON)
    visitor = Client()
    assert REASON in visitor.get(f"/answers/{copy.reference}/").content.decode()
    assert copy.title in visitor.get("/answers/?adoption=adopted").content.decode()
    assert visitor.get("/answers/?adoption=not_adopted").context["page_obj"].paginator.count == 0
    assert visitor.get("/answers/?adoption=nonsense").context["page_obj"].paginator.count == 1


def test_a_correction_waits_to_be_published_anew(office: Office) -> None:
    case = decided(office)
    publish_answer(Reply.objects.publishable().get(), by=office.editor, at=LATER)
    actions.decide_adoption(case, outcome="not_adopted", reason="经费未落实。", by=office.handler, at=LATER)
    publish_answer(Reply.objects.publishable().get(), by=office.editor, at=LATER)
    assert PublishedAnswer.objects.get().adoption_reason == "经费未落实。"


def test_the_page_keeps_it_and_gives_back_what_is_wrong(office: Office) -> None:
    case, handler = suggestion(office), signed_in(office.handler)
    place = f"/desk/cases/{case.number}/adoption/"
    page = handler.post(place, {"outcome": "adopted", "reason": "请找13812345678联系。"})
    assert page.status_code == 422
    assert page.context["loop_forms"]["adoption"].errors["reason"]
    assert "请找13812345678联系。" in page.content.decode()
    assert handler.post(place, {"outcome": "adopted", "reason": REASON}, follow=True).status_code == 200
    assert Case.objects.get().adoption == "adopted"
    assert signed_in(office.officer).post(place, {"outcome": "adopted", "reason": REASON}).status_code == 403
