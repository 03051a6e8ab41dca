"""督办单: issued with a number, signed for, answered, accepted or sent back."""

from typing import Any

import pytest

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling.actions.supervising import (
    accept_answer,
    answer_chase,
    cancel_chase,
    issue_chase,
    receive_chase,
    send_answer_back,
)
from huiying.handling.models import ChaseOrder
from huiying.handling.supervised import orders_seen, to_accept, to_answer
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, at_once, opened, signed_in
from .test_asking import DAY

DEMANDED = "请于期限内核实许可卡在哪个环节，并书面报告。"
DONE = "已到现场核实，许可证本周内核发。"


def issued(office: Office, **more: Any) -> ChaseOrder:
    told: dict[str, Any] = {"section": office.project, "demanded": DEMANDED, "due_at": SUNDAY + 5 * DAY}
    told |= {"by": office.officer, "at": SUNDAY} | more
    if "case" not in told:
        told.setdefault("subject", "厂房施工许可督办")
    return issue_chase(**told)


def answered_order(office: Office, **more: Any) -> ChaseOrder:
    order = issued(office, **more)
    receive_chase(order, by=office.handler, at=SUNDAY + HOUR)
    answer_chase(order, text=DONE, by=office.handler, at=SUNDAY + DAY)
    return order


def test_orders_are_numbered_through_the_year(office: Office) -> None:
    assert [issued(office).number for _ in range(3)] == ["2026-001", "2026-002", "2026-003"]
    assert issued(office, at=SUNDAY + 300 * DAY, due_at=SUNDAY + 301 * DAY).number == "2027-001"


def test_the_whole_walk_with_one_answer_sent_back(office: Office) -> None:
    case = assigned(office)
    order = issued(office, case=case)
    assert order.subject == case.title
    assert list(to_answer(office.head)) == list(to_answer(office.handler)) == [order]
    receive_chase(order, by=office.head, at=SUNDAY + HOUR)
    answer_chase(order, text=DONE, by=office.handler, at=SUNDAY + DAY)
    assert not to_answer(office.head).exists()
    assert list(to_accept(office.officer)) == [order]
    send_answer_back(order, missing="缺许可证编号。", by=office.officer, at=SUNDAY + 2 * DAY)
    assert list(to_answer(office.head)) == [order]
    answer_chase(order, text=DONE + "编号 2026-15。", by=office.handler, at=SUNDAY + 6 * DAY)
    accept_answer(order, by=office.leader, at=SUNDAY + 7 * DAY)
    assert order.state == "closed"
    assert order.received_by == office.head
    assert [(a.missing, a.judged_by) for a in order.answers.all()] == [
        ("缺许可证编号。", office.officer),
        ("", office.leader),
    ]
    told = list(Entry.objects.filter(about=case.ref, deed__startswith="chase.").values_list("deed", flat=True))
    assert told == [
        "chase.issued",
        "chase.received",
        "chase.answered",
        "chase.sent_back",
        "chase.answered",
        "chase.accepted",
    ]
    assert DONE not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert Entry.objects.filter(deed="chase.answered").last().facts["late"]  # type: ignore[union-attr]


def test_an_order_on_a_subject_of_its_own_has_a_life_of_its_own(office: Office) -> None:
    order = issued(office)
    assert order.case is None
    assert Entry.objects.get(deed="chase.issued").about == order.ref == f"chase:{order.pk}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"demanded": " "},
        {"demanded": "办" * 1001},
        {"subject": ""},
        {"due_at": SUNDAY},
    ],
)
def test_what_cannot_be_issued(office: Office, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        issued(office, **wrong)
    assert not ChaseOrder.objects.exists()


def test_an_order_on_a_case_goes_to_a_section_with_a_part_in_it(office: Office) -> None:
    with pytest.raises(InputError):
        issued(office, case=assigned(office), section=office.policy)
    assert issued(office, case=opened(office, ident="2"), section=office.information).pk


def test_who_may_do_what(office: Office) -> None:
    for other in (office.head, office.handler, office.auditor, office.editor):
        with pytest.raises(NotAllowed):
            issued(office, by=other)
    order = issued(office, by=office.leader)
    for other in (office.stranger, office.officer, office.leader):
        with pytest.raises(NotAllowed):
            receive_chase(order, by=other, at=SUNDAY + HOUR)
    receive_chase(order, by=office.handler, at=SUNDAY + HOUR)
    with pytest.raises(NotAllowed):
        answer_chase(order, text=DONE, by=office.stranger, at=SUNDAY + HOUR)
    answer_chase(order, text=DONE, by=office.head, at=SUNDAY + HOUR)
    for deed in (lambda: accept_answer(order, by=office.head, at=SUNDAY + DAY),):
        with pytest.raises(NotAllowed):
            deed()


def test_the_steps_come_in_their_order(office: Office) -> None:
    order = issued(office)
    with pytest.raises(RuleError):
        answer_chase(order, text=DONE, by=office.head, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        accept_answer(order, by=office.officer, at=SUNDAY + HOUR)
    receive_chase(order, by=office.head, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        receive_chase(order, by=office.handler, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        send_answer_back(order, missing="缺。", by=office.officer, at=SUNDAY + HOUR)


def test_nobody_accepts_their_own_answer(office: Office) -> None:
    order = issued(office, section=office.information, by=office.leader)
    receive_chase(order, by=office.officer, at=SUNDAY + HOUR)
    answer_chase(order, text=DONE, by=office.officer, at=SUNDAY + HOUR)
    with pytest.raises(RuleError):
        accept_answer(order, by=office.officer, at=SUNDAY + DAY)
    accept_answer(order, by=office.leader, at=SUNDAY + DAY)


def test_a_leader_is_asked_about_their_own_orders_only(office: Office) -> None:
    answered_order(office)
    own = answered_order(office, by=office.leader)
    assert list(to_accept(office.leader)) == [own]
    assert to_accept(office.officer).count() == 2
    assert not to_accept(office.head).exists()


def test_who_sees_which_order(office: Office) -> None:
    order = issued(office, case=assigned(office))
    for person in (office.officer, office.leader, office.auditor, office.head, office.handler):
        assert list(orders_seen(person)) == [order]
    stranger = signed_in(office.stranger)
    for path in ("", "sheet/"):
        assert stranger.get(f"/desk/supervision/orders/{order.pk}/{path}").status_code == 404
    assert stranger.post(f"/desk/supervision/orders/{order.pk}/receive/").status_code == 404
    assert stranger.get("/desk/supervision/orders/").context["page_obj"].paginator.count == 0


def test_the_walk_on_the_pages(office: Office) -> None:
    case = assigned(office)
    officer, head = signed_in(office.officer), signed_in(office.head)
    new = f"/desk/supervision/orders/new/?case={case.number}"
    assert officer.get(new).status_code == 200
    assert head.get(new).status_code == 403
    wrong = officer.post(new, {"section": office.project.pk, "demanded": DEMANDED, "days": "", "day": ""})
    assert wrong.status_code == 422
    assert DEMANDED in wrong.text
    past = officer.post(new, {"section": office.project.pk, "demanded": DEMANDED, "day": "2020-01-01"})
    assert past.status_code == 422
    assert "day" in past.context["form"].errors
    assert officer.post(new, {"section": office.project.pk, "demanded": DEMANDED, "days": "3"}).status_code == 302
    order = ChaseOrder.objects.get()
    page = f"/desk/supervision/orders/{order.pk}/"
    assert order.closing == "24:00"
    assert "receive/" in head.get(page).text
    assert "receive/" not in officer.get(page).text
    head.post(f"{page}receive/")
    empty = head.post(f"{page}answer/", {"text": ""})
    assert empty.status_code == 422
    head.post(f"{page}answer/", {"text": DONE})
    assert "accept/" in officer.get(page).text
    assert "accept/" not in head.get(page).text
    assert officer.post(f"{page}back/", {"missing": ""}).status_code == 422
    officer.post(f"{page}back/", {"missing": "缺编号。"})
    assert "缺编号。" in head.get(page).text
    head.post(f"{page}answer/", {"text": DONE})
    officer.post(f"{page}accept/")
    order.refresh_from_db()
    assert order.state == "closed"
    assert order.number in officer.get(f"/desk/cases/{case.number}/").text


def test_the_printed_notice(office: Office) -> None:
    order = answered_order(office)
    page = signed_in(office.officer).get(f"/desk/supervision/orders/{order.pk}/sheet/").text
    for told in (
        "测试市招商局督办通知单",
        "督办〔2026〕1号",
        "项目服务科：",
        DEMANDED,
        "陆承办",
        "2026年3月20日10:00",
        DONE,
    ):
        assert told in page, told


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?state=open", 1),
        ("?state=closed", 1),
        ("?state=late", 1),
        ("?month=2026-03", 2),
        ("?month=2026-04", 0),
        ("?q=许可", 2),
        ("?q=没有的", 0),
    ],
)
def test_the_list_is_filtered_and_exported(office: Office, query: str, found: int) -> None:
    accept_answer(answered_order(office), by=office.officer, at=SUNDAY + 2 * DAY)
    issued(office)
    client = signed_in(office.leader)
    assert client.get(f"/desk/supervision/orders/{query}").context["page_obj"].paginator.count == found
    table = client.get(f"/desk/supervision/orders/{query}{'&' if query else '?'}format=csv")
    assert len(table.content.decode("utf-8-sig").splitlines()) == found + 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(count):
        issued(office)
    client = signed_in(office.officer)
    client.get("/desk/supervision/orders/")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert client.get("/desk/supervision/orders/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_several_who_sign_at_once_one_has_signed(office: Office) -> None:
    order = issued(office)
    failed = at_once(lambda: receive_chase(ChaseOrder.objects.get(pk=order.pk), by=office.head, at=SUNDAY + HOUR))
    assert [type(error) for error in failed] == [RuleError] * 3
    assert Entry.objects.filter(deed="chase.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_orders_issued_at_once_have_their_own_numbers(office: Office) -> None:
    assert at_once(lambda: issued(office)) == []
    assert sorted(order.serial for order in ChaseOrder.objects.all()) == [1, 2, 3, 4]


def test_who_issued_an_order_cancels_it_before_it_is_answered(office: Office) -> None:
    case = assigned(office)
    unsigned, signed_for = issued(office, case=case), issued(office)
    receive_chase(signed_for, by=office.head, at=SUNDAY + HOUR)
    for order in (unsigned, signed_for):
        with pytest.raises(NotAllowed):  # a leader may issue orders, but this one is the officer's
            cancel_chase(order, reason="已另行督办。", by=office.leader, at=SUNDAY + HOUR)
        with pytest.raises(InputError):
            cancel_chase(order, reason=" ", by=office.officer, at=SUNDAY + HOUR)
        cancel_chase(order, reason="已另行督办。", by=office.officer, at=SUNDAY + 2 * HOUR)
        assert (order.state, order.closed_at) == ("cancelled", SUNDAY + 2 * HOUR)
    assert not to_answer(office.head).exists()
    assert not ChaseOrder.objects.open().exists()
    entry = Entry.objects.filter(deed="chase.cancelled").first()
    assert entry is not None
    assert (entry.about, entry.told["reason"]) == (case.ref, "已另行督办。")
    with pytest.raises(RuleError):
        receive_chase(unsigned, by=office.head, at=SUNDAY + 3 * HOUR)


def test_an_answered_order_is_judged_and_not_cancelled(office: Office) -> None:
    order = answered_order(office)
    with pytest.raises(RuleError):
        cancel_chase(order, reason="不需要了。", by=office.officer, at=SUNDAY + 2 * DAY)
    send_answer_back(order, missing="缺编号。", by=office.officer, at=SUNDAY + 2 * DAY)
    with pytest.raises(RuleError):
        cancel_chase(order, reason="不需要了。", by=office.officer, at=SUNDAY + 3 * DAY)
    assert "cancel/" not in signed_in(office.officer).get(f"/desk/supervision/orders/{order.pk}/").text


def test_an_order_is_cancelled_on_its_page(office: Office) -> None:
    order = issued(office)
    page = f"/desk/supervision/orders/{order.pk}/"
    officer, leader = signed_in(office.officer), signed_in(office.leader)
    assert "cancel/" in officer.get(page).text
    assert "cancel/" not in leader.get(page).text
    assert officer.post(f"{page}cancel/", {"reason": ""}).status_code == 422
    assert officer.post(f"{page}cancel/", {"reason": "事项已并入另案。"}).status_code == 302
    assert "事项已并入另案。" in signed_in(office.head).get(page).text
    assert "事项已并入另案。" in officer.get(f"{page}sheet/").text
    assert officer.get("/desk/supervision/orders/?state=cancelled").context["page_obj"].paginator.count == 1
    assert officer.get("/desk/supervision/orders/?state=open").context["page_obj"].paginator.count == 0


@pytest.mark.django_db(transaction=True)
def test_cancelled_and_signed_for_at_once_has_one_outcome(office: Office) -> None:
    order = issued(office)
    failed = at_once(
        lambda: cancel_chase(ChaseOrder.objects.get(pk=order.pk), reason="撤销。", by=office.officer, at=SUNDAY + HOUR)
    )
    assert [type(error) for error in failed] == [RuleError] * 3
    assert Entry.objects.filter(deed="chase.cancelled").count() == 1
