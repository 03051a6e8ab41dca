from collections.abc import Iterator
from typing import Any

import pytest

from huiying.intake.models import Channel

from .double import TOKEN, WeiboDouble, running


@pytest.fixture
def weibo(settings: Any) -> Iterator[WeiboDouble]:
    settings.FETCH_PRIVATE = True  # it stands on this machine
    with running(WeiboDouble()) as double:
        yield double


@pytest.fixture
def channel(weibo: WeiboDouble) -> Channel:
    return Channel.objects.create(
        slug="weibo",
        name="微博",
        connector="weibo",
        form="social",
        settings={"address": weibo.address, "ip": "203.0.113.7"},
        secrets={"access_token": TOKEN},
    )
