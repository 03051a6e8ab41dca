"""However much lies on a case, its page costs the same; and the lists beside it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.handling.actions.enclosing import enclose
from huiying.handling.actions.looking import look
from huiying.handling.actions.noting import add_note
from huiying.handling.actions.templating import make_template
from huiying.handling.models import Case, Mention
from huiying.handling.tests.desk import drafted, signed_in
from huiying.intake.channel import Attached
from huiying.intake.tests.hostile import PNG
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from tests.office import SUNDAY, Office

Filled = Callable[[int], None]


@pytest.fixture
def case(office: Office) -> Case:
    return drafted(office)


@pytest.fixture
def filled(office: Office, case: Case) -> Filled:
    """Lay as much of everything on the case as is asked for."""

    def lay(many: int) -> None:
        for number in range(many):
            at = SUNDAY + timedelta(hours=5, seconds=number)
            person = User.objects.create(username=f"p{many}-{number}", name=f"同事{many}之{number}")
            appoint(person, role=Role.HANDLER, section=office.project, by=None, at=at)
            add_note(case, text=f"@{person.username} @郑科长 看", by=office.handler, at=at)
            picture = Attached(name=f"{number}.png", content=PNG + bytes([number]))
            enclose(case, [picture], description="图", to_writer=True, by=office.handler, at=at)
            told = {"name": f"模板{many}之{number}", "kinds": [], "text": "{称呼}"}
            make_template(office.unit, **told, by=office.officer, at=at)  # type: ignore[arg-type]
            look(case, by=person, at=at)

    return lay


def cost(client: Client, path: str) -> int:
    client.get(path)  # whoever was called has read it, and what is cached is cached
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return sum('FROM "handling_rule"' not in query["sql"] for query in queries)  # asked again every few seconds


def test_the_pages_cost_the_same_however_much_lies_there(office: Office, case: Case, filled: Filled) -> None:
    handler, head, officer = signed_in(office.handler), signed_in(office.head), signed_in(office.officer)
    pages = [
        (handler, f"/desk/cases/{case.number}/"),
        (officer, f"/desk/cases/{case.number}/"),
        (handler, f"/desk/cases/{case.number}/notes/"),
        (head, "/desk/mentions/"),
        (head, "/desk/mine/"),
        (officer, "/desk/templates/"),
    ]
    filled(1)
    few = [cost(client, path) for client, path in pages]
    filled(29)
    many = []
    for client, path in pages:
        Mention.objects.filter(user=office.head).update(read_at=None)
        many.append(cost(client, path))
    assert many == few


def test_the_page_of_a_case_costs_what_is_told(office: Office, case: Case, filled: Filled) -> None:
    filled(3)
    assert cost(signed_in(office.handler), f"/desk/cases/{case.number}/") <= 50
