from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from huiying.intake.models import Channel

from .double import APPID, SECRET, WeChatDouble, running

TOKEN = "callbacktoken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@pytest.fixture(autouse=True)
def _no_used_nonces() -> None:
    cache.clear()


@pytest.fixture
def wechat(settings: Any) -> Iterator[WeChatDouble]:
    settings.FETCH_PRIVATE = True  # it stands on this machine
    with running(WeChatDouble()) as double:
        yield double


@pytest.fixture
def channel(wechat: WeChatDouble) -> Channel:
    return Channel.objects.create(
        slug="official-account",
        name="公众号",
        connector="wechat",
        form="social",
        settings={"appid": APPID, "address": wechat.address, "cover": "cover-media-id"},
        secrets={"appsecret": SECRET, "token": TOKEN},
    )
