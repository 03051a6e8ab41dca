"""不予受理 · A letter that is not accepted: on which grounds, who is told what, and how it goes on after all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from huiying.core import regulation
from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.models import Case, Clock, Ending
from huiying.intake.models import Channel, Delivery
from huiying.ledger.models import Entry
from huiying.ledger.sentences import quoted, sentence
from tests.office import SUNDAY, Office
from tests.portal import reader

from .desk import HOUR, assigned, at_once, drafted, opened, signed_in, submitted
from .writers import mailed, speaking_mail, told

LITIGATION = {"ground": "litigation", "note": ""}


@pytest.fixture
def mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    yield from speaking_mail(monkeypatch)


def accepted(office: Office) -> Case:
    case = assigned(office)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    return case


def returned(office: Office) -> Case:
    case = assigned(office)
    actions.return_to_information(case, reason="不属本科室", by=office.head, at=SUNDAY + 2 * HOUR)
    return case


@pytest.mark.parametrize("stage", [opened, assigned, accepted, returned])
def test_a_letter_is_declined_until_its_reply_is_drafted(office: Office, stage: object) -> None:
    case: Case = stage(office)  # type: ignore[operator]
    actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + 3 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.closed_at, case.answered_at) == ("not_accepted", SUNDAY + 3 * HOUR, None)
    assert not case.is_open
    clock = Clock.objects.get()
    assert (clock.stopped_at, clock.stopped_because, clock.alarm_at) == (SUNDAY + 3 * HOUR, "not_accepted", None)


@pytest.mark.parametrize("stage", [drafted, submitted])
def test_a_letter_whose_reply_is_written_is_not_declined(office: Office, stage: object) -> None:
    case: Case = stage(office)  # type: ignore[operator]
    with pytest.raises(RuleError):
        actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + 9 * HOUR)
    assert not Ending.objects.exists()


@pytest.mark.parametrize("role", ["head", "handler", "leader", "auditor"])
def test_only_the_information_section_declines(office: Office, role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.decline(assigned(office), ground="outside", by=getattr(office, role), at=SUNDAY + 2 * HOUR)


def test_each_of_the_eight_grounds_says_what_its_writer_is_told() -> None:
    grounds = regulation.load().refusal_grounds
    assert len(grounds) == 8
    for ground in grounds:
        assert ground.told is not None, ground.id
        assert len(set(ground.told)) == 3, ground.id
        assert ground.citation, ground.id


def test_the_writer_is_told_the_ground_after_the_minute(office: Office, mail: Channel) -> None:
    case, _code = mailed(office)
    with translation.override("zh-hans"):
        actions.decline(case, ground="litigation", note="案号见您的来信。", by=office.officer, at=SUNDAY + HOUR)
    (message,) = told(case)
    ground = regulation.load().grounds["litigation"].told
    assert ground is not None
    assert message.text == f"{ground.zh}\n案号见您的来信。"
    assert message.to == {"mail": "wang@example.cn"}
    assert message.due_at == SUNDAY + HOUR + timedelta(seconds=60)
    assert case.voice.number in message.link


def test_the_status_page_says_it_plainly(office: Office) -> None:
    case, code = mailed(office)
    actions.decline(case, ground="other", note="请写清楚地点。", by=office.officer, at=SUNDAY + HOUR)
    page = reader(case.voice, code).get(f"/status/{case.voice.number}/")
    ground = regulation.load().grounds["other"].told
    assert ground is not None
    assert page.context["ended"] == f"{ground.zh}\n请写清楚地点。"
    assert "请写清楚地点。" in page.content.decode()
    assert page.context["stage"].name == "ANSWERED"
    assert page.context["further_form"] is None
    assert reader(case.voice, code).post(f"/status/{case.voice.number}/more/", {"text": "再补充"}).status_code == 302
    assert not case.voice.continued_by.exists()


def test_a_ground_that_says_nothing_needs_a_note(office: Office) -> None:
    with pytest.raises(InputError):
        actions.decline(opened(office), ground="other", note=" ", by=office.officer, at=SUNDAY + HOUR)
    assert Case.objects.get().state == "registered"


@pytest.mark.parametrize("ground", ["", "nothing", "state_secret"])
def test_a_ground_that_the_regulation_does_not_have_for_letters_is_refused(office: Office, ground: str) -> None:
    with pytest.raises(InputError):
        actions.decline(opened(office), ground=ground, by=office.officer, at=SUNDAY + HOUR)


def test_a_disclosure_request_is_answered_and_not_declined(office: Office) -> None:
    case = opened(office)
    actions.set_kind(case, kind="disclosure", by=office.officer, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        actions.decline(case, ground="state_secret", by=office.officer, at=SUNDAY + HOUR)
    page = signed_in(office.officer).get(f"/desk/cases/{case.number}/")
    assert set(page.context["endings"]) == {"transfer", "merge"}


def test_the_ledger_tells_it_in_plain_words(office: Office) -> None:
    case = opened(office)
    actions.decline(case, ground="other", note="内容不清。", by=office.officer, at=SUNDAY + HOUR)
    entry = Entry.objects.get(deed="case.declined")
    assert entry.facts["ground"] == "其他不宜受理的情形"
    assert "其他不宜受理的情形" in sentence(entry)
    assert quoted(entry) == "内容不清。"


def test_taken_up_again_it_gets_a_new_clock(office: Office) -> None:
    case = assigned(office)
    actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + 2 * HOUR)
    with pytest.raises(NotAllowed):
        actions.take_up_again(case, reason="来信人有异议", by=office.head, at=SUNDAY + 30 * HOUR)
    actions.take_up_again(case, reason="来信人有异议", by=office.officer, at=SUNDAY + 30 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("reopened", None)
    (running,) = Clock.objects.running()
    assert running.started_at == SUNDAY + 30 * HOUR
    assert Entry.objects.filter(deed="case.reopened").count() == 0  # the writer's own word is another figure


def test_its_writer_does_not_reopen_it(office: Office) -> None:
    case = opened(office)
    actions.decline(case, ground="outside", by=office.officer, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        actions.reopen(case, reason="不服", at=SUNDAY + 2 * HOUR)


def test_the_page_declines_and_offers_to_take_it_back(office: Office) -> None:
    case, officer = opened(office), signed_in(office.officer)
    page = officer.post(f"/desk/cases/{case.number}/decline/", LITIGATION, follow=True)
    assert page.context["case"].state == "not_accepted"
    html = page.content.decode()
    assert f'action="/desk/cases/{case.number}/undo/"' in html
    assert page.context["ended"] in html
    assert set(page.context["endings"]) == {"take_up"}


def test_what_is_wrong_stands_in_the_form(office: Office) -> None:
    case, officer = opened(office), signed_in(office.officer)
    page = officer.post(f"/desk/cases/{case.number}/decline/", {"ground": "other", "note": ""})
    assert page.status_code == 422
    assert page.context["endings"]["decline"].non_field_errors()
    assert page.context["endings"]["decline"]["ground"].value() == "other"
    page = officer.post(f"/desk/cases/{case.number}/decline/", {"ground": "", "note": "已写的说明"})
    assert page.status_code == 422
    assert "已写的说明" in page.content.decode()
    assert Case.objects.get().state == "registered"


def test_a_handler_is_offered_none_of_it(office: Office) -> None:
    case = assigned(office)
    page = signed_in(office.handler).get(f"/desk/cases/{case.number}/")
    assert page.context["endings"] == {}
    assert signed_in(office.handler).post(f"/desk/cases/{case.number}/decline/", LITIGATION).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decline_it_once(office: Office) -> None:
    number = opened(office).number

    def work() -> None:
        case = Case.objects.get(number=number)
        actions.decline(case, ground="outside", by=office.officer, at=timezone.now())

    failed = at_once(work)
    assert len(failed) == 3
    assert all(isinstance(error, RuleError) for error in failed)
    assert Ending.objects.count() == 1
    assert Entry.objects.filter(deed="case.declined").count() == 1
    assert not Delivery.objects.filter(kind="reply").exists()  # its writer left no way back
