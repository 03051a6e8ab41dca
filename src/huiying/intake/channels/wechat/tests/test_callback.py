import base64
import json
import logging
import time

import pytest
from django.test import Client
from django.utils import timezone

from huiying.intake import codes
from huiying.intake.models import Address, Channel, Delivery, Refusal, Voice
from huiying.ledger.models import Entry

from . import calls
from .calls import PATH, push, push_sealed, seal, signed, text, wrapped, xml
from .conftest import AES_KEY, TOKEN
from .double import OPENID

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def sealed(channel: Channel) -> Channel:
    channel.secrets = {**channel.secrets, "aes_key": AES_KEY}
    channel.save()
    return channel


def receipt(response: object) -> str:
    return calls.fields(response.content.decode())["Content"]  # type: ignore[attr-defined]


class TestProof:
    def test_the_address_proves_itself_with_the_echo(self, client: Client, channel: Channel) -> None:
        Channel.objects.update(is_open=False)
        response = client.get(PATH, query_params=signed() | {"echostr": "5927<b>1"})
        assert (response.status_code, response.content) == (200, b"5927<b>1")
        assert response["Content-Type"].startswith("text/plain")

    @pytest.mark.parametrize(
        "spoil",
        [
            {"signature": "0" * 40},
            {"signature": ""},
            {"signature": "签" * 40},
            {"timestamp": "soon"},
            {"timestamp": "9" * 100},
            {"nonce": "other"},
            {"echostr": "x" * 300},
        ],
    )
    def test_a_forged_call_gets_a_403_without_a_word(
        self, client: Client, channel: Channel, spoil: dict[str, str]
    ) -> None:
        response = client.get(PATH, query_params=signed() | {"echostr": "1"} | spoil)
        assert (response.status_code, response.content) == (403, b"")

    @pytest.mark.parametrize("seconds", [-301, 301, -10_000_000])
    def test_a_stale_one_too(
        self, client: Client, channel: Channel, seconds: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now)  # on a slow machine one ahead would become one in time
        query = signed(timestamp=int(now.timestamp()) + seconds) | {"echostr": "1"}
        assert client.get(PATH, query_params=query).status_code == 403

    def test_unknown_closed_and_tokenless_channels_look_alike(self, client: Client, channel: Channel) -> None:
        assert push(client, text("一"), path="/wechat/no-such/").status_code == 403
        Channel.objects.update(is_open=False)
        assert push(client, text("一")).status_code == 403
        channel.secrets, channel.is_open = {}, True
        channel.save()
        assert push(client, text("一"), signed(token="")).status_code == 403
        assert Voice.objects.count() == 0


class TestMessages:
    def test_a_message_is_heard_and_answered_on_the_spot(self, client: Client, channel: Channel) -> None:
        response = push(client, text("路灯坏了三天。"))
        voice = Voice.objects.get()
        assert voice.text == "路灯坏了三天。"
        assert voice.number in receipt(response)
        answer = calls.fields(response.content.decode())
        assert (answer["ToUserName"], answer["FromUserName"], answer["MsgType"]) == (OPENID, "gh_test", "text")

    def test_the_receipt_is_given_once(self, client: Client, channel: Channel) -> None:
        push(client, text("路灯坏了三天。"))
        assert Delivery.objects.count() == 0

    def test_the_code_in_it_opens_the_letter(self, client: Client, channel: Channel) -> None:
        told = receipt(push(client, text("路灯坏了三天。")))
        code = codes.code_for(f"{channel.slug} {Voice.objects.get().external_id}")
        assert code in told
        assert codes.matches(code, Voice.objects.get().code)

    def test_sent_three_times_more_it_is_heard_once_and_answered_alike(self, client: Client, channel: Channel) -> None:
        body = text("路灯坏了三天。")
        same = signed()
        answers = {receipt(push(client, body, same)) for _ in range(4)}
        answers |= {receipt(push(client, body)) for _ in range(2)}  # or with parameters of its own
        assert (len(answers), Voice.objects.count()) == (1, 1)

    def test_the_writer_is_known_by_openid_and_it_stands_nowhere_plainly(
        self, client: Client, channel: Channel
    ) -> None:
        push(client, text("路灯坏了三天。"))
        push(client, xml(MsgType="image", PicUrl="http://x", MediaId="m1"))
        assert Address.objects.get().value == OPENID
        plain = [json.dumps(voice.raw) + voice.external_id for voice in Voice.objects.all()]
        assert OPENID not in "".join(plain)
        assert OPENID not in json.dumps(list(Entry.objects.values()), default=str)

    @pytest.mark.parametrize(
        ("fields", "wanted"),
        [
            ({"MsgType": "voice", "MediaId": "v", "Format": "amr", "Recognition": "路灯坏了"}, "路灯坏了"),
            ({"MsgType": "voice", "MediaId": "v", "Format": "amr"}, "("),
            ({"MsgType": "image", "MediaId": "i", "PicUrl": "http://x"}, "("),
            ({"MsgType": "video", "MediaId": "w", "ThumbMediaId": "t"}, "("),
            ({"MsgType": "location", "Location_X": "23.1", "Location_Y": "113.3", "Label": "中山路"}, "中山路"),
            ({"MsgType": "link", "Title": "通知", "Description": "说明", "Url": "https://a.example/1"}, "通知\n说明"),
        ],
    )
    def test_every_sort_of_message_has_words(
        self, client: Client, channel: Channel, fields: dict[str, str], wanted: str
    ) -> None:
        assert push(client, xml(MsgId=7, **fields)).status_code == 200
        assert wanted in Voice.objects.get().text.replace("（", "(")

    def test_without_a_number_writer_and_second_tell_it_again(self, client: Client, channel: Channel) -> None:
        body = xml(MsgType="text", Content="没有编号")
        push(client, body)
        push(client, body)
        assert Voice.objects.get().external_id.startswith("sha256:")

    def test_what_follows_soon_goes_on_from_it(self, client: Client, channel: Channel) -> None:
        push(client, text("路灯坏了三天。", 1))
        told = receipt(push(client, text("在人民路12号门口。", 2)))
        first, second = Voice.objects.order_by("id")
        assert second.continues == first
        assert first.number in told

    def test_what_follows_later_is_a_letter_of_its_own(self, client: Client, channel: Channel) -> None:
        push(client, text("路灯坏了三天。", 1, CreateTime=int(time.time()) - 3 * 3600))
        push(client, text("公交站牌看不清。", 2))
        assert Voice.objects.filter(continues=None).count() == 2

    def test_after_a_question_it_is_the_answer(self, client: Client, channel: Channel) -> None:
        push(client, text("路灯坏了三天。", 1, CreateTime=int(time.time()) - 30 * 3600))
        voice, now = Voice.objects.get(), timezone.now()
        Delivery.objects.create(
            key="q", channel=channel, voice=voice, kind="question", text="在哪里？", state="sent", put_at=now,
            due_at=now, sent_at=now,
        )  # fmt: skip
        push(client, text("在人民路。", 2))
        assert Voice.objects.get(external_id="2").continues == voice

    def test_an_office_may_want_no_receipts(self, client: Client, channel: Channel) -> None:
        Channel.objects.update(settings={**channel.settings, "receipt": False})
        assert push(client, text("路灯坏了三天。")).content == b"success"
        assert (Voice.objects.count(), Delivery.objects.count()) == (1, 0)

    def test_a_sort_nobody_knows_is_refused_once_and_not_sent_again(self, client: Client, channel: Channel) -> None:
        for _ in range(2):
            assert push(client, xml(MsgType="hologram", MsgId=5)).content == b"success"
        assert (Refusal.objects.get().external_id, Voice.objects.count()) == ("5", 0)

    @pytest.mark.parametrize("time_told", ["", "-5", "soon", "9" * 30])
    def test_one_without_a_time_is_refused(self, client: Client, channel: Channel, time_told: str) -> None:
        assert push(client, text("话", CreateTime=time_told)).content == b"success"
        assert Refusal.objects.count() == 1

    def test_the_callers_language_changes_nothing(self, client: Client, channel: Channel) -> None:
        body = text("路灯")
        first, more = receipt(push(client, body)), {"Accept-Language": "en"}
        again = client.post(PATH, body.encode(), content_type="text/xml", query_params=signed(), headers=more)
        assert receipt(again) == first


class TestEvents:
    def test_a_new_follower_is_welcomed(self, client: Client, channel: Channel) -> None:
        Channel.objects.update(settings={**channel.settings, "welcome": "您好，直接留言即可。"})
        assert receipt(push(client, xml(MsgType="event", Event="subscribe"))) == "您好，直接留言即可。"
        assert Voice.objects.count() == 0

    @pytest.mark.parametrize("event", ["subscribe", "unsubscribe", "VIEW", "MASSSENDJOBFINISH"])
    def test_other_events_are_taken_note_of(self, client: Client, channel: Channel, event: str) -> None:
        assert push(client, xml(MsgType="event", Event=event)).content == b"success"


class TestSealed:
    def test_a_sealed_message_gets_a_sealed_answer(self, client: Client, sealed: Channel) -> None:
        response = push_sealed(client, text("路灯坏了三天。"))
        assert Voice.objects.get().number in calls.unseal(response.content.decode())["Content"]

    def test_compatible_mode_counts_the_sealed_part(self, client: Client, sealed: Channel) -> None:
        encrypted = seal(text("真的"))
        body = text("假的", Encrypt=encrypted)
        assert push(client, body, signed(encrypted=encrypted)).status_code == 200
        assert Voice.objects.get().text == "真的"

    def test_a_plain_one_is_refused_where_a_key_is_set(self, client: Client, sealed: Channel) -> None:
        assert push(client, text("路灯")).status_code == 403

    def test_one_for_another_account_is_refused(self, client: Client, sealed: Channel) -> None:
        assert push_sealed(client, text("路灯"), appid="wx-other").status_code == 403

    def test_the_plain_signature_is_not_enough(self, client: Client, sealed: Channel) -> None:
        encrypted = seal(text("路灯"))
        query = signed(encrypted=encrypted)
        assert push(client, wrapped(encrypted), query | {"msg_signature": query["signature"]}).status_code == 403

    @pytest.mark.parametrize(
        "encrypted",
        [
            seal(text("路灯"))[:-8],
            base64.b64encode(base64.b64decode(seal(text("路灯")))[:-16]).decode(),
            seal(text("路灯"), length=2**32 - 1),
            seal(text("路灯"), length=3),
            base64.b64encode(b"\0" * 32).decode(),
            "",
            "不是密文",
            "====",
        ],
        ids=["short base64", "short", "long length", "wrong length", "zeros", "empty", "no base64", "padding"],
    )
    def test_a_broken_envelope_is_refused(self, client: Client, sealed: Channel, encrypted: str) -> None:
        assert push(client, wrapped(encrypted), signed(encrypted=encrypted or "x")).status_code == 403
        assert Voice.objects.count() == 0

    def test_a_key_that_is_none_refuses_all(self, client: Client, channel: Channel) -> None:
        channel.secrets = {**channel.secrets, "aes_key": "short"}
        channel.save()
        assert push_sealed(client, text("路灯")).status_code == 403


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><xml><Content>&i;</Content></xml>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Content>&e;</Content></xml>'


class TestHostile:
    @pytest.mark.parametrize(
        "body",
        [
            BOMB,
            EXTERNAL,
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><xml/>',
            b"<xml><Content>\xff\xfe</Content></xml>",
            b'<?xml version="1.0" encoding="utf-7"?><xml>\xff</xml>',
            "<xml><Content>open",
            "",
            "not xml",
            "<xml>" + "<a/>" * 300 + "</xml>",
            "<xml>" + "<a>" * 100_000 + "</a>" * 100_000 + "</xml>",
            "<xml><Content>&#0;</Content></xml>",
            "<xml><Content>&#xD800;</Content></xml>",
        ],
        ids=[
            "bomb",
            "external",
            "dtd",
            "bytes",
            "encoding",
            "open",
            "empty",
            "text",
            "many",
            "deep",
            "nul",
            "surrogate",
        ],
    )
    def test_bad_xml_is_refused(self, client: Client, channel: Channel, body: str | bytes) -> None:
        response = push(client, body)
        assert response.status_code in {403, 200}
        assert Voice.objects.count() == 0
        if response.status_code == 200:  # well-formed and signed, but no message
            assert response.content == b"success"

    def test_a_bomb_inside_an_envelope_too(self, client: Client, sealed: Channel) -> None:
        assert push_sealed(client, BOMB).status_code == 403

    @pytest.mark.parametrize("size", [1024 * 1024 + 1, 5 * 1024 * 1024])
    def test_a_large_body_is_refused(self, client: Client, channel: Channel, size: int) -> None:
        assert push(client, b"<xml>" + b"x" * size).status_code == 403

    def test_a_body_under_a_used_nonce_is_refused(self, client: Client, channel: Channel) -> None:
        query = signed()
        assert push(client, text("第一封", 1), query).status_code == 200
        assert push(client, text("别的话", 2), query).status_code == 403
        assert Voice.objects.get().text == "第一封"

    def test_the_same_body_is_let_in_three_times_more_and_then_no_more(self, client: Client, channel: Channel) -> None:
        body, query = text("第一封"), signed()
        assert [push(client, body, query).status_code for _ in range(6)] == [200] * 4 + [403] * 2

    def test_nothing_of_a_writer_is_logged(
        self, client: Client, channel: Channel, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            push(client, text("我的电话是13800138000"))
            push(client, b"<xml>\xff13800138000", signed())
        told = caplog.text
        assert "13800138000" not in told
        assert TOKEN not in told

    def test_words_are_escaped_in_the_answer(self, client: Client, channel: Channel) -> None:
        response = push(client, text("路灯").replace("gh_test", "]]>&lt;b&gt;"))
        assert response.status_code in {200, 403}
        Channel.objects.update(settings={**channel.settings, "welcome": "<b>&]]>\x01"})
        assert receipt(push(client, xml(MsgType="event", Event="subscribe"))) == "<b>&]]>"

    def test_other_methods_are_none(self, client: Client, channel: Channel) -> None:
        assert client.put(PATH).status_code == 405
