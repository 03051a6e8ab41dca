"""What every channel keeps. A channel's tests subclass these and give them a world: the real source, or a double that
checks what its documents ask.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from huiying.intake.actions import listen, send_out
from huiying.intake.actions.listening import LEASE, keep
from huiying.intake.channel import Account, Batch, ChannelError, Listens, Outgoing, Speaks
from huiying.intake.connectors import account, connector
from huiying.intake.models import Channel, Delivery, Refusal, Voice

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MOST_IN_A_BATCH = 200


class Source(Protocol):
    """The other side of a channel that fetches."""

    channel: Channel

    def say(self, *texts: str) -> None:
        """Let the public say these, one piece each."""

    def say_badly(self) -> None:
        """Put in one piece that cannot be taken in."""

    def go_away(self) -> None:
        """Answer nobody until `come_back`."""

    def come_back(self) -> None: ...

    def refuse_us(self) -> None:
        """Turn our password or token down from now on."""


class Listener:
    """For a class with a fixture `source` and the mark django_db(transaction=True)."""

    def heard(self) -> list[str]:
        return sorted(text.strip() for text in Voice.objects.values_list("text", flat=True))

    def fresh(self, source: Source) -> Channel:
        return Channel.objects.get(pk=source.channel.pk)

    def test_what_was_said_is_heard_once_however_often_it_is_read(self, source: Source) -> None:
        source.say("路灯坏了三天。", "公交站牌看不清。")
        assert listen(self.fresh(source), at=AT) == 2
        assert listen(self.fresh(source), at=AT) == 0
        Channel.objects.filter(pk=source.channel.pk).update(cursor={})
        assert listen(self.fresh(source), at=AT) == 0
        assert self.heard() == ["公交站牌看不清。", "路灯坏了三天。"]

    def test_batches_are_bounded_and_lead_on(self, source: Source) -> None:
        source.say(*(f"第{n}条。" for n in range(25)))
        batches = list(self.read(source))
        assert all(len(batch.heard) <= MOST_IN_A_BATCH for batch in batches)
        assert sum(len(batch.heard) for batch in batches) == 25

    def test_nothing_is_lost_where_it_is_killed_between_two_batches(self, source: Source) -> None:
        source.say(*(f"第{n}条。" for n in range(12)))
        for batch in self.read(source):
            keep(batch, channel=self.fresh(source), at=AT)
            break
        source.say("后来的一条。")
        listen(self.fresh(source), at=AT + LEASE + timedelta(seconds=1))  # the dead worker's lease has run out
        assert len(self.heard()) == 13

    def test_a_bad_piece_is_refused_with_its_reason_and_the_rest_goes_on(self, source: Source) -> None:
        source.say("前一条。")
        source.say_badly()
        source.say("后一条。")
        listen(self.fresh(source), at=AT)
        listen(self.fresh(source), at=AT)
        assert {"前一条。", "后一条。"} <= set(self.heard())
        assert Refusal.objects.filter(channel=source.channel).count() == 1
        assert self.fresh(source).error == ""

    def test_a_source_that_is_away_is_tried_again(self, source: Source) -> None:
        source.say("先说一条。")
        source.go_away()
        assert listen(self.fresh(source), at=AT) == 0
        channel = self.fresh(source)
        assert channel.failures == 1
        assert channel.error
        assert channel.retry_at is not None
        source.come_back()
        assert listen(channel, at=AT) == 1
        assert self.fresh(source).error == ""

    def test_a_refused_account_waits_for_a_person(self, source: Source) -> None:
        source.refuse_us()
        listen(self.fresh(source), at=AT)
        channel = self.fresh(source)
        assert channel.error
        assert channel.retry_at is None

    def test_the_test_button_tells_good_from_bad(self, source: Source) -> None:
        found = connector(source.channel.connector)
        assert found is not None
        assert found.check(self.account(source))
        source.refuse_us()
        with pytest.raises(ChannelError) as refused:
            found.check(self.account(source))
        assert not refused.value.retry

    def read(self, source: Source) -> Iterator[Batch]:
        found = connector(source.channel.connector)
        assert isinstance(found, Listens)
        return found.listen(self.account(source), dict(self.fresh(source).cursor))

    def account(self, source: Source) -> Account:
        return account(self.fresh(source))


class Ear(Protocol):
    """The other side of a channel that speaks."""

    channel: Channel
    to: dict[str, object]

    def said(self) -> list[str]:
        """The texts that arrived."""

    def go_away(self) -> None: ...

    def come_back(self) -> None: ...

    def refuse_us(self) -> None: ...


class Speaker:
    """For a class with a fixture `ear` and the mark django_db(transaction=True)."""

    def test_a_message_arrives_once(self, ear: Ear) -> None:
        self.put(ear, "路灯已修好。")
        assert send_out(at=AT) == 1
        assert send_out(at=AT) == 0
        assert len(ear.said()) == 1
        assert "路灯已修好。" in ear.said()[0]
        assert self.only().state == Delivery.State.SENT

    def test_a_long_message_is_shortened_with_its_link(self, ear: Ear) -> None:
        self.put(ear, "答复很长。" * 4000, link="https://portal.example/a/1")
        send_out(at=AT)
        assert self.only().state == Delivery.State.SENT
        assert "https://portal.example/a/1" in ear.said()[0]

    def test_a_channel_that_is_away_is_tried_again(self, ear: Ear) -> None:
        ear.go_away()
        self.put(ear, "路灯已修好。")
        send_out(at=AT)
        waiting = self.only()
        assert waiting.state == Delivery.State.WAITING
        assert waiting.due_at > AT
        assert waiting.error
        ear.come_back()
        send_out(at=waiting.due_at)
        assert len(ear.said()) == 1

    def test_what_is_refused_for_good_is_not_tried_again(self, ear: Ear) -> None:
        ear.refuse_us()
        self.put(ear, "路灯已修好。")
        send_out(at=AT)
        assert self.only().state == Delivery.State.FAILED
        assert self.only().error

    def test_asked_twice_with_one_key_it_says_so_truly(self, ear: Ear) -> None:
        speaker = connector(ear.channel.connector)
        assert isinstance(speaker, Speaks)
        message = Outgoing(key="reply:HY1:1", text="路灯已修好。", to=ear.to)
        for _ in range(2):
            speaker.send(account(Channel.objects.get(pk=ear.channel.pk)), message)
        assert len(ear.said()) == (1 if speaker.sends_once else 2)

    def put(self, ear: Ear, text: str, link: str = "") -> None:
        Delivery.objects.create(
            key="reply:HY1:1", channel=ear.channel, kind="reply", title="关于路灯的答复", text=text, link=link,
            to=ear.to, put_at=AT, due_at=AT,
        )  # fmt: skip

    def only(self) -> Delivery:
        return Delivery.objects.get()
