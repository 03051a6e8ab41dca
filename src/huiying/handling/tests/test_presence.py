"""Who else has a case open: two people at one page, forgotten after a minute, and nothing of it recorded."""

from datetime import timedelta

import pytest
from django.test import Client

from huiying.handling.actions.looking import look, others
from huiying.handling.models import Presence
from huiying.handling.tests.desk import at_once, drafted, signed_in
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

MINUTE = timedelta(minutes=1)


def poll(client: Client, number: str, **told: str) -> list[tuple[str, bool]]:
    answer = client.post(f"/desk/cases/{number}/presence/", told)
    assert answer.status_code == 200
    return [(one.user.name, one.is_writing) for one in answer.context["others"]]


def test_two_who_open_a_case_see_each_other(office: Office) -> None:
    case, entries = drafted(office), Entry.objects.count
    before = entries()
    handler, head = signed_in(office.handler), signed_in(office.head)
    assert poll(handler, case.number) == []
    assert poll(head, case.number) == [("陆承办", False)]
    assert "郑科长" in handler.get(f"/desk/cases/{case.number}/").content.decode()
    poll(handler, case.number, writing="1")
    assert poll(head, case.number) == [("陆承办", True)]
    assert entries() == before
    assert Presence.objects.count() == 2


def test_a_page_not_heard_of_for_a_minute_is_forgotten(office: Office) -> None:
    case = drafted(office)
    look(case, by=office.handler, at=SUNDAY)
    look(case, by=office.handler, at=SUNDAY + 50 * timedelta(seconds=1))
    (one,) = others(case, office.head, at=SUNDAY + 100 * timedelta(seconds=1))
    assert (one.user, one.minutes, one.is_writing) == (office.handler, 1, False)
    assert others(case, office.head, at=SUNDAY + 2 * MINUTE) == []
    look(case, by=office.head, at=SUNDAY + 3 * MINUTE)
    assert [row.user for row in Presence.objects.all()] == [office.head]
    look(case, by=office.handler, at=SUNDAY + 3 * MINUTE)
    assert Presence.objects.get(user=office.handler).opened_at == SUNDAY + 3 * MINUTE


def test_the_case_of_another_section_tells_nothing(office: Office) -> None:
    case = drafted(office)
    assert signed_in(office.stranger).post(f"/desk/cases/{case.number}/presence/").status_code == 404
    assert signed_in(office.editor).post(f"/desk/cases/{case.number}/presence/").status_code == 403
    assert not Presence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_windows_of_one_person_are_one_row(office: Office) -> None:
    case = drafted(office)
    assert at_once(lambda: look(case, by=office.handler, at=SUNDAY)) == []
    assert Presence.objects.count() == 1
