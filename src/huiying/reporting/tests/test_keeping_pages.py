"""个人信息 · The page on which the information section takes personal data out, holds and lets go."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiying.handling import actions
from huiying.handling.models import Case, Hold
from huiying.handling.tests.desk import opened, signed_in
from tests.office import SUNDAY, Office

from .keeping import DAY, NAME, PHONE, over, own_term


def test_the_page_asks_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case, officer = over(office), signed_in(office.officer)
    page = officer.get("/desk/keeping/")
    assert (page.context["due"], page.context["retention"].years) == (0, None)
    Case.objects.update(closed_at=timezone.now() - 800 * DAY)
    own_term(monkeypatch, "years = 2")
    assert officer.get("/desk/keeping/").context["due"] == 1
    page = officer.get("/desk/keeping/due/")
    assert case.number in page.content.decode()
    assert PHONE not in page.content.decode()
    page = officer.post("/desk/keeping/due/", {"cases": "2"})
    assert page.status_code == 422
    assert Case.objects.get().anonymised_at is None
    assert officer.post("/desk/keeping/due/", {"cases": "1"}, follow=True).status_code == 200
    assert Case.objects.get().anonymised_at is not None
    html = officer.get(f"/desk/cases/{case.number}/").content.decode()
    assert NAME not in html
    assert officer.get("/desk/keeping/").context["anonymised"] == 1


def test_one_case_at_its_writers_request(office: Office) -> None:
    case, officer = over(office), signed_in(office.officer)
    told = {"number": case.number, "again": "2026-99999", "basis": "来信人申请删除"}
    page = officer.post("/desk/keeping/one/", told)
    assert page.status_code == 422
    assert page.context["one_form"].errors["again"]
    assert "来信人申请删除" in page.content.decode()
    assert officer.post("/desk/keeping/one/", {**told, "again": case.number}).status_code == 302
    assert Case.objects.get().anonymised_at is not None


def test_holds_on_the_page(office: Office) -> None:
    case, officer = over(office), signed_in(office.officer)
    page = officer.post("/desk/keeping/hold/", {"number": "none", "ground": "petition", "reason": "信访中"})
    assert page.status_code == 422
    assert page.context["hold_form"].errors["number"]
    told = {"number": case.number, "ground": "petition", "reason": "信访中"}
    assert officer.post("/desk/keeping/hold/", told).status_code == 302
    assert officer.post("/desk/keeping/hold/", told).status_code == 422
    assert "信访中" in officer.get("/desk/keeping/").content.decode()
    held = Hold.objects.get()
    assert officer.post(f"/desk/keeping/{held.pk}/lift/").status_code == 302
    assert officer.post(f"/desk/keeping/{held.pk}/lift/").status_code == 404


@pytest.mark.parametrize("role", ["handler", "head", "leader", "editor", "auditor"])
@pytest.mark.parametrize("path", ["", "due/", "one/", "hold/"])
def test_the_page_is_for_the_information_section(office: Office, role: str, path: str) -> None:
    client = signed_in(getattr(office, role))
    ask = client.get if path in ("", "due/") else client.post
    assert ask(f"/desk/keeping/{path}").status_code == 403


def test_the_page_costs_the_same_however_much_is_held(office: Office) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get("/desk/keeping/").status_code == 200
        return len(told)

    client = signed_in(office.officer)

    def held(number: int) -> None:
        case = opened(office, ident=f"h{number}")
        actions.hold(case, ground="petition", reason="信访中", by=office.officer, at=SUNDAY)

    held(0)
    one = cost()
    for number in range(1, 15):
        held(number)
    assert cost() == one
