"""Marked data goes in by every channel and form, and goes wrong on the way; everything that is written is looked
through: logs of all loggers, files of the home, what leaves for staff and other systems, the ledger, the cache's keys.
"""

import json
import logging
import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from huiying.core.errors import HuiyingError
from huiying.handling.actions.messaging import set_messages
from huiying.handling.messages.gathering import gather_messages
from huiying.handling.messages.sending import send_messages
from huiying.handling.tests.desk import signed_in
from huiying.handling.tests.test_messages import Group
from huiying.intake.actions import listen, listening, receive, send_out, sending, set_up_channel
from huiying.intake.channels.mail.tests.mails import mail, read
from huiying.intake.channels.portal import views
from huiying.intake.channels.wechat.tests import calls
from huiying.intake.channels.wechat.tests.conftest import TOKEN
from huiying.intake.channels.wechat.tests.double import APPID
from huiying.intake.channels.weibo.tests.double import TOKEN as WEIBO_TOKEN
from huiying.intake.channels.weibo.tests.double import WeiboDouble, running
from huiying.intake.models import Address, Channel, Delivery, Voice
from huiying.intake.webhooks.notifying import notify
from huiying.intake.webhooks.subscribing import subscribe
from huiying.project import loops
from huiying.project.loops import take_from_shelves
from huiying.project.tests.api.conftest import Caller
from huiying.project.tests.webhooks.conftest import Hook
from huiying.publication.models import Opinion
from huiying.publication.tests.consulting import open_now
from tests.office import SUNDAY, Office

from .conftest import Written
from .marked import ADDRESS, ID_NUMBER, MAIL, NAME, OPENID, PHONE, TEXT, found

pytestmark = pytest.mark.django_db


def visitor() -> Client:
    """A fault shows its page, as in an office."""
    return Client(raise_request_exception=False)


def letter(**more: Any) -> dict[str, Any]:
    told = {"title": f"{NAME}反映路灯", "text": TEXT, "name": NAME, "phone": PHONE, "mail": MAIL, "wants_public": "on"}
    return {"token": str(uuid.uuid4()), **told, **more}


def by_forms(office: Office, board: Channel) -> None:
    note = SimpleUploadedFile(f"{NAME}的说明.txt", TEXT.encode(), "text/plain")
    assert visitor().post("/ask/mayor-mailbox/", letter(files=[note])).status_code == 302
    assert visitor().post(f"/ask/{board.slug}/", letter(), REMOTE_ADDR="203.0.113.8").status_code == 302
    assert visitor().post("/ask/mayor-mailbox/", letter(text="短", phone=f"{PHONE}9")).status_code == 422
    set_up_channel(
        "disclosure", name="依申请公开", connector="portal", form="mailbox", settings={"form": "disclosure"}, at=SUNDAY
    )
    asked = letter(applicant="citizen", document="id_card", document_number=ID_NUMBER, address=ADDRESS) | {
        "medium": "electronic",
        "way": "mail",
        "purpose": TEXT,
    }
    assert visitor().post("/ask/disclosure/", asked, REMOTE_ADDR="203.0.113.9").status_code == 302
    one = open_now(office)
    told = {"token": str(uuid.uuid4()), "text": TEXT, "writer": NAME, "phone": PHONE, "mail": MAIL, "article": ""}
    assert visitor().post(f"/consultations/{one.slug}/opinion/", told).status_code == 302
    assert Opinion.objects.get().writer == NAME


def by_mail() -> None:
    channel = Channel.objects.create(slug="post", name="邮箱", connector="mail", form="mailbox")
    heard = read(mail(TEXT, from_=f"{NAME} <{MAIL}>", subject=f"{NAME}来信"))
    receive([heard], channel=channel, by=None, at=SUNDAY)  # type: ignore[list-item]
    for broken in (b"\xff\xfe" + TEXT.encode("utf-16"), mail(TEXT, content_type=f"multipart/mixed; boundary={PHONE}")):
        read(broken)


def by_wechat(client: Client) -> None:
    told = {
        "settings": {"appid": APPID, "address": "http://127.0.0.1:9"},
        "secrets": {"appsecret": "s", "token": TOKEN},
    }
    Channel.objects.create(slug="official-account", name="公众号", connector="wechat", form="social", **told)
    query = calls.signed() | {"openid": OPENID}
    assert calls.push(client, calls.text(TEXT, FromUserName=OPENID), query).status_code == 200
    for broken in (f"<xml><Content>{TEXT}", calls.xml(MsgType="text", Content=TEXT, FromUserName="", MsgId=NAME)):
        calls.push(client, broken, calls.signed() | {"openid": OPENID})


def by_weibo(weibo: WeiboDouble) -> None:
    told = {"address": weibo.address, "ip": "203.0.113.7"}
    channel = Channel(slug="weibo", name="微博", connector="weibo", form="social", settings=told)
    channel.secrets = {"access_token": WEIBO_TOKEN}
    channel.save()
    weibo.post(f"@市住建局 {TEXT}", user=weibo.user(screen_name=NAME))
    weibo.post(f"@市住建局 {TEXT}", user=NAME)  # no user as it is documented
    listen(channel, at=timezone.now())


def by_other_systems(caller: Caller) -> None:
    told: dict[str, Any] = {"external_id": "1", "text": TEXT, "title": NAME, "said_at": SUNDAY.isoformat()}
    told |= {"writer": {"name": NAME, "phone": PHONE, "mail": MAIL}}
    for body in (told, told | {"said_at": NAME}, {"id": PHONE}, told | {"unknown": TEXT}):
        caller.post("/voices", body, key=f"{uuid.uuid4()}")
    caller.post("/voices", f'{{"text": "{TEXT}', key="broken")


def by_file(tmp_path: Path) -> None:
    sheet = tmp_path / "letters.csv"
    rows = [
        "留言编号,留言用户,联系电话,留言主题,留言时间,留言详情",
        f"1,{NAME},{PHONE},路灯,2026-03-15,{TEXT}",
        f"2,{NAME},{PHONE},,{MAIL},",
    ]
    sheet.write_text("\n".join(rows), "utf-8")
    call_command("import", str(sheet), channel="files", rejected=tmp_path / "rejected.csv", stdout=StringIO())
    assert NAME in (tmp_path / "rejected.csv").read_text("utf-8")  # where whoever imports asked for it


def wrongly(client: Client) -> None:
    """What people type where it does not belong."""
    client.post("/desk/login/", {"username": PHONE, "password": NAME})
    client.post("/status/", {"number": PHONE, "code": NAME})
    client.get("/search/", {"q": f"{NAME} {PHONE}"})
    for path in (
        f"/receipt/{PHONE}/",
        f"/status/{PHONE}/",
        f"/no-such/{MAIL}/",
        f"/board/confirm/{MAIL}/",
        f"/verify/{MAIL}/",
    ):
        client.get(path)


def test_marked_data_is_nowhere_but_where_it_belongs(  # noqa: PLR0917
    office: Office, board: Channel, caller: Caller, weibo: WeiboDouble, hook: Hook, group: Group,
    written: Written, tmp_path: Path,
) -> None:  # fmt: skip
    _row, hook.secret = subscribe(hook.address, events=("voice.", "case.", "proposal."), by=None, at=SUNDAY)
    for person in (office.officer, office.head, office.handler):
        set_messages(person, addresses=group.address, at=SUNDAY)
    gather_messages(at=SUNDAY)
    by_forms(office, board)
    by_mail()
    by_wechat(visitor())
    by_weibo(weibo)
    by_other_systems(caller)
    by_file(tmp_path)
    wrongly(visitor())
    at = timezone.now()
    take_from_shelves(at=at)
    signed_in(office.officer).get("/desk/search/", {"q": f"{NAME} {PHONE}"})
    send_out(at=at)
    notify(at=at)
    gather_messages(at=at)
    send_messages(at=at + timedelta(days=1))
    ways = set(Voice.objects.values_list("channel__slug", flat=True))
    assert ways >= {"mayor-mailbox", board.slug, "post", "official-account", "weibo", "hotline", "files"}
    assert Address.objects.filter(kind="wechat").exists()
    assert hook.took
    assert group.said
    told = written.everywhere() | {
        "webhooks": json.dumps(hook.took, ensure_ascii=False),
        "messages to staff": json.dumps(group.said, ensure_ascii=False),
    }
    assert "Login failed" in told["the log"] or "login" in told["the log"]
    assert {place: marks for place, text in told.items() if (marks := found(text))} == {}


def _broken(*_args: object, **_more: object) -> Any:
    raise ValueError(f"{NAME} {PHONE} {ID_NUMBER} {MAIL} {ADDRESS} {OPENID}")


def by_a_form(office: Office, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(views, "receive_form", _broken)
    answer = visitor().post("/ask/mayor-mailbox/", letter())
    assert answer.status_code == 500
    assert found(answer.content.decode()) == []


def by_a_channel(office: Office, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(listening, "keep", _broken)
    patch.setattr(settings, "FETCH_PRIVATE", True)  # the stand-in is on this machine
    with running(WeiboDouble()) as double:
        by_weibo(double)
    assert found(Channel.objects.get(slug="weibo").error) == []


def by_the_outbox(office: Office, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sending, "_outgoing", _broken)
    channel = Channel.objects.create(slug="weibo", name="微博", connector="weibo", form="social")
    Delivery.objects.create(key="reply:1", channel=channel, text=TEXT, put_at=SUNDAY, due_at=SUNDAY, kind="reply")
    send_out(at=SUNDAY)
    assert Delivery.objects.get().error == "ValueError"


def by_a_loop(office: Office, patch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()

    def work(_at: datetime) -> None:
        stop.set()
        _broken()

    patch.setattr(loops, "close_old_connections", lambda: None)
    loops._repeat(stop, work, "work")


@pytest.mark.parametrize("fault", [by_a_form, by_a_channel, by_the_outbox, by_a_loop])
def test_what_goes_wrong_says_where_and_not_about_whom(
    fault: Callable[[Office, pytest.MonkeyPatch], None],
    office: Office,
    written: Written,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(office, monkeypatch)
    told = written.everywhere()
    assert "in _broken" in told["the log"]
    assert "ValueError" in told["the log"]
    assert {place: marks for place, text in told.items() if (marks := found(text))} == {}


def test_the_filter_stars_what_a_library_says(written: Written) -> None:
    log = logging.getLogger("a.library")
    try:
        try:
            _broken()
        except ValueError as error:
            raise HuiyingError(f"{NAME}的来信", where=PHONE) from error
    except HuiyingError as error:
        log.exception("The letter of %s failed", error)
        log.warning("call %s", PHONE)
    logging.getLogger("axes.handlers").warning("AXES: New login failure by %s from %s", NAME, "127.0.0.1")
    logging.getLogger("django.request").warning("Not Found: %s", f"/receipt/{PHONE}/more/?name={NAME}")
    said = written.lines.getvalue()
    assert "/receipt/***/more/" in said
    assert found(said) == []
    assert all(word in said for word in ("in _broken", "ValueError", "HuiyingError"))
    assert "New login failure" in said
