"""The check of a draft in the margin, voices that say the same, and those that the machine could not read."""

import pytest
from django.test import Client

from huiying.assessment import actions as assessing
from huiying.assessment.models import Confirmation, Proposal
from huiying.handling import actions
from huiying.handling.checking import checked
from huiying.handling.models import Case
from huiying.handling.repeats import voices_beside
from huiying.handling.tests.desk import HOUR, REPLY, assigned, drafted, opened, signed_in
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

LACKING = "您好，来信收悉，我们高度重视您反映的问题，已转交有关部门处理。请以《某某管理办法》为准，感谢您的理解与支持。"


@pytest.fixture
def case(office: Office) -> Case:
    found = drafted(office)
    Voice.objects.filter(pk=found.voice_id).update(text="我公司厂房施工许可办不下来，请问还缺什么材料？何时能办好？")
    return Case.objects.get(pk=found.pk)


def draft(client: Client, case: Case, text: str, **more: str) -> Client:
    client.post(f"/desk/cases/{case.number}/draft/", {"text": text, "make_public": "on", "submit": "1", **more})
    case.refresh_from_db()
    return client


def test_a_finding_is_marked_where_it_stands(case: Case) -> None:
    found = checked(case, LACKING)
    assert found is not None
    assert found.must
    marks = {mark: passage.text for passage in found.passages for mark in passage.marks}
    of_draft = [line for line in found.lines if not line.of_letter]
    assert of_draft
    assert all(marks[f"finding-{line.number}"] in LACKING for line in of_draft)
    assert "".join(passage.text for passage in found.passages) == LACKING
    assert checked(case, "  ") is None


def test_open_points_are_asked_about_and_what_is_accepted_is_recorded(office: Office, case: Case) -> None:
    handler = signed_in(office.handler)
    draft(handler, case, LACKING)
    assert case.state == "drafting"
    page = handler.get(f"/desk/cases/{case.number}/")
    seal = page.context["check"].seal
    assert f'value="{seal}"' in page.content.decode()
    draft(handler, case, LACKING, accepted="anything")
    assert case.state == "drafting"
    draft(handler, case, LACKING, accepted=seal)
    assert case.state == "in_review"
    told = Entry.objects.get(deed="draft.submitted").facts
    assert told["open"] == len(page.context["check"].must)


def test_what_was_accepted_of_one_text_is_not_accepted_of_another(office: Office, case: Case) -> None:
    handler = signed_in(office.handler)
    first = checked(case, LACKING)
    assert first is not None
    draft(handler, case, "您反映的问题已转交住建部门处理，请直接向其反映。", accepted=first.seal)
    assert case.state == "drafting"


def test_a_text_is_checked_before_it_is_kept(office: Office, case: Case) -> None:
    handler, address = signed_in(office.handler), f"/desk/cases/{case.number}/check/"
    part = handler.post(address, {"text": LACKING}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "finding-1" in part
    whole = handler.post(address, {"text": LACKING})
    assert whole.context["draft_form"].initial["text"] == LACKING
    assert case.drafts.get().text == REPLY
    assert signed_in(office.stranger).post(address, {"text": LACKING}).status_code == 404


def test_the_box_that_accepts_follows_the_check(office: Office, case: Case) -> None:
    handler, address = signed_in(office.handler), f"/desk/cases/{case.number}/check/"
    lacking = handler.post(address, {"text": LACKING}, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-swap-oob="true"' in lacking
    assert 'name="accepted"' in lacking
    empty = handler.post(address, {"text": " "}, headers={"HX-Request": "true"}).content.decode()
    assert 'name="accepted"' not in empty
    assert "check-head" not in empty


def test_an_earlier_answer_that_says_otherwise_stands_beside(office: Office) -> None:
    before = drafted(office, "您好。厂房施工许可受理后15个工作日内核发许可证。", ident="before")
    actions.submit(before, by=office.handler, at=SUNDAY + 4 * HOUR)
    actions.approve(before, by=office.head, at=SUNDAY + 5 * HOUR)
    actions.approve(before, by=office.leader, at=SUNDAY + 6 * HOUR)
    actions.deliver(before, by=office.handler, at=SUNDAY + 7 * HOUR)
    case = assigned(office, ident="now", at=SUNDAY + HOUR)
    found = checked(case, "您好。厂房施工许可受理后30个工作日内核发许可证。")
    assert found is not None
    (rival,) = found.rivals
    assert rival.source.number == before.number
    assert ("30个工作日" in rival.said, "15个工作日" in rival.earlier) == (True, True)


def test_voices_that_say_the_same_are_shown_the_same_persons_first(office: Office) -> None:
    first = opened(office, ident="1", said_by="甲")
    other = opened(office, ident="2", said_by="乙", at=SUNDAY + HOUR)
    own = opened(office, ident="3", said_by="甲", at=SUNDAY + 2 * HOUR)
    Proposal.objects.filter(voice__in=[other.voice, own.voice]).update(same_as=first.voice)
    apart = office.letter("另一件事：咨询人才公寓。", ident="4", said_by="甲", at=SUNDAY)
    found = voices_beside(own.voice, Proposal.objects.get(voice=own.voice))
    assert found.count == 2
    assert [(voice, is_own) for voice, is_own in found.same] == [(first.voice, True), (other.voice, False)]
    assert found.others == (apart,)
    page = signed_in(office.officer).get("/desk/inbox/", {"show": "all", "voice": first.voice.number})
    assert page.context["beside"].count == 2
    assert {row.external_id: row.repeats for row in page.context["page_obj"]} == {"1": 2, "2": 0, "3": 0, "4": 0}


@pytest.fixture
def aside(office: Office) -> Voice:
    voice = office.letter("这封信读不了。", ident="aside")
    actions.take_waiting(at=SUNDAY)
    Voice.objects.filter(pk=voice.pk).update(failures=3, set_aside="ValueError (judge.py:1)")
    voice.refresh_from_db()
    return voice


def test_a_voice_set_aside_is_shown_with_its_error(office: Office, aside: Voice) -> None:
    officer = signed_in(office.officer)
    page = officer.get("/desk/inbox/", {"show": "aside"})
    assert page.context["voice"] == aside
    assert "ValueError (judge.py:1)" in page.content.decode()
    assert "show=aside" in officer.get("/desk/").content.decode()
    assert signed_in(office.leader).get("/desk/inbox/", {"show": "aside"}).context["hand_form"] is None


def test_it_is_tried_again_once(office: Office, aside: Voice) -> None:
    officer, address = signed_in(office.officer), f"/desk/inbox/{aside.number}/again/"
    assert officer.post(address).status_code == 302
    assert Voice.objects.unassessed().filter(pk=aside.pk).exists()
    assert officer.post(address).status_code == 409
    assert Entry.objects.filter(deed="voice.tried_again").count() == 1
    assert signed_in(office.leader).post(address).status_code == 403


def test_it_is_assessed_by_hand_and_taught(office: Office, aside: Voice) -> None:
    told = {"kind": "求助", "theme": "", "level": "一般", "lead": office.project.pk}
    signed_in(office.officer).post(f"/desk/inbox/{aside.number}/by-hand/", told)
    aside.refresh_from_db()
    assert (aside.set_aside, aside.case.state, aside.proposal.lead) == ("", "assigned", office.project)
    assert Confirmation.objects.get().by == office.officer
    assert assessing.assess(at=SUNDAY) == 0
