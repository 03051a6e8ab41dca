"""What stands in an address in the place of a key and is none: a filter is as if it were not there, no thing is found;
no page of ours falls over it.
"""

import pytest

from tests.office import Office

from .desk import drafted, signed_in

NO_KEYS = ("²", "①", "٣", "9" * 5000, "-1", "1 OR 1=1")  # the first two are digits to `str.isdigit` and none to `int`
FILTERS = ("/desk/supervision/cards/?section=", "/desk/supervision/orders/?section=",
           "/desk/supervision/instructions/?section=", "/desk/supervision/instructions/?topic=",
           "/desk/clues/?topic=")  # fmt: skip
THINGS = ("/desk/clues/new/?topic=", "/desk/supervision/instructions/new/?topic=")
DESK = "officer", "leader"


@pytest.mark.parametrize("told", NO_KEYS, ids=range(len(NO_KEYS)))
def test_a_key_that_is_none_finds_nothing_and_breaks_nothing(office: Office, told: str) -> None:
    officer, leader = (signed_in(getattr(office, one)) for one in DESK)
    assert {address: officer.get(address + told).status_code for address in FILTERS} == dict.fromkeys(FILTERS, 200)
    assert officer.get(THINGS[0] + told).status_code == 404
    assert leader.get(THINGS[1] + told).status_code == 404


@pytest.mark.parametrize("told", NO_KEYS, ids=range(len(NO_KEYS)))
def test_a_form_that_names_no_key_is_answered(office: Office, told: str) -> None:
    case = drafted(office)
    client = signed_in(office.handler)
    page = f"/desk/cases/{case.number}/"
    assert client.post(f"{page}comments/", {"review": told}).status_code == 422
    taken = client.post(f"{page}draft/", {"text": "已办。", "take": told})
    assert taken.status_code == 404
