"""Answers go out over a real SMTP server."""

from datetime import UTC, datetime

import pytest

from huiying.intake.actions import receive, send_out
from huiying.intake.channel import Account, ChannelError, Outgoing
from huiying.intake.channels.mail.composing import compose, message_id
from huiying.intake.channels.mail.connector import CONNECTOR
from huiying.intake.channels.mail.options import options
from huiying.intake.channels.tests.conformance import Speaker
from huiying.intake.models import Channel, Delivery, Voice
from tests.ports import free_port

from .dovecot import PASSWORD
from .mails import heard, mail
from .relay import Relay

TO = {"mail": "zhang@mail.example", "message_id": "<a1@mail.example>", "subject": "路灯"}
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def account(relay_port: int, **more: object) -> Account:
    settings = {
        "host": "127.0.0.1", "port": 1, "security": "none", "user": "zx@bureau.example",
        "smtp_host": "127.0.0.1", "smtp_port": relay_port, "smtp_security": "none", "from_name": "政务服务办",
    }  # fmt: skip
    return Account(slug="mailbox", name="邮箱", settings=settings | more, secrets={"password": PASSWORD})


class Ear:
    """The relay as the conformance tests know an ear."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        told = account(relay.port)
        self.channel = Channel.objects.create(
            slug="mailbox", name="邮箱", connector="mail", form="mailbox", settings=told.settings, secrets=told.secrets
        )
        self.to: dict[str, object] = dict(TO)

    def said(self) -> list[str]:
        return self.relay.texts()

    def go_away(self) -> None:
        self.relay.go_away()

    def come_back(self) -> None:
        self.relay.come_back()

    def refuse_us(self) -> None:
        self.relay.password = "another"


@pytest.mark.django_db(transaction=True)
class TestMailSpeaks(Speaker):
    @pytest.fixture
    def ear(self, relay: Relay) -> Ear:
        return Ear(relay)


def say(relay: Relay, key: str = "reply:HY1:1", to: dict[str, str] | None = None, **more: str) -> None:
    message = Outgoing(key=key, text=more.pop("text", "已修好。"), to=to or TO, **more)
    CONNECTOR.send(account(relay.port), message)


def test_an_answer_finds_its_thread(relay: Relay) -> None:
    say(relay, title="关于路灯的答复", link="https://portal.example/a/1")
    (sent,) = relay.mails
    assert sent["In-Reply-To"] == sent["References"] == "<a1@mail.example>"
    assert sent["Message-ID"] == message_id("reply:HY1:1", "mailbox", "zx@bureau.example")
    assert sent["From"] == "政务服务办 <zx@bureau.example>"
    assert sent["To"] == "zhang@mail.example"
    assert sent["Subject"] == "关于路灯的答复"
    assert sent["Date"].datetime.tzinfo
    assert sent["Auto-Submitted"] is None
    assert sent.get_content_type() == "text/plain"
    assert sent.get_content().replace("\r\n", "\n") == "已修好。\n\nhttps://portal.example/a/1\n"
    assert relay.envelopes[0].mail_from == "zx@bureau.example"


def test_a_receipt_says_that_a_machine_wrote_it(relay: Relay) -> None:
    say(relay, key="receipt:HY1:1")
    assert relay.mails[0]["Auto-Submitted"] == "auto-replied"


def test_the_same_message_has_the_same_number_and_no_other_has_it(relay: Relay) -> None:
    for key in ("reply:HY1:1", "reply:HY1:1", "reply:HY1:2"):
        say(relay, key=key)
    one, again, other = (sent["Message-ID"] for sent in relay.mails)
    assert one == again != other


def test_a_long_answer_goes_out_whole(relay: Relay) -> None:
    say(relay, text="答复很长。" * 40_000)
    assert relay.texts()[0].strip() == "答复很长。" * 40_000


def test_without_a_title_it_answers_by_the_writers(relay: Relay) -> None:
    say(relay)
    assert relay.mails[0]["Subject"] == "Re: 路灯"


@pytest.mark.parametrize("evil", ["x\r\nBcc: all@evil.example", "x\nBcc: all@evil.example", "x\u2028Bcc: y", "x\x00y"])
def test_no_header_can_be_smuggled_in(relay: Relay, evil: str) -> None:
    say(relay, title=evil, text=evil, to={"mail": "zhang@mail.example", "message_id": f"<a@b>{evil}", "subject": evil})
    (sent,) = relay.mails
    assert sent["Bcc"] is None
    assert sent["In-Reply-To"] == "<a@b>"
    assert relay.envelopes[0].rcpt_tos == ["zhang@mail.example"]


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b.cn, c@d.cn", "a@b.cn\r\nRCPT TO:<x@y.cn>", "a@b.cn> SIZE=1", "<a@b.cn", "张三@邮件.中国"],
)
def test_what_is_no_address_is_not_written_to(relay: Relay, address: str) -> None:
    with pytest.raises(ChannelError) as refused:
        say(relay, to={"mail": address})
    assert not refused.value.retry
    assert address not in str(refused.value) or not address
    assert relay.mails == []


@pytest.mark.parametrize(
    ("stage", "answer", "retry"),
    [
        ("RCPT", "450 4.2.1 busy", True), ("RCPT", "550 5.1.1 no such user zhang", False),
        ("DATA", "451 4.3.0 later", True), ("DATA", "554 5.7.1 spam", False),
    ],
)  # fmt: skip
def test_a_relay_says_whether_trying_again_can_help(relay: Relay, stage: str, answer: str, retry: bool) -> None:
    relay.says[stage] = answer
    with pytest.raises(ChannelError) as refused:
        say(relay)
    assert refused.value.retry is retry
    assert refused.value.fix
    assert "zhang" not in str(refused.value)


def test_a_line_that_breaks_with_the_mail_on_it_leaves_open_whether_it_was_taken(relay: Relay) -> None:
    relay.breaks_off = True
    with pytest.raises(ChannelError) as told:
        CONNECTOR.send(account(relay.port), Outgoing(key="reply:HY1:1", text="已办结。", to=TO))
    assert (told.value.unsure, told.value.retry) == (True, False), "it is there, and is not said twice"
    assert [text.strip() for text in relay.texts()] == ["已办结。"]


def test_a_wrong_password_waits_for_a_person(relay: Relay) -> None:
    relay.password = "another"
    with pytest.raises(ChannelError) as refused:
        say(relay)
    assert not refused.value.retry


@pytest.mark.parametrize("settings", [{"smtp_security": "starttls"}, {"smtp_security": "ssl"}])
def test_a_relay_that_speaks_otherwise_waits_for_a_person(relay: Relay, settings: dict[str, str]) -> None:
    with pytest.raises(ChannelError) as refused:
        CONNECTOR.send(account(relay.port, **settings), Outgoing(key="reply:1", text="x", to=TO))
    assert not refused.value.retry


def test_nobody_there_is_tried_again() -> None:
    with pytest.raises(ChannelError) as away:
        CONNECTOR.send(account(free_port()), Outgoing(key="reply:1", text="x", to=TO))
    assert away.value.retry


def test_replies_come_to_the_mailbox_that_is_read() -> None:
    told = options(account(25, from_address="no-answer@bureau.example"))
    sent = compose(Outgoing(key="reply:1", text="x", to=TO), told, slug="mailbox", at=AT)
    assert sent["From"] == "政务服务办 <no-answer@bureau.example>"
    assert sent["Reply-To"] == "政务服务办 <zx@bureau.example>"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("host", ""), ("user", " "), ("security", "tls"), ("port", "0"), ("port", "99999"), ("port", "x"),
        ("port", "１"),
        ("since", "gestern"), ("certificate", "x"), ("smtp_port", -1),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(setting: str, value: object) -> None:
    with pytest.raises(ChannelError) as wrong:
        options(account(25, **{setting: value}))
    assert wrong.value.where == setting
    assert not wrong.value.retry
    assert wrong.value.fix


@pytest.mark.django_db(transaction=True)
def test_a_letter_its_receipt_and_what_the_writer_adds(relay: Relay) -> None:
    """The whole way: heard, acknowledged over SMTP, and the answer to the receipt found to continue the letter."""
    channel = Ear(relay).channel
    receive([heard(mail())], channel=channel, by=None, at=AT)
    assert send_out(at=AT) == 1
    receipt = relay.mails[0]
    assert Delivery.objects.get().external_id == receipt["Message-ID"]
    more = heard(mail("补充一点。", message_id="<a2@x>", in_reply_to=receipt["Message-ID"]))
    receive([more], channel=channel, by=None, at=AT)
    first, second = Voice.objects.order_by("id")
    assert second.continues == first
    assert send_out(at=AT) == 0
