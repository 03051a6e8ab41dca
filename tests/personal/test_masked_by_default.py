"""Every page of the desk and the portal, every export, paper and answer of the API that may show something of a person
shows it masked. The one door behind which it stands unmasked is opened by a deed, and that is recorded.
"""

from collections.abc import Mapping

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
MORE = {
    "/desk/inbox/{unopened}/": "officer",
    "/desk/cases/{waiting}/": "officer",
    "/desk/cases/?q=路灯": "officer",
    "/desk/search/?q=青石巷": "officer",
    "/desk/search/?q=路灯": "officer",
    "/desk/review/{review}/": "leader",
    "/desk/persons/{person}/": "officer",
    "/desk/persons/{person}/data/": "officer",
    "/desk/personal/": "leader",
    "/desk/outbox/": "officer",
    "/desk/channels/": "officer",
    "/desk/channels/files/": "officer",
    "/desk/topics/table.xlsx": "officer",
    "/desk/topics/table.json": "officer",
    "/desk/topics/{topic}/sorting/": "officer",
    "/desk/consultations/": "officer",
    "/desk/consultations/{consultation}/": "officer",
    "/desk/clues/new/?voice={voice}": "officer",
    "/desk/reports/{snapshot}/numbers/?of=received": "officer",
    "/desk/papers/{paper}/file/pdf/": "officer",
    "/desk/disclosures/?format=csv": "officer",
    "/desk/messages/": "officer",
}
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
    "/consultations/",
    "/consultations/{consultation}/",
    "/status/",
    "/sitemap.xml",
)


@pytest.fixture
def places(office: Office, board: Channel) -> dict[str, object]:
    return everything(office, board)


def looked_at(clients: Mapping[str, Client], places: dict[str, object]) -> dict[str, list[str]]:
    """Which pages show marks, and how, each opened once by the client that is told for it; it opens."""
    seen = {path: client.get(path.format(**places), follow=True) for path, client in clients.items()}
    assert [path for path, answer in seen.items() if answer.status_code != 200] == []
    return {path: marks for path, answer in seen.items() if (marks := found(readable(answer)))}


def test_no_page_of_the_desk_shows_a_person_unasked_and_who_asks_is_recorded(
    office: Office, places: dict[str, object]
) -> None:
    clients = {name: signed_in(getattr(office, name)) for name in ("officer", "leader", "handler", "auditor")}
    doors = {path: next(clients[name] for name in clients if name in allowed) for path, allowed in WHO.items()}
    assert looked_at(doors | {path: clients[who] for path, who in MORE.items()}, places) == {}
    case = "/desk/cases/{case}/".format(**places)
    for sort in ("pdf", "zip"):
        told = {"sort": sort, "with_files": ""}
        assert found(readable(clients["officer"].post(f"{case}export/", told))) == [], sort
    assert not Entry.objects.filter(deed="contact.shown").exists()
    page = clients["officer"].post(f"{case}contact/").content.decode()
    assert NAME in page
    assert PHONE in page
    entry = Entry.objects.get(deed="contact.shown")
    assert "顾信息" in entry.actor
    assert found(str(entry.facts), MARKS) == []


def test_neither_the_portal_nor_another_system_is_told(caller: Caller, places: dict[str, object]) -> None:
    visitor = Client()
    assert looked_at(dict.fromkeys(PUBLIC, visitor), places) == {}
    for path, told in {"/search/suggest/": {"q": "路灯"}, "/search/similar/": {"text": "青石巷路灯"}}.items():
        assert found(readable(visitor.post(path, told))) == [], path
    for path in ("/voices/{voice}", "/figures", "/openapi.json"):
        assert found(readable(caller.get(path.format(**places)))) == [], path
