"""Staff are told outside the desk: whom it concerns, at their time, once, and without personal data."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from huiying.core.errors import HuiyingError
from huiying.handling import actions
from huiying.handling.actions.messaging import set_messages, stop_messages, try_messages
from huiying.handling.messages import sending
from huiying.handling.messages.gathering import gather_messages, when
from huiying.handling.messages.sending import STALE, send_messages
from huiying.handling.models import MessageSetting, StaffMessage
from huiying.handling.tests.desk import HOUR, signed_in, submitted
from huiying.ledger.models import Entry
from huiying.people.absences import leave
from huiying.people.models import User
from tests.office import SUNDAY, Office

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Group:
    """What a group chat would show: a real server that keeps what is posted to it, or refuses."""

    def __init__(self) -> None:
        self.said: list[dict[str, str]] = []
        self.status = 200
        group = self

        class Posted(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if group.status == 200:
                    group.said.append(told)
                self.send_response(group.status)
                self.end_headers()

            def log_message(self, *told: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Posted)
        self.address = f"json://127.0.0.1:{self.server.server_port}/a-secret-key"


@pytest.fixture
def group() -> Iterator[Group]:
    group = Group()
    thread = threading.Thread(target=group.server.serve_forever)
    thread.start()
    with override_settings(MESSAGE_SCHEMES=("json", "wecombot")):
        yield group
    group.server.shutdown()
    thread.join()
    group.server.server_close()


def listens(user: User, group: Group, **more: object) -> None:
    set_messages(user, addresses=group.address, at=SUNDAY, **more)  # type: ignore[arg-type]


def test_who_must_sign_is_told_once_and_nothing_of_the_letter(office: Office, group: Group) -> None:
    for user in (office.head, office.leader, office.handler):
        listens(user, group)
    gather_messages(at=SUNDAY)
    case = submitted(office)
    gather_messages(at=SUNDAY + HOUR)
    told = StaffMessage.objects.filter(user=office.head).first()
    assert told is not None
    assert not StaffMessage.objects.filter(user=office.leader).exists()
    actions.approve(case, by=office.head, at=SUNDAY + HOUR)
    gather_messages(at=SUNDAY + HOUR)
    assert StaffMessage.objects.filter(user=office.leader).count() == 1
    assert send_messages(at=SUNDAY + HOUR) == StaffMessage.objects.count()
    assert send_messages(at=SUNDAY + HOUR) == 0
    said = json.dumps(group.said, ensure_ascii=False)
    assert case.number in said
    assert f"/desk/cases/{case.number}/" in said
    for kept in (case.title, case.voice.text, "王", "陆承办"):
        assert kept not in said


def test_whoever_did_it_is_not_told_of_it(office: Office, group: Group) -> None:
    listens(office.handler, group)
    gather_messages(at=SUNDAY)
    submitted(office)  # the handler wrote and submitted it
    gather_messages(at=SUNDAY + HOUR)
    accepted = Entry.objects.get(deed="case.accepted")
    assert set(StaffMessage.objects.values_list("entry", flat=True)) <= {accepted.pk}


def test_what_was_done_before_is_nobodys_message(office: Office, group: Group) -> None:
    listens(office.head, group)
    submitted(office)
    assert gather_messages(at=SUNDAY + HOUR) == 0
    assert gather_messages(at=SUNDAY + HOUR) == 0


def test_a_stand_in_is_told_too(office: Office, group: Group) -> None:
    listens(office.officer, group)
    today = timezone.localdate()
    leave(office.head, stand_in=office.officer, first=today, last=today, by=office.head, at=timezone.now())
    gather_messages(at=SUNDAY)
    submitted(office)
    gather_messages(at=SUNDAY + HOUR)
    submitted_entry = Entry.objects.get(deed="draft.submitted")
    assert StaffMessage.objects.filter(user=office.officer, entry=submitted_entry.pk).exists()


@pytest.mark.parametrize(
    ("quiet", "digest", "urgent", "now", "expected"),
    [
        ((None, None), False, False, (3, 10), (15, 3, 10)),
        ((time(22), time(7)), False, False, (3, 10), (15, 7, 0)),
        ((time(22), time(7)), False, True, (23, 10), (16, 7, 0)),
        ((time(22), time(7)), False, False, (7, 0), (15, 7, 0)),
        ((time(12), time(14)), False, False, (13, 0), (15, 14, 0)),
        ((None, None), True, False, (10, 0), (16, 8, 30)),
        ((None, None), True, False, (6, 0), (15, 8, 30)),
        ((None, None), True, True, (10, 0), (15, 10, 0)),
    ],
)
def test_quiet_hours_and_digest(
    quiet: tuple[time | None, time | None],
    digest: bool,
    urgent: bool,
    now: tuple[int, int],
    expected: tuple[int, int, int],
) -> None:
    setting = MessageSetting(quiet_from=quiet[0], quiet_to=quiet[1], digest=digest)
    found = when(setting, urgent, datetime(2026, 3, 15, *now, tzinfo=SHANGHAI))
    assert (
        found.astimezone(SHANGHAI).day,
        found.astimezone(SHANGHAI).hour,
        found.astimezone(SHANGHAI).minute,
    ) == expected


def test_an_address_that_does_not_take_it_is_tried_again_and_then_let_go(office: Office, group: Group) -> None:
    listens(office.head, group)
    gather_messages(at=SUNDAY)
    submitted(office)
    gather_messages(at=SUNDAY)
    group.status = 500
    assert send_messages(at=SUNDAY) == 0
    setting = MessageSetting.objects.get()
    assert setting.failures == 1
    assert setting.error
    assert "secret-key" not in setting.error
    assert send_messages(at=SUNDAY + timedelta(seconds=5)) == 0
    assert MessageSetting.objects.get().failures == 1  # not asked again so soon
    group.status = 200
    assert send_messages(at=SUNDAY + HOUR) > 0
    assert MessageSetting.objects.get().error == ""
    StaffMessage.objects.update(sent_at=None)
    assert send_messages(at=SUNDAY + STALE + 2 * HOUR) == 0
    assert not StaffMessage.objects.exists()


def test_what_fails_for_one_keeps_no_other_waiting(
    office: Office, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_messages(office.officer, addresses="wecombot://a-broken-address", at=SUNDAY)
    listens(office.leader, group)
    for user in (office.officer, office.leader):
        StaffMessage.objects.create(
            user=user, entry=1, text="办件：待审签", path="/desk/", put_at=SUNDAY, due_at=SUNDAY
        )
    usual = sending.service

    def breaks(address: str) -> object:
        if address.startswith("wecombot"):
            raise ZeroDivisionError
        return usual(address)

    monkeypatch.setattr(sending, "service", breaks)
    assert send_messages(at=SUNDAY) == 1
    assert len(group.said) == 1
    assert MessageSetting.objects.get(user=office.officer).error


def test_only_services_that_the_office_allows(office: Office, group: Group) -> None:
    for address in ("file:///etc/passwd", "xml://127.0.0.1/", "no address", "wecombot://"):
        with pytest.raises(HuiyingError) as refused:
            set_messages(office.head, addresses=f"{group.address}\n{address}", at=SUNDAY)
        assert refused.value.fix
        assert "2" in refused.value.what
    assert not MessageSetting.objects.exists()
    with pytest.raises(HuiyingError):
        try_messages(office.head)


def test_addresses_are_sealed_and_never_shown(office: Office, group: Group) -> None:
    client = signed_in(office.head)
    answer = client.post("/desk/messages/", {"addresses": group.address, "quiet_from": "22:00", "quiet_to": "07:00"})
    assert answer.status_code == 302
    page = client.get("/desk/messages/").content.decode()
    assert "secret-key" not in page
    assert 'value="22:00' in page
    assert "secret-key" not in str(list(Entry.objects.values_list("facts", flat=True)))
    client.post("/desk/messages/deed/", {"deed": "try"})
    assert len(group.said) == 1
    client.post("/desk/messages/", {"addresses": "", "quiet_from": "", "quiet_to": ""})
    assert MessageSetting.objects.get().addresses == group.address
    assert client.post("/desk/messages/", {"quiet_from": "22:00"}).status_code == 422
    client.post("/desk/messages/deed/", {"deed": "stop"})
    assert not MessageSetting.objects.exists()
    with pytest.raises(HuiyingError):
        stop_messages(office.head, at=SUNDAY)


def test_a_form_that_is_refused_keeps_what_was_typed(office: Office, group: Group) -> None:
    answer = signed_in(office.head).post("/desk/messages/", {"addresses": "ftp://x", "digest": "on"})
    assert answer.status_code == 422
    assert "ftp://x" in answer.content.decode()
    assert Client().get("/desk/messages/").status_code == 302
