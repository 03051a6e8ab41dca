"""A mailbox of a real Dovecot is read: once, whole, in bounds, and left as it was."""

import imaplib
from datetime import UTC, datetime, timedelta

import pytest

from huiying.intake.actions import listen
from huiying.intake.channel import Account, Batch, ChannelError
from huiying.intake.channels.mail import connector
from huiying.intake.channels.mail.connector import CONNECTOR
from huiying.intake.channels.tests.conformance import AT, Listener
from huiying.intake.models import Channel, Refusal, Voice
from tests.ports import free_port

from .conftest import USER
from .dovecot import PASSWORD, Dovecot
from .mails import bounce, mail, several
from .relay import Relay

pytestmark = pytest.mark.dovecot


def account(server: Dovecot, **more: object) -> Account:
    settings = {"host": "127.0.0.1", "port": server.port, "security": "none", "user": USER, "receipt": False} | more
    return Account(slug="mailbox", name="邮箱", settings=settings, secrets={"password": PASSWORD})


class Mailbox:
    """Dovecot as the conformance tests know a source."""

    def __init__(self, server: Dovecot) -> None:
        self.server = server
        told = account(server)
        self.channel = Channel.objects.create(
            slug="mailbox", name="邮箱", connector="mail", form="mailbox", settings=told.settings, secrets=told.secrets
        )
        self.said = 0

    def say(self, *texts: str) -> None:
        for text in texts:
            self.said += 1
            self.server.lay(USER, mail(text, message_id=f"<{self.said}@mail.example>"))

    def say_badly(self) -> None:
        self.server.lay(USER, mail("", subject="", message_id="<empty@mail.example>"))

    def go_away(self) -> None:
        self.server.stop()

    def come_back(self) -> None:
        self.server.start()

    def refuse_us(self) -> None:
        self.server.set_passwords(USER, password="another")


@pytest.mark.django_db(transaction=True)
class TestMailListens(Listener):
    @pytest.fixture
    def source(self, server: Dovecot) -> Mailbox:
        return Mailbox(server)


def read(server: Dovecot, cursor: dict[str, object] | None = None, **settings: object) -> list[Batch]:
    return list(CONNECTOR.listen(account(server, **settings), cursor or {}))


def texts(batches: list[Batch]) -> list[str]:
    return [heard.text for batch in batches for heard in batch.heard]


def numbered(many: int, body: str = "第{}条。") -> list[bytes]:
    return [mail(body.format(n), message_id=f"<n{n}@mail.example>") for n in range(many)]


def test_a_mail_of_fifty_megabytes_is_refused_without_being_downloaded(server: Dovecot) -> None:
    server.lay(USER, mail("前。", message_id="<1@x>"), mail(b"x" * 50_000_000, message_id="<big@x>"))
    server.lay(USER, mail("后。", message_id="<3@x>"))
    (batch,) = read(server)
    assert texts([batch]) == ["前。", "后。"]
    assert [(one.external_id, one.reason) for one in batch.refused] == [
        ("<big@x>", "It has 47.7 MiB; at most 25 MiB are read.")
    ]


def test_batches_are_bounded_by_number_and_by_bytes(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connector, "MOST_MAILS", 4)
    server.lay(USER, *numbered(10))
    assert [len(batch.heard) for batch in read(server)] == [4, 4, 2]
    monkeypatch.setattr(connector, "MOST_BYTES", len(numbered(1)[0]) * 5 // 2)
    assert [len(batch.heard) for batch in read(server)] == [2, 2, 2, 2, 2]


def test_it_is_read_on_from_where_it_was_left(server: Dovecot) -> None:
    server.lay(USER, *numbered(3))
    (batch,) = read(server)
    assert read(server, dict(batch.cursor)) == []
    server.lay(USER, mail("新的。", message_id="<new@x>"))
    assert texts(read(server, dict(batch.cursor))) == ["新的。"]


@pytest.mark.django_db(transaction=True)
def test_a_mailbox_that_was_made_anew_is_read_again_and_nothing_is_doubled(server: Dovecot) -> None:
    source = Mailbox(server)
    mails = [mail("有号。", message_id="<1@x>"), mail("无号。", message_id="")]
    server.lay(USER, *mails, at=AT)
    assert listen(source.channel, at=AT) == 2
    before = Channel.objects.get().cursor
    server.empty(USER)
    server.lay(USER, *mails, mail("新的。", message_id="<3@x>"), at=AT)
    assert listen(Channel.objects.get(), at=AT) == 1
    after = Channel.objects.get().cursor
    assert after["uidvalidity"] != before["uidvalidity"]
    assert Voice.objects.count() == 3


def test_nothing_in_the_mailbox_is_changed(server: Dovecot) -> None:
    server.lay(USER, *numbered(3))
    read(server)
    client = imaplib.IMAP4("127.0.0.1", server.port)
    client.login(USER, PASSWORD)
    client.select(readonly=True)
    flags = client.fetch("1:*", "(FLAGS)")[1]
    client.logout()
    assert len(flags) == 3
    assert not any(b"Seen" in line for line in flags if isinstance(line, bytes))


def test_mails_that_arrived_before_the_day_are_left_alone(server: Dovecot) -> None:
    server.lay(USER, mail("旧的。", message_id="<old@x>"), at=AT - timedelta(days=30))
    server.lay(USER, mail("新的。", message_id="<new@x>"), at=AT)
    assert texts(read(server, since=f"{AT - timedelta(days=5):%Y-%m-%d}")) == ["新的。"]


def test_the_time_of_arrival_is_that_of_the_server(server: Dovecot) -> None:
    server.lay(USER, mail(date="Thu, 1 Jan 1970 00:00:00 +0000"), at=datetime(2026, 10, 1, 3, 0, tzinfo=UTC))
    (batch,) = read(server)
    assert batch.heard[0].said_at == datetime(2026, 10, 1, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_over_tls_with_the_offices_own_authority(server: Dovecot, security: str) -> None:
    server.lay(USER, mail("保密。"))
    port = server.tls_port if security == "ssl" else server.port
    assert texts(read(server, security=security, port=port, certificate=server.certificate)) == ["保密。"]
    assert texts(read(server, security=security, port=port, certificate=server.certificate.splitlines())) == ["保密。"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"security": "ssl", "tls": True}, "certificate"),
        ({"security": "ssl"}, "security and port"),
        ({"folder": "没有"}, "folder"),
        ({"user": "other@bureau.example"}, "password"),
    ],
)
def test_what_only_a_person_can_mend(server: Dovecot, settings: dict[str, object], told: str) -> None:
    port = server.tls_port if settings.pop("tls", False) else server.port
    with pytest.raises(ChannelError) as refused:
        read(server, port=port, **settings)
    assert not refused.value.retry
    assert told in str(refused.value)
    assert USER not in str(refused.value)


def test_nobody_there_is_tried_again(server: Dovecot) -> None:
    with pytest.raises(ChannelError) as away:
        read(server, port=free_port())
    assert away.value.retry


def test_idle_waits_a_little_for_the_next_mail(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connector, "IDLE_SECONDS", 3)
    server.lay(USER, mail("先。", message_id="<1@x>"))
    reading = CONNECTOR.listen(account(server, idle=True), {})
    assert texts([next(reading)]) == ["先。"]
    server.lay(USER, mail("后。", message_id="<2@x>"))
    assert texts(list(reading)) == ["后。"]
    monkeypatch.setattr(connector, "IDLE_SECONDS", 0)
    assert texts(read(server, idle=True)) == ["先。", "后。"]


def test_a_folder_with_a_chinese_name(server: Dovecot) -> None:
    client = imaplib.IMAP4("127.0.0.1", server.port)
    client.login(USER, PASSWORD)
    client.create("&T+FO9g-")  # 信件 in modified UTF-7
    client.append("&T+FO9g-", "", "", mail("在别的文件夹。"))
    client.logout()
    assert texts(read(server, folder="信件")) == ["在别的文件夹。"]


def test_the_test_button_tries_both_ways(server: Dovecot, relay: Relay) -> None:
    server.lay(USER, *numbered(2))
    found = CONNECTOR.check(account(server, smtp_host="127.0.0.1", smtp_port=relay.port, smtp_security="none"))
    assert "2 mails" in found
    relay.password = "another"
    with pytest.raises(ChannelError):
        CONNECTOR.check(account(server, smtp_host="127.0.0.1", smtp_port=relay.port, smtp_security="none"))


@pytest.mark.django_db(transaction=True)
def test_a_folder_of_nasty_mails(server: Dovecot) -> None:
    source = Mailbox(server)
    server.lay(USER, bounce("<x@y>"), b"\r\n", b"\xff" * 100, several(*[b"\r\nhi"] * 1000, message_id="<many@x>"))
    source.say("正常的一封。")
    listen(source.channel, at=AT)
    assert Voice.objects.filter(text="正常的一封。", addressed=True).exists()
    assert Voice.objects.filter(addressed=False).count() == 1
    assert Refusal.objects.count() == 2


def test_it_tells_the_server_who_asks(server: Dovecot) -> None:
    """163 opens no folder to a program that does not (RFC 2971)."""
    read(server)
    assert "ID sent: name=huiying" in (server.home / "log").read_text()
