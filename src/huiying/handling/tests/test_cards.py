"""黄牌、红牌: given by the clock once each, explained by the section, withdrawn by the information section."""

from datetime import timedelta

import pytest

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.handling import actions
from huiying.handling.actions.supervising import explain_card, give_cards, withdraw_card
from huiying.handling.models import Card, Case, Clock
from huiying.handling.supervised import cards_seen, to_explain
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.ledger.sentences import sentence
from tests.office import SUNDAY, Office

from .desk import HOUR, answered, assigned, at_once, drafted, letters, opened, signed_in
from .test_asking import DAY

FAR = SUNDAY + 60 * DAY
WHY = "承办人外出，未及时移交。"


def colours(case: Case) -> list[str]:
    return [card.colour for card in case.cards.order_by("given_at")]


def carded(office: Office) -> Card:
    case = drafted(office)
    give_cards(at=case.clocks.get().due_at + HOUR)
    return Card.objects.get()


def test_a_late_reply_brings_a_yellow_card_and_after_three_working_days_a_red_one(office: Office) -> None:
    case = drafted(office)
    due = case.clocks.get().due_at  # Tuesday 24 March, 24:00
    give_cards(at=due - HOUR)
    assert colours(case) == []
    for at in (due, due + HOUR, due + 3 * DAY - HOUR):
        give_cards(at=at)
    assert colours(case) == ["yellow"]
    give_cards(at=due + 3 * DAY)  # Wednesday, Thursday and Friday are over
    give_cards(at=FAR)
    assert colours(case) == ["yellow", "red"]
    card = case.cards.get(colour="red")
    assert (card.section, card.handler) == (office.project, office.handler)
    assert Clock.objects.get().card_at is None
    told = [sentence(entry) for entry in Entry.objects.filter(deed="card.given")]
    assert len(told) == 2
    assert all("项目服务科" in line for line in told)
    assert told[0] != told[1]


def test_who_looks_late_gives_the_red_card_alone_and_nothing_more(office: Office) -> None:
    case = assigned(office)
    assert give_cards(at=FAR) == 1
    assert give_cards(at=FAR + DAY) == 0
    assert colours(case) == ["red"]
    assert case.cards.get().handler is None


def test_an_answered_case_and_one_that_stands_still_bring_none(office: Office) -> None:
    answered(office)
    waiting = drafted(office, ident="2")
    actions.ask_writer(waiting, question="请补充。", by=office.handler, at=SUNDAY + DAY)
    assert give_cards(at=FAR) == 0
    assert not Card.objects.exists()


def test_a_clock_that_stood_still_brings_no_colour_twice(office: Office) -> None:
    case = drafted(office)
    clock = case.clocks.get()
    give_cards(at=clock.due_at)
    actions.ask_writer(case, question="请补充。", by=office.handler, at=clock.due_at + HOUR)
    assert Clock.objects.get().card_at is None
    actions.answer_question(case, answer="补充。", at=clock.due_at + 2 * HOUR)
    assert Clock.objects.get().card_at is not None
    give_cards(at=clock.due_at + 3 * HOUR)
    assert colours(case) == ["yellow"]
    give_cards(at=FAR)
    assert colours(case) == ["yellow", "red"]


def test_a_case_that_nobody_was_given_is_the_information_sections(office: Office) -> None:
    opened(office)
    give_cards(at=FAR)
    card = Card.objects.get()
    assert card.section is None
    with pytest.raises(NotAllowed):
        explain_card(card, explanation=WHY, by=office.head, at=FAR)
    assert list(to_explain(office.officer)) == [card]
    explain_card(card, explanation=WHY, by=office.officer, at=FAR)
    assert list(to_explain(office.officer)) == []


def test_the_section_explains_once_and_nobody_else_does(office: Office) -> None:
    card = carded(office)
    assert list(to_explain(office.head)) == list(to_explain(office.handler)) == [card]
    for other in (office.stranger, office.officer, office.leader, office.auditor):
        assert not to_explain(other).exists()
        with pytest.raises(NotAllowed):
            explain_card(card, explanation=WHY, by=other, at=FAR)
    with pytest.raises(InputError):
        explain_card(card, explanation="  ", by=office.head, at=FAR)
    explain_card(card, explanation=WHY, by=office.handler, at=FAR)
    with pytest.raises(RuleError):
        explain_card(card, explanation="再说一次", by=office.head, at=FAR)
    card.refresh_from_db()
    assert (card.state, card.explanation, card.explained_by) == ("explained", WHY, office.handler)
    assert WHY not in str(Entry.objects.get(deed="card.explained").facts)


def test_the_information_section_withdraws_with_a_reason(office: Office) -> None:
    card = carded(office)
    for other in (office.head, office.handler, office.leader):
        with pytest.raises(NotAllowed):
            withdraw_card(card, reason="系统故障", by=other, at=FAR)
    with pytest.raises(InputError):
        withdraw_card(card, reason="", by=office.officer, at=FAR)
    withdraw_card(card, reason="系统故障", by=office.officer, at=FAR)
    with pytest.raises(RuleError):
        withdraw_card(card, reason="系统故障", by=office.officer, at=FAR)
    with pytest.raises(RuleError):
        explain_card(card, explanation=WHY, by=office.head, at=FAR)
    assert not to_explain(office.head).exists()


def test_who_sees_which_card(office: Office) -> None:
    card = carded(office)
    for person in (office.officer, office.leader, office.auditor, office.head, office.handler):
        assert list(cards_seen(person)) == [card]
    assert not cards_seen(office.stranger).exists()
    page = f"/desk/supervision/cards/{card.pk}/"
    assert signed_in(office.stranger).get(page).status_code == 404
    assert signed_in(office.stranger).post(f"{page}explain/", {"explanation": WHY}).status_code == 404


def test_a_card_is_explained_and_withdrawn_on_its_page(office: Office) -> None:
    card = carded(office)
    page, head, officer = f"/desk/supervision/cards/{card.pk}/", signed_in(office.head), signed_in(office.officer)
    assert "explain/" in head.get(page).text
    assert "withdraw/" not in head.get(page).text
    assert "withdraw/" in officer.get(page).text
    assert "explain/" not in officer.get(page).text
    wrong = head.post(f"{page}explain/", {"explanation": ""})
    assert wrong.status_code == 422
    assert head.post(f"{page}explain/", {"explanation": WHY}).status_code == 302
    again = head.post(f"{page}explain/", {"explanation": "再说一次"})
    assert again.status_code == 422
    assert "再说一次" in again.text
    assert officer.post(f"{page}withdraw/", {"reason": "系统故障"}).status_code == 302
    assert WHY in head.get(page).text
    assert "系统故障" in head.get(page).text
    refused = head.post(f"{page}withdraw/", {"reason": "不服"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?colour=red", 1),
        ("?state=open", 2),
        ("?state=explained", 0),
        ("?month=2026-05", 1),
        ("?month=2026-02", 0),
        ("?month=never", 2),
        ("?section={other}", 0),
        ("?section={own}&colour=yellow", 1),
    ],
)
def test_the_list_is_filtered_and_exported(office: Office, query: str, found: int) -> None:
    card = carded(office)
    assigned(office, ident="2")
    give_cards(at=card.given_at + HOUR)
    give_cards(at=SUNDAY + 50 * DAY)
    Card.objects.filter(case=card.case, colour="red").delete()
    Card.objects.filter(colour="yellow").exclude(pk=card.pk).delete()
    query = query.format(own=office.project.pk, other=office.policy.pk)
    client = signed_in(office.officer)
    assert client.get(f"/desk/supervision/cards/{query}").context["page_obj"].paginator.count == found
    table = client.get(f"/desk/supervision/cards/{query}{'&' if query else '?'}format=csv")
    assert len(table.content.decode("utf-8-sig").splitlines()) == found + 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(
    office: Office, count: int, django_assert_max_num_queries: object
) -> None:
    letters(office, count)
    give_cards(at=FAR)
    client = signed_in(office.officer)
    client.get("/desk/supervision/cards/")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get("/desk/supervision/cards/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_concurrent_workers_give_each_card_once(office: Office) -> None:
    letters(office, 30)

    def work() -> None:
        while give_cards(at=FAR):
            pass

    assert at_once(work) == []
    assert Card.objects.count() == Entry.objects.filter(deed="card.given").count() == 30
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_of_two_explanations_one_stays(office: Office) -> None:
    card = carded(office)
    failed = at_once(lambda: explain_card(card, explanation=WHY, by=office.head, at=FAR), 3)
    assert [type(error) for error in failed] == [RuleError, RuleError]
    assert Entry.objects.filter(deed="card.explained").count() == 1


def test_undoing_the_assignment_leaves_the_card(office: Office) -> None:
    case = opened(office)
    give_cards(at=FAR)
    actions.assign(case, lead=office.project, co_sections=[office.policy], by=office.officer, at=FAR + HOUR)
    actions.undo(case, by=office.officer, at=FAR + HOUR + timedelta(seconds=5))
    assert colours(case) == ["red"]
