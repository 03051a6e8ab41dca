"""Every page of the desk and the portal, every export, paper and answer of the API that may show something of a person
shows it masked. The one door behind which it stands unmasked is opened by a deed, and that is recorded.
"""

import pytest
from django.test import Client

from huiying.handling.tests.desk import signed_in
from huiying.intake.models import Channel
from huiying.ledger.models import Entry
from huiying.project.tests.api.conftest import Caller
from tests.office import Office
from tests.test_doors import WHO

from .marked import MARKS, NAME, PHONE, found
from .places import everything, readable

pytestmark = pytest.mark.django_db
MORE = (
    "/desk/inbox/{unopened}/",
    "/desk/cases/{waiting}/",
    "/desk/cases/?q=路灯",
    "/desk/search/?q=青石巷",
    "/desk/search/?q=路灯",
    "/desk/review/{review}/",
    "/desk/persons/{person}/",
    "/desk/outbox/",
    "/desk/channels/",
    "/desk/channels/files/",
    "/desk/interfaces/",
    "/desk/board/{not_shown}/",
    "/desk/publish/{reply}/",
    "/desk/topics/table.xlsx",
    "/desk/topics/table.json",
    "/desk/topics/{topic}/sorting/",
    "/desk/consultations/",
    "/desk/consultations/{consultation}/",
    "/desk/clues/new/?voice={voice}",
    "/desk/reports/{snapshot}/numbers/?of=received",
    "/desk/papers/{paper}/file/pdf/",
    "/desk/disclosures/?format=csv",
    "/desk/messages/",
)
EXPORTS = tuple({"sort": sort, "with_files": ""} for sort in ("pdf", "zip"))
PUBLIC = (
    "/",
    "/board/",
    "/board/feed/",
    "/board/{thread}/",
    "/board/{thread}/feed/",
    "/answers/",
    "/answers/{voice}/",
    "/feeds/answers/",
    "/search/?q=路灯",
    "/search/?q=青石巷",
    "/search/suggest/?q=路灯",
    "/search/similar/?q=路灯",
    "/consultations/",
    "/consultations/{consultation}/",
    "/status/",
    "/sitemap.xml",
)


@pytest.fixture
def places(office: Office, board: Channel) -> dict[str, object]:
    return everything(office, board)


def shown(client: Client, paths: tuple[str, ...], places: dict[str, object]) -> dict[str, list[str]]:
    """Which pages show marks, and how; at least a third of them must be there."""
    seen = {path: client.get(path.format(**places), follow=True) for path in paths}
    assert sum(answer.status_code == 200 for answer in seen.values()) > len(paths) // 3
    return {path: marks for path, answer in seen.items() if (marks := found(readable(answer)))}


@pytest.mark.parametrize("person", ["officer", "handler", "leader"])
def test_no_page_of_the_desk_shows_a_person_unasked(office: Office, places: dict[str, object], person: str) -> None:
    client = signed_in(getattr(office, person))
    assert shown(client, (*WHO, *MORE), places) == {}
    for told in EXPORTS:
        answer = client.post("/desk/cases/{case}/export/".format(**places), told)
        assert found(readable(answer)) == [], told
    assert not Entry.objects.filter(deed="contact.shown").exists()


def test_no_page_of_the_portal_does(places: dict[str, object]) -> None:
    assert shown(Client(), PUBLIC, places) == {}


def test_no_other_system_is_told(caller: Caller, places: dict[str, object]) -> None:
    paths = ("/voices/{voice}", "/figures", "/voices", "/openapi.json")
    seen = {path: caller.get(path.format(**places)) for path in paths}
    assert {path: marks for path, answer in seen.items() if (marks := found(readable(answer)))} == {}


def test_behind_its_door_it_is_shown_and_that_is_recorded(office: Office, places: dict[str, object]) -> None:
    page = signed_in(office.officer).post("/desk/cases/{case}/contact/".format(**places)).content.decode()
    assert NAME in page
    assert PHONE in page
    entry = Entry.objects.get(deed="contact.shown")
    assert "顾信息" in entry.actor
    assert found(str(entry.facts), MARKS) == []
