"""督办: what waits for whom, behind the door and on its page; and who is told of what."""

from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from huiying.handling import actions
from huiying.handling.actions.messaging import set_messages
from huiying.handling.actions.supervising import (
    accept_report,
    answer_chase,
    explain_card,
    freeze_late_lists,
    give_cards,
    receive_chase,
    remind,
    report_back,
    send_answer_back,
)
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.models import ErrandReport, StaffMessage
from huiying.people.models import User
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, drafted, letters, signed_in
from .test_chasing import DEMANDED, DONE, issued
from .test_instructions import TEXT, given
from .test_late_list import MONDAY

HOME = "/desk/supervision/"


def waits(user: User) -> dict[str, int]:
    context = signed_in(user).get(HOME).context
    names = ("to_receive", "to_answer", "to_accept", "to_report", "to_judge", "to_explain")
    return {name: len(context[name]) for name in names if context[name]}


def counted(user: User) -> int:
    rail = signed_in(user).get("/desk/").context["rail"]
    return next(line["count"] for line in rail if line["icon"] == "supervise")


def test_the_door_counts_what_waits_for_this_person_and_the_page_names_it(office: Office) -> None:
    case = drafted(office)
    give_cards(at=case.clocks.get().due_at)
    order = issued(office, case=case)
    instruction = given(office, case)
    assert waits(office.head) == {"to_receive": 1, "to_report": 1, "to_explain": 1}
    assert counted(office.head) == counted(office.handler) == 3
    for other in (office.officer, office.leader, office.auditor, office.stranger):
        assert (waits(other), counted(other)) == ({}, 0)
    receive_chase(order, by=office.head, at=SUNDAY + HOUR)
    assert waits(office.head)["to_answer"] == 1
    answer_chase(order, text=DONE, by=office.head, at=SUNDAY + HOUR)
    report_back(instruction.errands.get(), text=DONE, by=office.head, at=SUNDAY + HOUR)
    explain_card(case.cards.get(), explanation="出差", by=office.head, at=timezone.now())
    assert (waits(office.head), waits(office.officer)) == ({}, {"to_accept": 1})
    assert (waits(office.leader), counted(office.leader)) == ({"to_judge": 1}, 1)


def test_the_page_shows_what_is_overdue_the_months_cards_and_the_weeks_list(office: Office) -> None:
    case = drafted(office)
    now = timezone.now()
    give_cards(at=now)
    issued(office, case=case)
    given(office, case)
    freeze_late_lists(at=MONDAY)
    page = signed_in(office.leader).get(HOME)
    assert len(page.context["late_orders"]) == len(page.context["late_instructions"]) == 1
    assert [(row["name"], row["red"]) for row in page.context["cards"]] == [("项目服务科", 1)]
    assert page.context["late_total"] == 1
    for told in (case.title, TEXT[:20], "项目服务科"):
        assert told in page.text
    stranger = signed_in(office.stranger).get(HOME)
    assert case.title not in stranger.text
    assert TEXT not in stranger.text


@pytest.mark.parametrize("who", ["officer", "leader", "head", "handler", "auditor"])
@pytest.mark.parametrize("count", [1, 25])
def test_the_page_costs_the_same_however_much_waits(
    office: Office, who: str, count: int, django_assert_max_num_queries: object
) -> None:
    for voice in letters(office, count):
        case = voice.case
        actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
        issued(office, case=case)
        given(office, case)
    give_cards(at=timezone.now())
    freeze_late_lists(at=MONDAY)
    client = signed_in(getattr(office, who))
    client.get(HOME)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("count", [1, 25])
def test_a_case_page_costs_the_same_however_much_stands_on_it(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    case = assigned(office)
    for _ in range(count):
        issued(office, case=case)
        given(office, case, sections=[office.project, office.policy])
    client = signed_in(office.leader)
    client.get(f"/desk/cases/{case.number}/")
    with django_assert_max_num_queries(55):  # type: ignore[operator]
        assert client.get(f"/desk/cases/{case.number}/").status_code == 200


def listens(*users: User) -> None:
    for user in users:
        set_messages(user, addresses="json://127.0.0.1/key", at=SUNDAY)
    gather_messages(at=SUNDAY)


@pytest.fixture
def _json() -> Any:
    with override_settings(MESSAGE_SCHEMES=("json",)):
        yield


def told() -> set[tuple[str, str]]:
    """Who was told what since the last look."""
    StaffMessage.objects.all().delete()
    gather_messages(at=MONDAY)
    return {(message.user.username, message.text) for message in StaffMessage.objects.select_related("user")}


def who(messages: set[tuple[str, str]]) -> set[str]:
    return {user for user, _text in messages}


@pytest.mark.usefixtures("_json")
def test_whom_it_concerns_is_told_and_nothing_that_anybody_wrote(office: Office) -> None:
    everybody = (office.officer, office.head, office.handler, office.leader, office.stranger, office.auditor)
    case = drafted(office)
    listens(*everybody)
    give_cards(at=case.clocks.get().due_at)
    assert who(told()) == {"head", "handler"}
    explain_card(case.cards.get(), explanation="出差", by=office.head, at=MONDAY)
    assert who(told()) == {"officer"}
    remind(case, by=office.officer, at=MONDAY)
    assert who(told()) == {"handler"}
    order = issued(office, case=case)
    said = told()
    assert who(said) == {"head"}
    assert all(order.number in text for _user, text in said)
    assert StaffMessage.objects.get().path == f"/desk/supervision/orders/{order.pk}/"
    receive_chase(order, by=office.head, at=SUNDAY + HOUR)
    assert told() == set()
    answer_chase(order, text=DONE, by=office.head, at=SUNDAY + HOUR)
    assert who(told()) == {"officer"}
    send_answer_back(order, missing="缺编号。", by=office.leader, at=SUNDAY + HOUR)
    assert who(told()) == {"head"}
    instruction = given(office, case, sections=[office.project, office.policy])
    said = told()
    assert who(said) == {"head", "officer", "stranger"}
    report_back(instruction.errands.get(section=office.project), text=DONE, by=office.handler, at=SUNDAY + HOUR)
    assert who(told()) == {"leader"}
    accept_report(ErrandReport.objects.get(), by=office.leader, at=SUNDAY + HOUR)
    assert who(told()) == {"head"}
    freeze_late_lists(at=MONDAY)
    said = told()
    assert who(said) == {"head", "leader"}
    written = (case.title, DONE, TEXT, DEMANDED, "缺编号", "出差", "陆承办", "王")
    assert not [text for _user, text in said for kept in written if kept in text]


@pytest.mark.usefixtures("_json")
def test_an_order_on_no_case_is_told_of_too(office: Office) -> None:
    listens(office.head, office.officer)
    order = issued(office, by=office.leader)
    assert who(told()) == {"head"}
    receive_chase(order, by=office.head, at=SUNDAY + HOUR)
    answer_chase(order, text=DONE, by=office.head, at=SUNDAY + HOUR)
    assert who(told()) == {"officer"}
