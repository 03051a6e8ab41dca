"""批示: a leader's instruction opens and binds its case until the reports of its sections are accepted."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiying.assessment.models import Topic
from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.supervising import (
    accept_report,
    instruct,
    instruct_on_voice,
    report_back,
    send_report_back,
    withdraw_instruction,
)
from huiying.handling.models import Case, ErrandReport, Instruction
from huiying.handling.supervised import instructions_seen, to_judge, to_report
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.people.absences import leave
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

from .desk import HOUR, answered, assigned, at_once, opened, proposed, signed_in
from .test_asking import DAY

TEXT = "请项目服务科本周内协调解决，并报结果。"
DONE = "已会同住建部门现场办公，许可证已核发。"


def given(office: Office, case: Case | None = None, **more: Any) -> Instruction:
    told: dict[str, Any] = {"text": TEXT, "sections": [office.project], "due_at": SUNDAY + 5 * DAY, "level": "重大"}
    return instruct(case=case, **(told | {"by": office.leader, "at": SUNDAY + 8 * HOUR} | more))


def reported(office: Office, instruction: Instruction, section: int = 0) -> ErrandReport:
    errand = instruction.errands.all()[section]
    by = {office.project.pk: office.handler, office.policy.pk: office.stranger}[errand.section_id]
    return report_back(errand, text=DONE, by=by, at=SUNDAY + DAY)


def overheard(office: Office) -> Voice:
    voice = office.letter("网上有人说厂房施工许可办不下来。", ident="weibo-1")
    Voice.objects.filter(pk=voice.pk).update(addressed=False)
    voice.refresh_from_db()
    proposed(voice, office)
    return voice


def test_a_case_is_not_closed_before_the_leader_has_accepted_the_report(office: Office) -> None:
    case = answered(office)
    instruction = given(office, case)
    with pytest.raises(RuleError):
        actions.close(case, by=office.handler, at=SUNDAY + DAY)
    report = reported(office, instruction)
    with pytest.raises(RuleError):
        actions.close(case, by=office.handler, at=SUNDAY + DAY)
    send_report_back(report, missing="请说明是否当面告知来信人。", by=office.leader, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        actions.close(case, by=office.handler, at=SUNDAY + DAY)
    accept_report(reported(office, instruction), by=office.leader, at=SUNDAY + 2 * DAY)
    actions.close(case, by=office.handler, at=SUNDAY + 2 * DAY)
    assert case.state == "closed"
    told = Entry.objects.filter(about=case.ref, deed__startswith="instruction.").values_list("deed", flat=True)
    assert list(told) == [f"instruction.{deed}" for deed in ("given", "reported", "sent_back", "reported", "accepted")]
    assert TEXT not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_every_section_reports_before_it_is_carried_out(office: Office) -> None:
    instruction = given(office, answered(office), sections=[office.project, office.policy])
    accept_report(reported(office, instruction), by=office.leader, at=SUNDAY + DAY)
    instruction.refresh_from_db()
    assert instruction.closed_at is None
    accept_report(reported(office, instruction, 1), by=office.leader, at=SUNDAY + DAY)
    instruction.refresh_from_db()
    assert instruction.closed_at == SUNDAY + DAY


def test_a_bound_case_is_neither_declined_nor_transferred(office: Office) -> None:
    case = opened(office)
    given(office, case)
    with pytest.raises(RuleError):
        actions.decline(case, ground="repeated", by=office.officer, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        actions.transfer_out(case, to="住建局", reason="职责", by=office.officer, at=SUNDAY + DAY)
    case.refresh_from_db()
    assert case.state == "registered"


def test_a_merged_case_carries_it_to_the_one_it_is_merged_into(office: Office) -> None:
    into, case = answered_into(office), opened(office, ident="2")
    instruction = given(office, case)
    actions.merge([case], into=into, by=office.officer, at=SUNDAY + DAY)
    assert list(Instruction.objects.on(into)) == [instruction]
    page = signed_in(office.head).get(f"/desk/cases/{into.number}/").text
    assert TEXT in page
    assert case.number in page
    with pytest.raises(RuleError):
        actions.decline(into, ground="repeated", by=office.officer, at=SUNDAY + DAY)
    actions.unmerge(case, reason="不是一件事", by=office.officer, at=SUNDAY + DAY)
    assert not Instruction.objects.on(into).exists()


def answered_into(office: Office) -> Case:
    return assigned(office)


def test_an_overheard_voice_gets_its_case(office: Office) -> None:
    voice = overheard(office)
    actions.take_waiting(at=SUNDAY + HOUR)
    assert not Case.objects.exists()
    told: dict[str, Any] = {"text": TEXT, "sections": [office.project], "due_at": SUNDAY + 5 * DAY, "level": "较大"}
    instruction = instruct_on_voice(voice, **told, by=office.leader, at=SUNDAY + HOUR)
    case = Case.objects.get(voice=voice)
    assert instruction.case == case
    assert case.voice.proposal.kind == "求助"
    assert case.clocks.exists()
    assert Entry.objects.get(deed="case.opened").actor.startswith("leader")
    voice.refresh_from_db()
    second = instruct_on_voice(voice, **told, by=office.leader, at=SUNDAY + HOUR)
    assert second.case == case


def test_a_topic_takes_one_and_keeps_its_name_when_it_is_gone(office: Office) -> None:
    topic = Topic.objects.create(description="施工许可办理慢", first_at=SUNDAY, last_at=SUNDAY)
    instruction = given(office, topic=topic)
    topic.delete()
    instruction.refresh_from_db()
    assert (instruction.topic, instruction.subject) == (None, "施工许可办理慢")
    assert Entry.objects.get(deed="instruction.given").about == instruction.ref


@pytest.mark.parametrize("wrong", [{"text": " "}, {"sections": []}, {"due_at": SUNDAY}, {"text": "办" * 1001}])
def test_what_cannot_be_given(office: Office, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        given(office, opened(office), **wrong)
    with pytest.raises(InputError):
        given(office)


def test_a_case_that_is_over_takes_none(office: Office) -> None:
    case = answered(office)
    actions.close(case, by=office.handler, at=SUNDAY + 8 * HOUR)
    with pytest.raises(RuleError):
        given(office, case)


def test_who_may_do_what(office: Office) -> None:
    case = answered(office)
    for other in (office.officer, office.head, office.handler, office.auditor):
        with pytest.raises(NotAllowed):
            given(office, case, by=other)
    instruction = given(office, case)
    errand = instruction.errands.get()
    for other in (office.stranger, office.officer, office.leader):
        with pytest.raises(NotAllowed):
            report_back(errand, text=DONE, by=other, at=SUNDAY + DAY)
    report = reported(office, instruction)
    another = User.objects.create(username="other", name="另一位领导")
    appoint(another, role=Role.LEADER, section=None, by=None, at=SUNDAY)
    for other in (office.head, office.officer, another):
        with pytest.raises(NotAllowed):
            accept_report(report, by=other, at=SUNDAY + DAY)
        with pytest.raises(NotAllowed):
            withdraw_instruction(instruction, reason="不用了", by=other, at=SUNDAY + DAY)
    assert not to_judge(another).exists()
    office.leader.is_active = False
    office.leader.save()
    accept_report(ErrandReport.objects.get(), by=another, at=SUNDAY + DAY)


def test_a_stand_in_accepts_for_the_leader(office: Office) -> None:
    instruction = given(office, answered(office))
    report = reported(office, instruction)
    today = timezone.localdate()
    leave(office.leader, stand_in=office.officer, first=today, last=today, by=office.leader, at=timezone.now())
    stand_in = User.objects.get(pk=office.officer.pk)
    assert list(to_judge(stand_in)) == [report]
    accept_report(report, by=stand_in, at=SUNDAY + DAY)
    instruction.refresh_from_db()
    assert instruction.closed_at


def test_one_report_waits_at_a_time_and_none_after_the_end(office: Office) -> None:
    instruction = given(office, answered(office))
    assert to_report(office.head).count() == 1
    report = reported(office, instruction)
    assert not to_report(office.head).exists()
    with pytest.raises(RuleError):
        reported(office, instruction)
    accept_report(report, by=office.leader, at=SUNDAY + DAY)
    for late in (lambda: reported(office, instruction), lambda: accept_report(report, by=office.leader, at=SUNDAY)):
        with pytest.raises(RuleError):
            late()


def test_a_withdrawn_instruction_binds_no_more(office: Office) -> None:
    case = answered(office)
    instruction = given(office, case)
    with pytest.raises(InputError):
        withdraw_instruction(instruction, reason=" ", by=office.leader, at=SUNDAY + DAY)
    withdraw_instruction(instruction, reason="已由市里统一部署", by=office.leader, at=SUNDAY + DAY)
    with pytest.raises(RuleError):
        reported(office, instruction)
    actions.close(case, by=office.handler, at=SUNDAY + DAY)
    assert not to_report(office.head).exists()


def test_who_sees_which_instruction(office: Office) -> None:
    instruction = given(office, answered(office))
    for person in (office.officer, office.leader, office.auditor, office.head, office.handler):
        assert list(instructions_seen(person)) == [instruction]
    stranger = signed_in(office.stranger)
    assert stranger.get(f"/desk/supervision/instructions/{instruction.pk}/").status_code == 404
    errand = instruction.errands.get()
    assert stranger.post(f"/desk/supervision/errands/{errand.pk}/report/", {"text": DONE}).status_code == 404


def test_the_walk_on_the_pages(office: Office) -> None:
    case = answered(office)
    leader, head = signed_in(office.leader), signed_in(office.head)
    address = f"/desk/cases/{case.number}/"
    new = f"/desk/supervision/instructions/new/?case={case.number}"
    assert head.get(new).status_code == 403
    assert leader.get(new).status_code == 200
    wrong = leader.post(new, {"text": TEXT, "level": "重大", "days": "2"})
    assert wrong.status_code == 422
    assert TEXT in wrong.text
    leader.post(new, {"text": TEXT, "sections": [office.project.pk], "level": "重大", "days": "2"})
    instruction = Instruction.objects.get()
    errand, page = instruction.errands.get(), f"/desk/supervision/instructions/{instruction.pk}/"
    assert f"?case={case.number}" in leader.get(address).text
    shown = signed_in(office.handler).get(address)
    assert TEXT in shown.text
    assert not shown.context["may"]["close"]
    assert signed_in(office.handler).post(f"{address}close/", {"summary": ""}).status_code != 302
    base = f"/desk/supervision/errands/{errand.pk}/"
    assert head.post(f"{base}report/", {"text": ""}).status_code == 422
    head.post(f"{base}report/", {"text": DONE})
    report = ErrandReport.objects.get()
    assert "accept/" in leader.get(page).text
    assert "accept/" not in head.get(page).text
    assert leader.post(f"{base}back/", {"report": report.pk, "missing": ""}).status_code == 422
    leader.post(f"{base}back/", {"report": report.pk, "missing": "缺时间。"})
    assert "缺时间。" in head.get(page).text
    head.post(f"{base}report/", {"text": DONE})
    leader.post(f"{base}accept/", {"report": ErrandReport.objects.last().pk})  # type: ignore[union-attr]
    assert signed_in(office.handler).get(address).context["may"]["close"]


def test_it_is_written_on_a_voice_and_on_a_topic(office: Office) -> None:
    voice, leader = overheard(office), signed_in(office.leader)
    topic = Topic.objects.create(description="施工许可办理慢", first_at=SUNDAY, last_at=SUNDAY)
    told = {"text": TEXT, "sections": [office.project.pk], "level": "一般", "days": "3"}
    assert f"instructions/new/?voice={voice.number}" in leader.get(f"/desk/inbox/{voice.number}/").text
    assert (
        f"instructions/new/?voice={voice.number}"
        not in signed_in(office.officer).get(f"/desk/inbox/{voice.number}/").text
    )
    assert f"?topic={topic.pk}" in leader.get(f"/desk/topics/{topic.pk}/").text
    for place in (f"voice={voice.number}", f"topic={topic.pk}"):
        assert leader.get(f"/desk/supervision/instructions/new/?{place}").status_code == 200
        assert leader.post(f"/desk/supervision/instructions/new/?{place}", told).status_code == 302
    assert Instruction.objects.get(topic=topic).case is None
    assert Instruction.objects.get(topic=None).case == Case.objects.get(voice=voice)
    for nowhere in ("", "?case=2020-00001", "?voice=nichts", "?topic=99", "?topic=x"):
        assert leader.get(f"/desk/supervision/instructions/new/{nowhere}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("?state=open", 1), ("?state=closed", 1), ("?state=late", 1), ("?q=协调", 2), ("?month=2026-04", 0)],
)
def test_the_list_is_filtered(office: Office, query: str, found: int) -> None:
    done = given(office, answered(office))
    accept_report(reported(office, done), by=office.leader, at=SUNDAY + DAY)
    given(office, opened(office, ident="2"))
    client = signed_in(office.officer)
    page = client.get(f"/desk/supervision/instructions/{query}")
    assert page.context["page_obj"].paginator.count == found
    table = client.get(f"/desk/supervision/instructions/{query}{'&' if query else '?'}format=csv")
    assert len(table.content.decode("utf-8-sig").splitlines()) == found + 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    case = opened(office)
    for _ in range(count):
        given(office, case, sections=[office.project, office.policy])
    client = signed_in(office.leader)
    client.get("/desk/supervision/instructions/")
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        assert client.get("/desk/supervision/instructions/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_last_reports_accepted_at_once_carry_it_out(office: Office) -> None:
    instruction = given(office, answered(office), sections=[office.project, office.policy])
    reports = [reported(office, instruction, n).pk for n in (0, 1)]

    def work() -> None:
        one = ErrandReport.objects.get(pk=reports.pop())
        accept_report(one, by=office.leader, at=SUNDAY + 2 * DAY + timedelta(minutes=1))

    assert at_once(work, 2) == []
    instruction.refresh_from_db()
    assert instruction.closed_at


@pytest.mark.django_db(transaction=True)
def test_a_case_that_is_closed_at_the_same_moment_is_not_bound(office: Office) -> None:
    case = answered(office)
    deeds = [
        lambda: given(office, Case.objects.get(pk=case.pk)),
        lambda: actions.close(Case.objects.get(pk=case.pk), by=office.handler, at=SUNDAY + DAY),
    ]

    def work() -> None:
        deeds.pop()()

    failed = at_once(work, 2)
    assert [type(error) for error in failed] == [RuleError]
    case.refresh_from_db()
    assert Instruction.objects.open().exists() is (case.state == "delivered")
