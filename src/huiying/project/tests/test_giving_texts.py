"""An approved text goes to WeChat and Weibo through the outbox, once for each version."""

from typing import Any

import pytest

from huiying.core.errors import InputError, RuleError
from huiying.intake.actions.sending import send_out
from huiying.intake.channels.wechat.tests.double import APPID, SECRET, WeChatDouble, running
from huiying.intake.models import Channel, Delivery
from huiying.publication.actions.enclosing import add_picture
from huiying.publication.actions.spreading import give_channel, publish_page
from huiying.publication.models import Manuscript, Spreading
from huiying.publication.tests.texts import HOUR, WRITTEN, approved, picture, written
from tests.office import Office


def test_a_text_becomes_a_draft_with_its_pictures_and_a_post_with_its_link(office: Office, settings: Any) -> None:
    settings.FETCH_PRIVATE = True  # the stand-in of WeChat is on this machine
    weibo = Channel.objects.create(slug="weibo", name="官方微博", connector="weibo", form="social", is_open=True)
    found = written(office, body="第一段<b>。\n一、标题\n[图1]\n- 一项\n结尾。" + "详细说明。" * 20)
    add_picture(found, content=picture(), caption="厂房", by=office.handler, at=WRITTEN)
    found = approved(office, Manuscript.objects.get())
    with running(WeChatDouble()) as wechat:
        account = Channel.objects.create(
            slug="official-account",
            name="公众号",
            connector="wechat",
            form="social",
            settings={"appid": APPID, "address": wechat.address},
            secrets={"appsecret": SECRET, "token": "t"},
        )
        with pytest.raises(RuleError):
            give_channel(found, form="wechat", channel=account.pk, by=office.editor, at=WRITTEN)
        publish_page(found, by=office.editor, at=WRITTEN)
        found.refresh_from_db()
        give_channel(found, form="wechat", channel=account.pk, by=office.editor, at=WRITTEN)
        give_channel(found, form="weibo", channel=weibo.pk, by=office.editor, at=WRITTEN)
        for channel in (account.pk, weibo.pk, office.mailbox.pk):
            with pytest.raises((RuleError, InputError)):
                give_channel(found, form="wechat", channel=channel, by=office.editor, at=WRITTEN)
        Channel.objects.filter(pk=weibo.pk).update(is_open=False)
        send_out(at=WRITTEN + HOUR)
    (article,) = wechat.drafts
    assert article["title"] == found.title
    assert article["thumb_media_id"] == "uploaded-cover"
    assert "<p>第一段&lt;b&gt;。</p><h2>一、标题</h2>" in article["content"]
    assert '<img src="http://mmbiz.qpic.cn/mmbiz_png/1/0" alt="厂房"></p><p>厂房</p>' in article["content"]
    assert article["content_source_url"].endswith(found.page)
    sent = Delivery.objects.get(channel=account)
    assert (sent.state, sent.external_id) == ("sent", "draft-1")
    post = Delivery.objects.get(channel=weibo)
    assert post.text.startswith(f"【{found.title}】")
    assert post.text.endswith(found.page)
    assert [file["media_type"] for file in post.files] == ["image/jpeg"]
    told = Spreading.objects.by_form()
    assert (told["wechat", "delivered"], told["weibo", "delivered"]) == (1, 1)


def test_what_is_too_long_for_wechat_is_said_before_it_is_laid_in_the_outbox(office: Office) -> None:
    account = Channel.objects.create(slug="official", name="公众号", connector="wechat", form="social")
    found = approved(office, body="很长的一段。\n" * 1200)
    publish_page(found, by=office.editor, at=WRITTEN)
    with pytest.raises(InputError, match="微信"):
        give_channel(found, form="wechat", channel=account.pk, by=office.editor, at=WRITTEN)
    assert not Delivery.objects.exists()
