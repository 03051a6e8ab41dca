"""Two at one draft: nothing is overwritten unseen, and nothing that was written is lost."""

import re

import pytest
from django.test import Client

from huiying.handling import actions
from huiying.handling.actions.signing import save_draft
from huiying.handling.collisions import DraftChanged, Seen
from huiying.handling.models import Draft
from huiying.handling.tests.desk import HOUR, REPLY, at_once, drafted, signed_in
from huiying.people.actions import appoint
from huiying.people.models import Role
from tests.office import SUNDAY, Office

MINE, THEIRS = "许可证本周五前核发，请带身份证来取。", "许可证下周核发，届时电话通知。"


def form_of(client: Client, number: str) -> dict[str, str]:
    """What the form of the draft says it began from."""
    page = client.get(f"/desk/cases/{number}/").content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', page[page.index('/draft/"') :])
    assert found
    return {"seen": found[1].replace("&#x2B;", "+"), "make_public": "on"}


def two_windows(office: Office) -> tuple[Client, Client]:
    """The handler, and the head who handles it too."""
    appoint(office.leader, role=Role.HANDLER, section=office.project, by=None, at=SUNDAY)
    return signed_in(office.handler), signed_in(office.handler)


def test_a_draft_changed_meanwhile_is_not_overwritten_and_both_texts_stand_side_by_side(office: Office) -> None:
    case = drafted(office)
    one, other = two_windows(office)
    at = f"/desk/cases/{case.number}/draft/"
    first, second = form_of(one, case.number), form_of(other, case.number)
    assert other.post(at, {"text": THEIRS} | second).status_code == 302
    answer = one.post(at, {"text": MINE} | first)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert Draft.objects.get().text == THEIRS
    assert answer.context["collision"]["mine"] == MINE
    assert answer.context["collision"]["theirs"].text == THEIRS
    assert page.count(MINE) >= 2  # beside the other, and in the field
    assert THEIRS in page
    assert "data-refused" in page
    again = re.search(r'name="seen" value="([^"]*)"', page[page.index('/draft/"') :])
    assert again
    merged = {"text": MINE + THEIRS, "make_public": "on", "seen": again[1].replace("&#x2B;", "+")}
    assert one.post(at, merged).status_code == 302
    assert Draft.objects.get().text == MINE + THEIRS


def test_a_text_for_a_draft_that_went_into_review_meanwhile_comes_back(office: Office) -> None:
    case = drafted(office)
    client = signed_in(office.handler)
    form = form_of(client, case.number)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    answer = client.post(f"/desk/cases/{case.number}/draft/", {"text": MINE} | form)
    assert answer.status_code == 409
    assert MINE in answer.content.decode()
    assert Draft.objects.get().text == REPLY


def test_checking_a_text_keeps_what_it_began_from(office: Office) -> None:
    case = drafted(office)
    client = signed_in(office.handler)
    form = form_of(client, case.number)
    save_draft(case, text=THEIRS, make_public=True, by=office.handler, at=SUNDAY + 5 * HOUR)
    page = client.post(f"/desk/cases/{case.number}/check/", {"text": MINE} | form)
    assert page.context["draft_form"].initial["seen"] == form["seen"]


def test_what_was_seen_is_read_back_as_it_was_told(office: Office) -> None:
    draft = drafted(office).drafts.get()
    assert Seen.read(str(Seen.of(draft))) == Seen.of(draft)
    assert Seen.read(str(Seen.of(None))) == Seen()
    assert Seen.read("") is Seen.read("x@y") is None


@pytest.mark.django_db(transaction=True)
def test_of_several_who_saw_the_same_draft_one_is_kept(office: Office) -> None:
    case = drafted(office)
    seen, times = Seen.of(case.drafts.get()), iter(range(5, 9))
    moments = {n: SUNDAY + n * HOUR for n in times}

    def write() -> None:
        n, at = moments.popitem()
        save_draft(case, text=f"第{n}稿", make_public=True, seen=seen, by=office.handler, at=at)

    failed = at_once(write)
    assert [type(error) for error in failed] == [DraftChanged] * 3
    assert Draft.objects.get().text.startswith("第")
