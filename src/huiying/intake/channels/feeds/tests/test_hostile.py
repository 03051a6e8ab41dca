"""What a feed may hold to harm us: bombs, spies, rubbish. It becomes text or a refusal, in bounded time."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as rounds
from hypothesis import strategies as st

from huiying.intake.channel import ChannelError
from huiying.intake.channels.feeds.hearing import hear, pieces
from huiying.intake.channels.feeds.parsing import hot, pages, plain, syndication
from huiying.intake.channels.feeds.parsing.unreadable import Unreadable
from huiying.intake.channels.feeds.reading import Entry, read
from huiying.intake.channels.feeds.sources import Source
from huiying.intake.channels.tests.conformance import AT
from huiying.intake.fetching.charsets import decoded

from .world import item, rss

FEED = Source(kind="feed", url="http://feeds.example/", name="源")
LAUGHS = '<!DOCTYPE rss [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
SPY = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:1/">]>'


def texts(told: str) -> list[str]:
    return [entry.text or entry.title for entry in read(FEED, told)]


def test_a_bomb_does_not_go_off() -> None:
    told = rss(
        "<item><title>前</title></item><item><title>&j;</title></item><item><title>后</title></item>", head=LAUGHS
    )
    found = texts(told)
    assert "前" in found
    assert all(len(text) < 100 for text in found)


def test_many_small_entities_do_not_grow() -> None:
    head = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>'
    found = texts(rss(f"<item><title>{'&a;' * 10_000}</title></item>", head=head))
    assert all("xxxxx" not in text for text in found)


def test_a_spy_sees_nothing() -> None:
    found = texts(rss("<item><title>前&x;&y;</title></item>", head=SPY))
    assert all("root" not in text for text in found)
    assert any(text.startswith("前") for text in found)


def test_an_inclusion_includes_nothing() -> None:
    xinclude = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/passwd"/>'
    assert all("root" not in text for text in texts(rss(f"<item><title>前{xinclude}</title></item>")))


@pytest.mark.parametrize(
    "told",
    [
        "", " ", "路灯", "{}", "[]", '{"items": []}', "<html><body>维护中</body></html>", "<", "<rss", "\0\0\0",
        '{"version": "https://jsonfeed.org/version/1", "items": {}}', '{"version":' + "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told(told: str) -> None:
    with pytest.raises(ChannelError) as failed:
        read(FEED, told)
    assert failed.value.fix


def test_a_broken_feed_gives_what_it_can() -> None:
    assert texts(rss(item("一", "1"))[:-20] + "<item><title>二 & 三</title>")[:1] == ["一"]
    assert "一" in texts("<rss version='2.0'><channel><item><title>一</title></item><item><title>二")
    assert texts(rss("<item><title>停\x08水\ufffe</title></item>")) == ["停水"]


@pytest.mark.parametrize("told", ["<rss><channel><item>" + "<a>" * 1_200_000, "<rss><item><title>&" + "<!" * 2_000_000])
def test_what_would_take_for_ever_is_ended(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.intake.channels.feeds.reading.SECONDS", 2)
    with pytest.raises(ChannelError) as failed:
        read(FEED, told)
    assert not failed.value.retry


def test_a_page_that_would_take_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiying.intake.channels.feeds.reading.SECONDS", 2)
    source = Source(kind="page", url="http://a.example/", name="页", how={"select": "div div p, div:last-child"})
    with pytest.raises(ChannelError):
        read(source, "<div>" * 800_000 + "x")


@pytest.mark.parametrize(
    ("told", "fix"), [("{", "address"), ("[]", "items"), ('{"data": 1}', "items"), ('{"data": {"list": {}}}', "items")]
)
def test_what_is_no_hot_list_is_told(told: str, fix: str) -> None:
    source = Source(kind="hot", url="http://a.example/", name="榜", how={"items": "data.list", "title": "word"})
    with pytest.raises(ChannelError) as failed:
        read(source, told)
    assert failed.value.retry
    assert failed.value.fix


def test_what_a_database_cannot_keep_is_left_out() -> None:
    rows = '[{"word": "停\\u0000水\\ud800", "num": 1e400, "time": 1e300, "url": "javascript:alert(1)"}]'
    source = Source(kind="hot", url="http://a.example/", name="榜",
                    how={"items": ".", "title": "word", "heat": "num", "at": "time", "link": "url"})  # fmt: skip
    (piece,) = pieces(read(source, rows), source, AT, 500)
    heard = hear(piece, source, base="http://a.example/", watches=(), at=AT)
    assert heard is not None
    assert getattr(heard, "text", "") == "停水"
    assert "link" not in getattr(heard, "raw", {})


@pytest.mark.parametrize(
    ("value", "count"),
    [(1234, 1234), ("1,234", 1234), ("12.3万", 123_000), ("1.5亿", 150_000_000), ("热度 88w", 880_000),
     ("9" * 40, 2**31 - 1), ("many", None), (None, None), (True, None), ([], None),
     ("-5", 5), (float("inf"), None), ("3k", 3000)],
)  # fmt: skip
def test_figures_as_lists_write_them(value: Any, count: int | None) -> None:
    assert hot.count(value) == count


def test_html_becomes_text() -> None:
    assert (
        plain.unmarked("<p>我<b>们</b>\n好</p><div>二<br>三</div><style>x</style>&amp;<!-- c -->")
        == "我们 好\n二\n三\n&"
    )
    assert plain.unmarked("压力<50kPa") == "压力<50kPa"
    assert plain.unmarked("a &lt;script&gt;") == "a <script>"
    assert plain.unmarked("") == ""
    assert len(plain.unmarked("<p>" + "水" * 300_000)) <= plain.TEXT


def test_the_sources_own_form_can_be_kept_too() -> None:
    told = '{"version": "https://jsonfeed.org/version/1", "items": [{"content_html": "<p>停\\u0000水\\ud800</p>"}]}'
    (entry,) = syndication.entries(told)
    assert (entry["content"], entry["text"]) == ("<p>停水</p>", "停水")


def safe(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        told = json.dumps(entry, ensure_ascii=False)
        told.encode()
        assert "\\u0000" not in told
    found = pieces([Entry(**entry) for entry in entries], FEED, AT, 500)
    for piece in found:
        hear(piece, FEED, base="http://feeds.example/", watches=(), at=AT)


PIECES = st.sampled_from(
    ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<guid>", "<pubDate>", "<entry>", "<feed>",
     "&a;", "&#0;", "&#xD800;", "&#99999999999;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml", "<!ENTITY", "\x00",
     "水", "2026-11-24", "9999-99-99",
     "<link href='http://[::1'>",
     "<content type='xhtml'>", "<author>", "{", "}"]
)  # fmt: skip


@rounds(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=10), max_size=30).map("".join) | st.binary(max_size=200).map(decoded))
def test_anything_as_a_feed_is_read_or_refused(told: str) -> None:
    try:
        found = syndication.entries(told)
    except Unreadable:
        return
    safe(found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5) | st.just("id"), inner, max_size=4),
    max_leaves=20,
)


@given(st.lists(JSON, max_size=5), st.sampled_from([".", "id", "id.0", "0.id", "..", "9" * 30]))
def test_anything_as_a_hot_list_is_read(items: list[Any], path: str) -> None:
    how = {"items": ".", "title": path, "text": path, "id": path, "at": path, "heat": path, "likes": path, "link": path}
    safe(hot.entries(json.dumps(items), how))


@given(st.lists(JSON, max_size=5))
def test_anything_as_a_json_feed_is_read(items: list[Any]) -> None:
    safe(syndication.entries(json.dumps({"items": items, "version": "https://jsonfeed.org/version/1.1"})))


@given(st.text(st.sampled_from("<>/pdivulahref=' \"&;\x00水"), max_size=200))
def test_anything_as_a_page_is_read(told: str) -> None:
    try:
        found = pages.entries(told, "p, a, div")
    except Unreadable:
        return
    safe(found)
