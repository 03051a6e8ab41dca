import socket
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from huiying.intake.actions import receive
from huiying.intake.channel import ChannelError, Heard, Outgoing, Reach
from huiying.intake.channels.wechat.connector import CONNECTOR, WeChat
from huiying.intake.channels.wechat.drafts import add_draft
from huiying.intake.connectors import account
from huiying.intake.models import Channel

from .double import ARTICLE, OPENID, PICTURE, WeChatDouble

pytestmark = pytest.mark.django_db
NOW = timezone.now


def to(said_at: datetime) -> dict[str, object]:
    return {"openid": OPENID, "said_at": said_at.isoformat(), "receipt": False}


def message(where: dict[str, object], text: str = "路灯已修好。", **more: str) -> Outgoing:
    return Outgoing(key="reply:HY1:1", text=text, to=where, **more)


def refused(send: Callable[[], object]) -> ChannelError:
    with pytest.raises(ChannelError) as error:
        send()
    return error.value


class TestMessages:
    def test_after_48_hours_it_is_not_even_tried(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.says()
        error = refused(lambda: CONNECTOR.send(account(channel), message(to(NOW() - timedelta(hours=48, minutes=1)))))
        assert not error.retry
        assert error.fix
        assert wechat.asked == []

    def test_the_writers_last_message_counts(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.says()
        reach = Reach(kind="wechat", value=OPENID, verified=True)
        later = Heard(external_id="9", text="还没修好？", said_at=NOW() - timedelta(hours=2), reaches=(reach,))
        receive([later], channel=channel, by=None, at=NOW())
        CONNECTOR.send(account(channel), message(to(NOW() - timedelta(hours=60))))
        assert len(wechat.sent) == 1

    def test_wechats_own_clock_decides(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.says(at=NOW() - timedelta(hours=49))
        error = refused(lambda: CONNECTOR.send(account(channel), message(to(NOW()))))
        assert (error.code, error.retry) == (45015, False)  # type: ignore[attr-defined]

    def test_the_sixth_message_waits_for_the_writer(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.says()
        for _ in range(5):
            CONNECTOR.send(account(channel), message(to(NOW())))
        error = refused(lambda: CONNECTOR.send(account(channel), message(to(NOW()))))
        assert (error.code, error.retry, bool(error.fix)) == (45047, False, True)  # type: ignore[attr-defined]

    def test_who_left_is_told_by_another_way(self, wechat: WeChatDouble, channel: Channel) -> None:
        error = refused(lambda: CONNECTOR.send(account(channel), message(to(NOW()))))
        assert (error.code, error.retry) == (40003, False)  # type: ignore[attr-defined]

    @pytest.mark.parametrize("text", ["长话短说。" * 300, "长" * 3000, "x" * 3000, "😀" * 1000])
    def test_a_long_one_is_cut_to_what_wechat_takes(self, wechat: WeChatDouble, channel: Channel, text: str) -> None:
        wechat.says()
        link = "https://portal.example/a/1"
        sent = CONNECTOR.send(account(channel), message(to(NOW()), text, link=link))
        ((_, told),) = wechat.sent
        assert told == sent.text
        assert told.endswith(link)
        assert len(told) <= 600
        assert len(told.encode()) <= 2048

    def test_the_quota_of_the_day_waits_for_tomorrow(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.says()
        wechat.quota = 0
        at = datetime.fromisoformat("2026-11-24T20:00:00+08:00")
        error = refused(lambda: WeChat(now=lambda: at).send(account(channel), message(to(at))))
        assert (error.retry, error.after) == (True, 4 * 3600 + 300)

    def test_an_unknown_server_is_told_its_address(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.whitelisted = False
        error = refused(lambda: CONNECTOR.check(account(channel)))
        assert not error.retry
        assert "203.0.113.7" in error.fix

    def test_a_line_that_breaks_after_sending_is_not_tried_again(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.says()
        wechat.hangs_up = True
        error = refused(lambda: CONNECTOR.send(account(channel), message(to(NOW()))))
        assert not error.retry
        assert OPENID not in str(error)
        assert "access_token" not in str(error)

    def test_where_nobody_listens_it_is_tried_again(self, channel: Channel) -> None:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))  # and does not listen
            channel.settings = {**channel.settings, "address": f"http://127.0.0.1:{nobody.getsockname()[1]}"}
            assert refused(lambda: CONNECTOR.send(account(channel), message(to(NOW())))).retry

    @pytest.mark.parametrize("address", ["http://api.weixin.qq.com", "ftp://x", "//x", "api.weixin.qq.com"])
    def test_the_secret_goes_over_tls_alone(self, channel: Channel, address: str) -> None:
        channel.settings = {**channel.settings, "address": address}
        assert not refused(lambda: CONNECTOR.check(account(channel))).retry

    def test_an_answer_with_nowhere_to_go(self, wechat: WeChatDouble, channel: Channel) -> None:
        assert not refused(lambda: CONNECTOR.send(account(channel), message({"mail": "x"}))).retry


class TestComments:
    WHERE = {"msg_data_id": ARTICLE, "index": 0, "user_comment_id": 3, "receipt": False}  # noqa: RUF012

    def test_a_comment_is_answered_once(self, wechat: WeChatDouble, channel: Channel) -> None:
        CONNECTOR.send(account(channel), message(self.WHERE))
        assert wechat.replies == {(ARTICLE, 0, 3): "路灯已修好。"}
        error = refused(lambda: CONNECTOR.send(account(channel), message(self.WHERE)))
        assert (error.code, error.retry) == (88005, False)  # type: ignore[attr-defined]

    def test_what_is_too_long_is_said_shorter(self, wechat: WeChatDouble, channel: Channel) -> None:
        wechat.longest_reply = 140
        sent = CONNECTOR.send(account(channel), message(self.WHERE, "很长的一句。" * 200, link="https://a.example/1"))
        assert wechat.replies[(ARTICLE, 0, 3)] == sent.text
        assert sent.text.endswith("https://a.example/1")


class TestDrafts:
    def test_a_release_becomes_a_draft(self, wechat: WeChatDouble, channel: Channel) -> None:
        release = message({"draft": True}, "第一段。\n<第二段>。", title="标题" * 40, link="https://a.example/1")
        assert CONNECTOR.send(account(channel), release).external_id == "draft-1"
        (article,) = wechat.drafts
        assert article["content"] == "<p>第一段。</p><p>&lt;第二段&gt;。</p>"
        assert (len(article["title"]), article["content_source_url"]) == (32, "https://a.example/1")
        assert article["thumb_media_id"] == "cover-media-id"

    def test_a_cover_is_uploaded(self, wechat: WeChatDouble, channel: Channel) -> None:
        assert add_draft(account(channel), "标题", "<p>话</p>", "摘要", PICTURE) == "draft-1"
        assert wechat.drafts[0]["thumb_media_id"] == "uploaded-cover"

    @pytest.mark.parametrize(
        ("html", "cover"), [("<p>话</p>", ""), ("长" * 20_000, "m"), ("<p>话</p>", b"\xff" * (10 * 1024 * 1024 + 1))]
    )
    def test_what_wechat_would_not_take_is_told_before(
        self, wechat: WeChatDouble, channel: Channel, html: str, cover: str | bytes
    ) -> None:
        error = refused(lambda: add_draft(account(channel), "标题", html, "摘要", cover))
        assert (error.retry, bool(error.fix)) == (False, True)
        assert wechat.drafts == []
