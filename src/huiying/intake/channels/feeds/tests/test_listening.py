"""What is heard of feeds, hot lists and pages, and that one source in trouble keeps no other from being heard."""

import json
from datetime import timedelta
from typing import Any

import pytest

from huiying.intake.actions import listen
from huiying.intake.channel import ChannelError
from huiying.intake.channels.feeds.connector import CONNECTOR
from huiying.intake.channels.tests.conformance import AT
from huiying.intake.connectors import account
from huiying.intake.fetching.tests.server import Server
from huiying.intake.models import Channel, Refusal, Voice

from .world import channel_of, item, rss

pytestmark = pytest.mark.django_db(transaction=True)

HOT = {
    "kind": "hot", "name": "热榜", "items": "data.list", "title": "word",
    "link": "url", "heat": "num", "at": "time", "likes": "n.0",
}  # fmt: skip


def read(channel: Channel) -> list[str]:
    """What is new, by its text."""
    before = set(Voice.objects.values_list("pk", flat=True))
    listen(Channel.objects.get(pk=channel.pk), at=AT)
    return [voice.text for voice in Voice.objects.exclude(pk__in=before).order_by("id")]


def fresh(channel: Channel) -> Channel:
    return Channel.objects.get(pk=channel.pk)


def feed(web: Server, path: str = "/feed", **more: Any) -> dict[str, Any]:
    return {"kind": "feed", "url": web.base + path, "name": path.strip("/"), **more}


def test_a_feed_tells_who_when_where_and_in_what_words(web: Server) -> None:
    said = AT - timedelta(days=2)
    more = "<link>/t/1?a=1&amp;b=2</link><author>小王</author><category>民生</category>"
    web.says(
        "/feed",
        rss(item("<p>路灯<b>坏</b>了</p><script>x()</script>", "1", title="路灯 &amp; 井盖", at=said, more=more)),
    )
    channel = channel_of([feed(web)])
    assert read(channel) == ["路灯坏了"]
    voice = Voice.objects.get()
    assert voice.title == "路灯 & 井盖"
    assert voice.said_at == said
    assert not voice.addressed
    assert voice.raw["link"] == web.base + "/t/1?a=1&b=2"
    assert voice.raw["tags"] == ["民生"]
    assert voice.raw["source"] == "feed"
    assert "<b>" in voice.raw["content"]
    assert voice.correspondent is not None
    assert voice.correspondent.name == "小王"


def test_without_an_author_the_source_speaks(web: Server) -> None:
    web.says("/feed", rss(item("路灯坏了", "1")))
    channel_of([feed(web)])
    read(Channel.objects.get())
    correspondent = Voice.objects.get().correspondent
    assert correspondent is not None
    assert correspondent.name == "feed"


def test_no_time_in_the_future_and_none_means_now(web: Server) -> None:
    web.says("/feed", rss(item("明天", "1", at=AT + timedelta(days=1)), item("何时", "2", at=None)))
    assert sorted(read(channel_of([feed(web)]))) == ["何时", "明天"]
    assert set(Voice.objects.values_list("said_at", flat=True)) == {AT}


@pytest.mark.parametrize(("days", "heard"), [(None, ["新"]), (30, ["旧", "新"]), (0, [])])
def test_the_first_look_hears_the_last_days_only(web: Server, days: int | None, heard: list[str]) -> None:
    old, new = item("旧", "1", at=AT - timedelta(days=20)), item("新", "2", at=AT - timedelta(days=1))
    web.says("/feed", rss(old, new))
    channel = channel_of([feed(web)], first_days=days)
    assert read(channel) == heard
    web.says("/feed", rss(old, new, item("晚到", "3", at=AT - timedelta(days=20))))
    assert read(channel) == ["晚到"]


def test_what_did_not_change_is_not_read_again(web: Server) -> None:
    web.says("/feed", rss(item("一", "1")), etag='"1"')
    channel = channel_of([feed(web)])
    read(channel)
    web.says("/feed", b"", 304)
    assert read(channel) == []
    assert web.asked[-1][1]["If-None-Match"] == '"1"'
    assert fresh(channel).error == ""


def test_two_sources_may_both_have_a_number_one(web: Server) -> None:
    for path in ("/a", "/b"):
        web.says(path, rss(item(f"{path} 说", "1")))
    assert sorted(read(channel_of([feed(web, "/a"), feed(web, "/b")]))) == ["/a 说", "/b 说"]


def test_one_story_in_two_feeds_is_heard_once(web: Server) -> None:
    for path in ("/a", "/b"):
        web.says(path, rss(item("同一条", "https://news.example/1", more="<author>报</author>")))
    assert read(channel_of([feed(web, "/a"), feed(web, "/b")])) == ["同一条"]


def test_only_what_is_watched_for_is_heard(web: Server) -> None:
    web.says("/feed", rss(item("城东停水", "1"), item("足球", "2"), item("停水演练", "3"), item("臨時停電", "4")))
    channel = channel_of([feed(web)], watch="停水 -演练\n停电")
    assert sorted(read(channel)) == ["城东停水", "臨時停電"]
    assert Voice.objects.get(text="城东停水").raw["watch"] == "停水 -演练"


def test_other_watches_look_at_all_of_it_again(web: Server) -> None:
    web.says("/feed", rss(item("城东停水", "1"), item("足球", "2")), etag='"1"')
    channel = channel_of([feed(web)], watch="停水")
    assert read(channel) == ["城东停水"]
    channel.settings = channel.settings | {"watch": "停水\n足球"}
    channel.save(update_fields=["settings"])
    assert read(channel) == ["足球"]
    assert read(channel) == []


def test_json_feeds_are_feeds(web: Server) -> None:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "title": "题", "content_html": "<p>停水</p>", "url": "/1", "authors": [{"name": "甲"}],
             "date_published": "2026-11-23T10:00:00+08:00", "tags": ["水"]},
            {"id": 2, "content_text": "停电"}, "no item", {"id": "3"},
        ],
    }  # fmt: skip
    web.says("/feed", json.dumps(told))
    channel = channel_of([feed(web)])
    assert sorted(read(channel)) == ["停水", "停电"]
    assert Voice.objects.get(text="停水").said_at == AT - timedelta(days=1)
    assert Refusal.objects.count() == 1


def test_atom_and_rdf_are_feeds(web: Server) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>题</title><id>urn:x:1</id>'
        '<link href="/1"/><updated>2026-11-23T02:00:00Z</updated><content type="html">&lt;p&gt;停水&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="x"><title>t</title></channel><item rdf:about="urn:x:2"><title>题</title>'
        "<description>停电</description></item></rdf:RDF>"
    )
    web.says("/atom", atom)
    web.says("/rdf", rdf)
    assert sorted(read(channel_of([feed(web, "/atom"), feed(web, "/rdf")]))) == ["停水", "停电"]
    assert Voice.objects.get(text="停水").external_id == "urn:x:1"


def hot(web: Server, *rows: Any) -> dict[str, Any]:
    web.says("/hot", json.dumps({"data": {"list": rows}}))
    return {**HOT, "url": web.base + "/hot"}


def test_a_hot_list_is_heard_with_its_heat(web: Server) -> None:
    source = hot(
        web, {"word": "某地停水", "url": "/s?q=1", "num": "12.3万", "time": 1795485600, "n": [7]}, {"word": ""}, 3
    )
    channel = channel_of([source])
    assert read(channel) == ["某地停水"]
    voice = Voice.objects.get()
    assert voice.spread == {"reads": 123_000}
    assert voice.likes == 7
    assert voice.raw["link"] == web.base + "/s?q=1"
    hot(web, {"word": "某地停水", "num": 999999}, {"word": "又一件"})
    assert read(channel) == ["又一件"]


def test_what_is_hot_again_after_months_is_heard_again(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = channel_of([hot(web, {"word": "停水"})])
    assert read(channel) == ["停水"]
    monkeypatch.setattr(CONNECTOR, "now", lambda: AT + timedelta(days=8))
    hot(web, {"word": "停水"}, {"word": "二"})
    assert read(channel) == ["二"]  # it stood there all the time
    Channel.objects.update(cursor={})
    assert read(channel) == ["停水"]
    assert read(channel) == []


def page(web: Server, *texts: str) -> dict[str, Any]:
    rows = "".join(f'<li><a href="/n/{text}">{text}</a><br><span>详情</span></li>' for text in texts)
    web.says(
        "/page",
        f"<html><body><ul class=news>{rows}</ul><p>访问量 {len(texts)}</p></body></html>",
        content_type="text/html",
    )
    return {"kind": "page", "url": web.base + "/page", "name": "公告", "select": ".news li"}


def test_a_page_is_heard_where_it_says_something_new(web: Server) -> None:
    channel = channel_of([page(web, "甲", "乙")])
    assert read(channel) == []
    page(web, "丙", "甲", "乙")
    assert read(channel) == ["丙\n详情"]
    assert Voice.objects.get().raw["link"] == web.base + "/n/丙"
    page(web, "甲")
    assert read(channel) == []


def test_rsshub_is_asked_at_its_own_address(web: Server) -> None:
    web.says("/hub/weibo/search/hot", rss(item("热搜", "1")))
    source = {"kind": "feed", "url": "rsshub:/weibo/search/hot", "name": "热搜"}
    assert read(channel_of([source], rsshub=web.base + "/hub/")) == ["热搜"]


def test_a_bad_source_keeps_no_other_from_being_heard(web: Server) -> None:
    web.says("/good", rss(item("一", "1")))
    channel = channel_of([feed(web, "/gone"), feed(web, "/good")])
    assert read(channel) == ["一"]
    assert fresh(channel).error == ""
    (trouble,) = fresh(channel).cursor["troubles"]
    assert trouble.startswith("gone：")
    assert "404" in trouble
    asked = len(web.asked)
    read(channel)
    assert [path for path, _headers in web.asked[asked:]] == ["/good"]


def test_a_source_that_failed_is_asked_again_in_time(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    web.says("/good", rss(item("一", "1")))
    web.says("/bad", "", 500)
    channel = channel_of([feed(web, "/bad"), feed(web, "/good")])
    read(channel)
    web.says("/bad", rss(item("二", "2")))
    assert read(channel) == []
    monkeypatch.setattr(CONNECTOR, "now", lambda: AT + timedelta(minutes=2))
    assert read(channel) == ["二"]
    assert fresh(channel).cursor["troubles"] == []


def test_where_all_fail_the_channel_is_in_trouble_and_names_them(web: Server) -> None:
    web.says("/bad", "", 500)
    channel = channel_of([feed(web, "/gone"), feed(web, "/bad")])
    assert read(channel) == []
    told = fresh(channel)
    assert "gone" in told.error
    assert "bad" in told.error
    assert told.retry_at is not None


def test_a_named_time_is_kept_to(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    web.says("/feed", "", 429, retry_after="3600")
    channel = channel_of([feed(web)])
    read(channel)
    assert len(web.asked) == 1
    read(channel)
    assert len(web.asked) == 1
    assert fresh(channel).error
    web.says("/feed", rss(item("一", "1")))
    monkeypatch.setattr(CONNECTOR, "now", lambda: AT + timedelta(seconds=3610))
    assert read(channel) == ["一"]


def test_a_source_may_be_read_less_often(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    web.says("/feed", rss(item("一", "1")))
    channel = channel_of([feed(web, minutes=60)])
    read(channel)
    web.says("/feed", rss(item("二", "2")))
    assert read(channel) == []
    assert fresh(channel).error == ""
    monkeypatch.setattr(CONNECTOR, "now", lambda: AT + timedelta(minutes=61))
    assert read(channel) == ["二"]


@pytest.mark.parametrize(
    "cursor", [{"sources": 1}, {"sources": {"x": {}}}, {"a": "b"}, {"sources": {"KEY": {"seen": 3}}}]
)
def test_a_cursor_of_another_form_is_a_new_beginning(web: Server, cursor: dict[str, Any]) -> None:
    web.says("/feed", rss(item("一", "1")))
    channel = channel_of([feed(web)])
    read(channel)
    key = next(iter(fresh(channel).cursor["sources"]))
    Channel.objects.update(cursor=json.loads(json.dumps(cursor).replace("KEY", key)))
    assert read(channel) == []
    assert fresh(channel).error == ""


def test_what_is_remembered_is_bounded(web: Server) -> None:
    channel = channel_of([feed(web)])
    for turn in range(2):
        web.says("/feed", rss(*(item(f"第{turn}.{n}条", f"{turn}.{n}") for n in range(400))))
        assert len(read(channel)) == 400
    (kept,) = fresh(channel).cursor["sources"].values()
    assert len(kept["seen"]) == 500
    assert read(channel) == []


def test_the_newest_of_a_hundred_thousand_are_heard(web: Server) -> None:
    items = [f"<item><title>{n}</title></item>" for n in range(100_000)]
    web.says("/feed", "<rss version='2.0'><channel>" + "".join(items) + "</channel></rss>")
    heard = read(channel_of([feed(web)]))
    assert len(heard) == 500


def test_the_test_button_tells_what_it_found(web: Server) -> None:
    web.says("/feed", rss(item("停水", "1"), item("足球", "2")))
    channel = channel_of([feed(web)], watch="停水")
    told = CONNECTOR.check(account(channel))
    assert "2" in told
    assert "1" in told
    channel.settings["sources"].append(feed(web, "/gone"))
    with pytest.raises(ChannelError) as failed:
        CONNECTOR.check(account(channel))
    assert "gone" in str(failed.value)
    assert Voice.objects.count() == 0


def test_settings_that_cannot_work_wait_for_a_person(web: Server) -> None:
    channel = channel_of('[[sources]]\nkind = "feed"')
    read(channel)
    assert fresh(channel).error
    assert fresh(channel).retry_at is None
