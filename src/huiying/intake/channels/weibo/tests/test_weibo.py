from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from huiying.intake.actions import listen
from huiying.intake.actions.listening import LEASE, keep
from huiying.intake.channel import Attached, Batch, ChannelError, Heard, Outgoing
from huiying.intake.channels.weibo import pieces
from huiying.intake.channels.weibo.connector import CONNECTOR
from huiying.intake.channels.weibo.speaking import LONGEST, width
from huiying.intake.connectors import account
from huiying.intake.models import Channel, Delivery, Refusal, Voice

from .double import OUR_POST, OWN, WRITER, WeiboDouble

pytestmark = pytest.mark.django_db
LINK = "https://portal.example/a/1"


def read(channel: Channel) -> Channel:
    """One round of the loop, an hour after the last."""
    listen(Channel.objects.get(pk=channel.pk), at=timezone.now() + timedelta(hours=1))
    return Channel.objects.get(pk=channel.pk)


def message(to: dict[str, object], text: str = "路灯已修好。", link: str = "") -> Outgoing:
    return Outgoing(key="reply:HY1:1", text=text, to=to, link=link)


def refused(send: Callable[[], object]) -> ChannelError:
    with pytest.raises(ChannelError) as error:
        send()
    return error.value


class TestHearing:
    def test_a_mention_tells_how_far_it_got(self, weibo: WeiboDouble, channel: Channel) -> None:
        told = weibo.post("@市住建局 路灯坏了", user=weibo.user(verified=True, followers_count=99))
        read(channel)
        voice = Voice.objects.get()
        assert voice.spread == {"reposts": 8, "comments": 9, "followers": 99, "verified": 1}
        assert (voice.likes, voice.reply_to) == (3, {"id": told["idstr"], "receipt": False})
        address = voice.correspondent.addresses.get()  # type: ignore[union-attr]
        assert (address.kind, address.value, voice.correspondent.name) == ("weibo", str(WRITER), "热心市民")  # type: ignore[union-attr]
        assert "北京" not in str(voice.raw)

    def test_a_comment_says_what_it_is_under(self, weibo: WeiboDouble, channel: Channel) -> None:
        told = weibo.comment("什么时候修？")
        read(channel)
        voice = Voice.objects.get()
        assert voice.reply_to == {"id": str(OUR_POST), "cid": told["idstr"], "receipt": False}
        assert voice.raw["status"]["text"] == "关于路灯的通知"

    def test_no_query_code_is_told_in_public(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.comment("什么时候修？")
        weibo.post("@市住建局 路灯坏了")
        read(channel)
        assert Voice.objects.filter(addressed=True).count() == 2
        assert Delivery.objects.count() == 0

    def test_one_comment_in_two_lists_is_one_voice(self, weibo: WeiboDouble, channel: Channel) -> None:
        told = weibo.comment("@市住建局 什么时候修？")
        weibo.streams["comments/mentions"].append(told)
        read(channel)
        assert Voice.objects.count() == 1

    def test_what_we_said_ourselves_is_not_heard(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.comment("已转相关科室。", user=weibo.user(OWN))
        assert read(channel).error == ""
        assert Voice.objects.count() == 0

    def test_what_was_only_passed_on_asks_for_nothing(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.post("转发微博", retweeted_status={"id": OUR_POST, "text": "通知"})
        weibo.post("这条我有话说", retweeted_status={"id": OUR_POST, "text": "通知"})
        read(channel)
        assert list(Voice.objects.order_by("external_id").values_list("addressed", flat=True)) == [False, True]

    def test_an_answer_to_our_answer_goes_on_from_the_letter(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.comment("什么时候修？")
        read(channel)
        first, now = Voice.objects.get(), timezone.now()
        sent = CONNECTOR.send(account(channel), message(first.reply_to))
        Delivery.objects.create(
            key="k", channel=channel, voice=first, kind="reply", text="本周。", state="sent", put_at=now, due_at=now,
            external_id=sent.external_id,
        )  # fmt: skip
        weibo.comment("谢谢！", reply_comment={"id": int(sent.external_id.split(":")[1])})
        read(channel)
        assert Voice.objects.get(text="谢谢！").continues == first


class TestReading:
    def test_all_pages_are_read_and_later_only_what_is_new(self, weibo: WeiboDouble, channel: Channel) -> None:
        for n in range(130):
            weibo.comment(f"第{n}条")
        read(channel)
        assert Voice.objects.count() == 130
        weibo.asked.clear()
        weibo.comment("新的")
        read(channel)
        assert Voice.objects.count() == 131
        assert weibo.asked.count("/2/comments/to_me.json") <= 2

    def test_killed_at_any_page_nothing_is_lost(self, weibo: WeiboDouble, channel: Channel) -> None:
        at = timezone.now()
        for n in range(120):
            weibo.comment(f"第{n}条")
        for dies_after in (1, 2, 3):
            row = Channel.objects.get()
            for n, batch in enumerate(CONNECTOR.listen(account(row), dict(row.cursor)), 1):
                keep(batch, channel=row, at=at)
                if n == dies_after:
                    break
            weibo.comment(f"之后{dies_after}")
        for turn in range(1, 3):
            listen(Channel.objects.get(), at=at + turn * (LEASE + timedelta(hours=1)))
        assert Voice.objects.count() == 123

    def test_the_first_reading_goes_back_some_days(self, weibo: WeiboDouble, channel: Channel) -> None:
        now = timezone.now()
        for days in range(60, 0, -1):
            weibo.post(f"{days}天前", at=now - timedelta(days=days))
        Channel.objects.update(settings={**channel.settings, "days": 5})
        read(channel)
        assert Voice.objects.count() in {4, 5}
        weibo.post("今天")
        read(channel)
        assert Voice.objects.filter(text="今天").exists()

    def test_a_source_that_answers_the_same_page_for_ever_comes_to_an_end(
        self, weibo: WeiboDouble, channel: Channel, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = [weibo.comment("一条")]
        monkeypatch.setattr(weibo, "_page", lambda *_: {"comments": page})
        assert read(channel).error == ""
        assert len(weibo.asked) < 10

    @pytest.mark.parametrize("bad", [None, 7, "x", [], {}, {"id": 12}, {"id": "x", "text": "y"}])
    def test_a_broken_piece_is_refused_once(self, weibo: WeiboDouble, channel: Channel, bad: object) -> None:
        weibo.comment("好的")
        weibo.streams["comments/to_me"].insert(0, bad)
        assert read(channel).error == ""
        assert (Voice.objects.count(), Refusal.objects.count()) == (1, 1)

    @pytest.mark.parametrize(
        "wrong", [{"user": None}, {"text": None}, {"text": "\0"}, {"text": "长" * 30_000}, {"id": 2**70}]
    )
    def test_pieces_that_are_nearly_right(self, weibo: WeiboDouble, channel: Channel, wrong: dict[str, object]) -> None:
        told = weibo.post("话")
        told |= wrong
        told.pop("idstr")
        assert read(channel).error == ""
        assert (Voice.objects.count(), Refusal.objects.count()) == (0, 1)


class TestAccount:
    def test_the_test_tells_how_many_days_are_left(self, weibo: WeiboDouble, channel: Channel) -> None:
        assert "10" in CONNECTOR.check(account(channel))

    @pytest.mark.parametrize("code", [10006, 21301, 21315, 21316, 21317, 21319, 21327, 21332])
    def test_a_token_that_ran_out_asks_for_a_person(self, weibo: WeiboDouble, channel: Channel, code: int) -> None:
        weibo.valid, weibo.token_error = False, code
        row = read(channel)
        assert (row.retry_at, bool(row.error)) == (None, True)
        assert refused(lambda: CONNECTOR.send(account(channel), message({"id": "1"}))).fix

    def test_one_that_is_over_by_the_clock_too(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.expires_in = 0
        assert not refused(lambda: CONNECTOR.check(account(channel))).retry

    def test_a_used_up_hour_waits_as_long_as_weibo_says(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.hits = 0
        error = refused(lambda: CONNECTOR.send(account(channel), message({"id": "1"})))
        assert (error.retry, error.after) == (True, 1415)
        row = read(channel)
        assert row.retry_at is not None
        assert row.retry_at >= timezone.now() + timedelta(seconds=1380)


class TestSpeaking:
    def test_a_mention_is_answered_below_it_and_a_comment_behind_it(self, weibo: WeiboDouble, channel: Channel) -> None:
        CONNECTOR.send(account(channel), message({"id": "11"}))
        CONNECTOR.send(account(channel), message({"id": "11", "cid": "22"}))
        (first, told), (second, more) = weibo.said
        assert (first, told["id"], told["rip"]) == ("comments/create", "11", "203.0.113.7")
        assert (second, more["cid"]) == ("comments/reply", "22")

    @pytest.mark.parametrize("text", ["一句话。" * 100, "长" * 500, "word " * 300, "😀" * 300])
    def test_a_long_one_is_cut_with_its_link(self, weibo: WeiboDouble, channel: Channel, text: str) -> None:
        sent = CONNECTOR.send(account(channel), message({"id": "1"}, text, LINK))
        assert sent.text.endswith(LINK)
        assert width(sent.text) <= LONGEST

    def test_where_the_prefix_makes_it_too_long_it_is_said_shorter(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.longest = 240
        assert CONNECTOR.send(account(channel), message({"id": "1", "cid": "2"}, "长" * 140)).text

    def test_a_release_is_a_post_with_its_link(self, weibo: WeiboDouble, channel: Channel) -> None:
        CONNECTOR.send(account(channel), message({"post": True}, "#通知# 路灯维修公告。", LINK))
        ((name, told),) = weibo.said
        assert (name, told["status"]) == ("statuses/share", f"＃通知＃ 路灯维修公告。\n{LINK}")

    def test_its_first_picture_goes_along(self, weibo: WeiboDouble, channel: Channel) -> None:
        one, two = (Attached(name=f"{n}.png", content=b"\x89PNG\r\n\x1a\n" + bytes([n] * 9)) for n in (1, 2))
        told = replace(
            message({"post": True}, "路灯维修公告。", LINK), enclosed=((one, "image/png"), (two, "image/png"))
        )
        sent = CONNECTOR.send(account(channel), told)
        ((name, said),) = weibo.said
        assert (name, said["status"], said["rip"]) == ("statuses/share", f"路灯维修公告。\n{LINK}", "203.0.113.7")
        assert weibo.pictures == [one.content]
        assert sent.external_id.startswith("status:")

    @pytest.mark.parametrize(
        ("content", "kind"),
        [(b"\x89PNG\r\n" + bytes(5_000_000), "image/png"), (b"RIFF", "image/webp"), (b"no picture", "image/png")],
    )
    def test_a_picture_that_weibo_does_not_take(
        self, weibo: WeiboDouble, channel: Channel, content: bytes, kind: str
    ) -> None:
        told = replace(message({"post": True}, link=LINK), enclosed=((Attached(name="1.png", content=content), kind),))
        error = refused(lambda: CONNECTOR.send(account(channel), told))
        assert (error.retry, "5 MB" in error.fix, weibo.said) == (False, True, [])

    def test_without_the_address_of_the_server_it_is_said(self, weibo: WeiboDouble, channel: Channel) -> None:
        Channel.objects.update(settings={"address": weibo.address})
        error = refused(lambda: CONNECTOR.send(account(Channel.objects.get()), message({"post": True}, link=LINK)))
        assert (error.retry, bool(error.fix)) == (False, True)

    def test_no_machine_of_the_office_is_asked_in_its_place(
        self, weibo: WeiboDouble, channel: Channel, settings: Any
    ) -> None:
        settings.FETCH_PRIVATE = False
        error = refused(lambda: CONNECTOR.send(account(channel), message({"id": "1"})))
        assert (error.retry, "fetch_private" in error.fix, weibo.said) == (False, True, [])

    def test_without_a_link_or_with_a_strange_one_it_is_refused(self, weibo: WeiboDouble, channel: Channel) -> None:
        assert not refused(lambda: CONNECTOR.send(account(channel), message({"post": True}))).retry
        strange = message({"post": True}, link="https://elsewhere.example/")
        error = refused(lambda: CONNECTOR.send(account(channel), strange))
        assert (error.retry, bool(error.fix)) == (False, True)

    def test_slow_but_done_is_done(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.late = True
        assert CONNECTOR.send(account(channel), message({"id": "1"})).external_id == ""

    def test_a_line_that_breaks_after_sending_is_not_tried_again(self, weibo: WeiboDouble, channel: Channel) -> None:
        weibo.hangs_up = True
        assert not refused(lambda: CONNECTOR.send(account(channel), message({"id": "1"}))).retry

    def test_an_answer_with_nowhere_to_go(self, weibo: WeiboDouble, channel: Channel) -> None:
        assert not refused(lambda: CONNECTOR.send(account(channel), message({"openid": "x"}))).retry


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "idstr", "text", "user", "status", "created_at", "verified", "reply_comment"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([pieces.post, pieces.comment]))
def test_any_json_is_a_voice_or_refused(told: Any, read: Callable[[Any], Heard]) -> None:
    try:
        assert isinstance(read(told), Heard)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        batch = Batch(refused=(pieces.refused(told, "comment", error),))
        assert len(batch.refused[0].external_id) <= 120
