import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiying.intake.actions import listen
from huiying.intake.channel import ChannelError
from huiying.intake.channels.wechat.articles import Article
from huiying.intake.channels.wechat.connector import CONNECTOR
from huiying.intake.channels.wechat.messages import MEDIA_WAITING
from huiying.intake.connectors import account
from huiying.intake.models import Attachment, Channel, Delivery, Refusal, Voice

from .calls import push, xml
from .double import ARTICLE, OPENID, PICTURE, WeChatDouble

pytestmark = pytest.mark.django_db


def read(channel: Channel) -> Channel:
    """One round of the loop, an hour after the last."""
    listen(Channel.objects.get(pk=channel.pk), at=timezone.now() + timedelta(hours=1))
    return Channel.objects.get(pk=channel.pk)


def comment(number: int, text: str = "写得清楚。", **more: object) -> dict[str, object]:
    return {"user_comment_id": number, "openid": OPENID, "create_time": int(time.time()), "content": text} | more


class TestComments:
    def test_every_page_of_every_article_is_read(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.comments = {(ARTICLE, 0): [comment(n) for n in range(1, 121)], (ARTICLE, 2): [comment(1)]}
        assert read(channel).error == ""
        assert Voice.objects.count() == 121

    def test_a_comment_says_where_its_answer_goes_and_gets_no_public_receipt(
        self, wechat: WeChatDouble, channel: Channel
    ) -> None:
        wechat.comments[(ARTICLE, 0)] = [comment(8)]
        read(channel)
        voice = Voice.objects.get()
        where = {"msg_data_id": ARTICLE, "index": 0, "user_comment_id": 8}
        assert {**voice.reply_to} == {**where, "receipt": False}
        assert voice.correspondent is not None
        assert Delivery.objects.count() == 0
        assert OPENID not in str(voice.raw)

    def test_what_was_answered_in_the_account_is_answered(self, wechat: WeChatDouble, channel: Channel) -> None:
        reply = {"content": "谢谢。", "create_time": int(time.time())}
        wechat.comments[(ARTICLE, 0)] = [comment(1, reply=reply), comment(2, openid=None)]
        read(channel)
        assert Voice.objects.get(external_id__endswith=":1").answered_text == "谢谢。"
        assert Voice.objects.get(external_id__endswith=":2").answered_at is None

    def test_named_articles_are_read_too_and_closed_ones_left_out(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.comments = {}
        Channel.objects.update(settings={**channel.settings, "articles": "77_2\n\n88\nnonsense"})
        read(channel)
        wechat.comments = {(77, 1): [comment(1)]}
        assert read(channel).error == ""
        assert Voice.objects.get().external_id == "comment:77_2:1"

    def test_articles_are_asked_for_once_a_day(self, wechat: WeChatDouble, channel: Channel) -> None:
        read(channel)
        read(channel)
        assert wechat.asked.count("/datacube/getarticletotaldetail") == 7

    def test_an_uncertified_account_is_told_what_to_do(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.certified = False
        assert read(channel).retry_at is None
        with pytest.raises(ChannelError) as error:
            CONNECTOR.check(account(channel))
        assert error.value.fix
        Channel.objects.update(settings={**channel.settings, "comments": False}, failures=0)
        assert read(channel).error == ""

    @pytest.mark.parametrize(
        "bad",
        [
            None, 7, "x", [], {}, {"user_comment_id": True}, comment(1, ""), comment(1, create_time=0),
            comment(1, create_time=10**30), comment(1, create_time="nan"), comment(1, "长" * 20_000),
            comment(1, openid=7), comment(1, content={"a": 1}), comment(1, user_comment_id="x"),
        ],
    )  # fmt: skip
    def test_a_broken_comment_is_refused_and_the_rest_goes_on(
        self, wechat: WeChatDouble, channel: Channel, bad: object
    ) -> None:
        wechat.comments[(ARTICLE, 0)] = [bad, comment(50)]
        assert read(channel).error == ""
        assert read(channel).error == ""
        assert (Voice.objects.count(), Refusal.objects.count()) == (1, 1)

    @pytest.mark.parametrize(
        ("told", "wanted"),
        [("12003_3", Article(12003, 2)), ("12003", Article(12003, 0)), ("12003_0", Article(12003, 0)), ("x", None),
         ("1" * 30, None), ("1_2_3", None), ("١٢", None)],
    )  # fmt: skip
    def test_an_articles_number(self, told: str, wanted: Article | None) -> None:
        assert Article.of(told) == wanted


class TestMedia:
    def send(self, kind: str = "image") -> None:
        assert push(Client(), xml(MsgType=kind, MediaId="m1", MsgId=5, Format="amr")).status_code == 200

    def test_a_picture_is_fetched_by_the_next_round(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.media["m1"] = ("image/png", PICTURE)
        self.send()
        assert wechat.asked == []  # the answer waits for nothing
        read(channel)
        file = Attachment.objects.get()
        assert (file.name, file.media_type, file.size) == ("image.png", "image/png", len(PICTURE))
        assert MEDIA_WAITING not in Voice.objects.get().raw
        read(channel)
        assert wechat.asked.count("/cgi-bin/media/get") == 1

    def test_a_voice_message_too(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.media["m1"] = ("audio/amr", b"#!AMR\n" + b"\0" * 100)
        self.send("voice")
        read(channel)
        assert Attachment.objects.get().media_type == "audio/amr"

    def test_a_video_comes_by_its_address(self, wechat: WeChatDouble, channel: Channel) -> None:
        link = f'{{"video_url": "{wechat.address}/cgi-bin/media/get?media_id=film&access_token=none"}}'
        wechat.media["m1"] = ("text/plain", link.encode())
        self.send("video")
        read(channel)
        assert MEDIA_WAITING not in Voice.objects.get().raw

    @pytest.mark.parametrize(
        "media",
        [
            None,
            ("image/png", b"\x89PNG" + b"\0" * (20 * 1024 * 1024)),
            ("image/png", b"MZ not a picture"),
            ("text/plain", b'{"video_url": "http://169.254.169.254/latest"}'),
            ("text/plain", b'{"video_url": "file:///etc/passwd"}'),
            ("application/octet-stream", b""),
        ],
        ids=["gone", "large", "other", "inside", "file", "empty"],
    )
    def test_what_is_not_taken_is_told_in_the_letter(
        self, wechat: WeChatDouble, channel: Channel, media: tuple[str, bytes] | None
    ) -> None:
        if media:
            wechat.media["m1"] = media
        self.send()
        assert read(channel).error == ""
        raw = Voice.objects.get().raw
        assert MEDIA_WAITING not in raw
        assert len(raw["refused_files"]) == 1
        assert Attachment.objects.count() == 0

    def test_an_account_in_trouble_keeps_it_waiting(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.media["m1"] = ("image/png", PICTURE)
        self.send()
        wechat.quota = 0
        assert read(channel).error
        assert Voice.objects.get().raw[MEDIA_WAITING]
        wechat.quota = 100
        Channel.objects.update(failures=0, leased_until=None)
        read(channel)
        assert Attachment.objects.count() == 1
