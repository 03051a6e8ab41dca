"""The contract, against the stand-in: comments are what the account fetches; it answers messages and comments."""

import time

import pytest
from django.utils import timezone

from huiying.intake.channels.tests.conformance import Listener, Speaker
from huiying.intake.models import Channel

from .double import ARTICLE, OPENID, WeChatDouble

pytestmark = pytest.mark.django_db(transaction=True)


class Account:
    """Both sides of the stand-in."""

    def __init__(self, double: WeChatDouble, channel: Channel) -> None:
        self.double, self.channel = double, channel
        self.to: dict[str, object] = {"openid": OPENID, "said_at": timezone.now().isoformat(), "receipt": False}
        double.says()

    def say(self, *texts: str) -> None:
        kept = self.double.comments[(ARTICLE, 0)]
        for text in texts:
            kept.append({
                "user_comment_id": len(kept) + 1, "openid": OPENID, "create_time": int(time.time()), "content": text,
                "comment_type": 0,
            })  # fmt: skip

    def say_badly(self) -> None:
        self.double.comments[(ARTICLE, 0)].append({"user_comment_id": "七", "content": None})

    def go_away(self) -> None:
        self.double.away = True

    def come_back(self) -> None:
        self.double.away = False

    def refuse_us(self) -> None:
        self.double.secret = "changed"
        self.double.expire_token()

    def said(self) -> list[str]:
        return [text for _, text in self.double.sent]


@pytest.fixture
def source(wechat: WeChatDouble, channel: Channel) -> Account:
    return Account(wechat, channel)


@pytest.fixture
def ear(wechat: WeChatDouble, channel: Channel) -> Account:
    return Account(wechat, channel)


class TestComments(Listener):
    pass


class TestMessages(Speaker):
    pass
