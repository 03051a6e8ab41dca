import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from huiying.intake.channel import Account
from huiying.intake.channels.wechat.connector import CONNECTOR
from huiying.intake.channels.wechat.tokens import KEPT, PATH, Tokens
from huiying.intake.connectors import account
from huiying.intake.models import Channel

from .double import WeChatDouble

pytestmark = pytest.mark.django_db(transaction=True)


def kept() -> dict[str, str]:
    return dict(Channel.objects.get().secrets[KEPT])


def tokens(channel: Channel, later: timedelta = timedelta()) -> Tokens:
    return Tokens(account(Channel.objects.get(pk=channel.pk)), lambda: timezone.now() + later)


def test_a_token_is_asked_for_once_and_kept_sealed(wechat: WeChatDouble, channel: Channel) -> None:
    first = tokens(channel).token()
    assert tokens(channel).token() == first == kept()["token"]
    assert wechat.asked == [PATH]
    with connection.cursor() as cursor:
        cursor.execute("SELECT secrets, settings, cursor FROM intake_channel")
        assert first not in json.dumps(cursor.fetchall(), default=str)


def test_it_is_renewed_before_it_ends(wechat: WeChatDouble, channel: Channel) -> None:
    tokens(channel).token()
    tokens(channel, timedelta(seconds=7200 - 299)).token()
    assert wechat.asked == [PATH, PATH]


def test_many_workers_renew_it_once(wechat: WeChatDouble, channel: Channel) -> None:
    wechat.slow_token = 0.3

    def one(_n: int) -> str:
        try:
            return tokens(channel).token()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        told = set(pool.map(one, range(8)))
    assert (len(told), wechat.asked) == (1, [PATH])


def test_a_renewer_that_died_holds_nobody_up_for_ever(wechat: WeChatDouble, channel: Channel) -> None:
    channel.secrets = {**channel.secrets, KEPT: {"renewing": (timezone.now() - timedelta(seconds=1)).isoformat()}}
    channel.save()
    assert tokens(channel).token()


def test_a_refused_token_is_renewed_once_and_the_call_made_again(wechat: WeChatDouble, channel: Channel) -> None:
    CONNECTOR.check(account(channel))
    wechat.expire_token()
    CONNECTOR.check(account(Channel.objects.get()))
    assert (wechat.asked.count(PATH), wechat.forced) == (2, 0)


def test_it_is_forced_only_where_the_same_comes_again(wechat: WeChatDouble, channel: Channel) -> None:
    first = tokens(channel).token()
    assert tokens(channel).token(instead_of=first) != first
    assert wechat.forced == 1


def test_other_keys_forget_it(wechat: WeChatDouble, channel: Channel) -> None:
    tokens(channel).token()
    wechat.secret = "new"
    Channel.objects.update(secrets={**Channel.objects.get().secrets, "appsecret": "new"})
    tokens(channel).token()
    assert wechat.asked == [PATH, PATH]


def test_a_clerk_who_saves_meanwhile_loses_nothing(wechat: WeChatDouble, channel: Channel) -> None:
    tokens(channel).token()
    assert Channel.objects.get().secrets["token"] == channel.secrets["token"]
    assert Channel.objects.get().secrets["appsecret"] == channel.secrets["appsecret"]


def test_an_account_that_is_not_kept_yet_can_be_tried(wechat: WeChatDouble, channel: Channel) -> None:
    told = account(channel)
    fresh = Account(slug="not-there", name="新", settings=told.settings, secrets=told.secrets)
    assert CONNECTOR.check(fresh)
