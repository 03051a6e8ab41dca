"""The contract, against the stand-in."""

import pytest

from huiying.intake.channels.tests.conformance import Listener, Speaker
from huiying.intake.models import Channel

from .double import OUR_POST, WeiboDouble

pytestmark = pytest.mark.django_db(transaction=True)


class Account:
    """Both sides of the stand-in."""

    def __init__(self, double: WeiboDouble, channel: Channel) -> None:
        self.double, self.channel = double, channel
        self.to: dict[str, object] = {"id": str(OUR_POST), "cid": "4498765432109876", "receipt": False}

    def say(self, *texts: str) -> None:
        for n, text in enumerate(texts):
            if n % 2:
                self.double.post(text)
            else:
                self.double.comment(text)

    def say_badly(self) -> None:
        self.double.post("坏的", created_at="yesterday")

    def go_away(self) -> None:
        self.double.away = True

    def come_back(self) -> None:
        self.double.away = False

    def refuse_us(self) -> None:
        self.double.valid = False

    def said(self) -> list[str]:
        return [told["comment"] for _, told in self.double.said]


@pytest.fixture
def source(weibo: WeiboDouble, channel: Channel) -> Account:
    return Account(weibo, channel)


@pytest.fixture
def ear(weibo: WeiboDouble, channel: Channel) -> Account:
    return Account(weibo, channel)


class TestListening(Listener):
    pass


class TestSpeaking(Speaker):
    pass
