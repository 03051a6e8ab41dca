"""The sources as an office writes them, and where each mistake is."""

from typing import Any

import pytest

from huiying.core.errors import InputError
from huiying.intake.channels.feeds.connector import CONNECTOR
from huiying.intake.channels.feeds.sources import sources

GOOD = """
[[sources]]
kind = "feed"
url = "https://forum.example/rss"
name = "论坛"

[[sources]]
kind = "hot"
url = "https://hot.example/api"
name = "热榜"
minutes = 10
items = "data.list"
title = "word"
heat = "num"

[[sources]]
kind = "page"
url = "rsshub:/x"
select = ".news li"
"""


def test_sources_are_read() -> None:
    feed, hot, page = sources({"sources": GOOD, "rsshub": "http://127.0.0.1:1200"})
    assert (feed.kind, feed.name, feed.url) == ("feed", "论坛", "https://forum.example/rss")
    assert (hot.minutes, dict(hot.how)) == (10, {"items": "data.list", "title": "word", "heat": "num"})
    assert (page.url, page.name) == ("http://127.0.0.1:1200/x", "127.0.0.1")


def test_a_list_is_as_good_as_its_text() -> None:
    rows = [{"kind": "feed", "url": "https://forum.example/rss", "name": "论坛"}]
    assert sources({"sources": rows}) == sources({"sources": {"sources": rows}})


URL = {"url": "https://a.example/"}


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"kind": "magic", **URL}, "kind"),
        ({"kind": ["feed"], **URL}, "kind"),
        ({"kind": "feed"}, "url"),
        ({"kind": "feed", "url": ""}, "url"),
        ({"kind": "feed", "url": 3}, "url"),
        ({"kind": "feed", "url": "a.example"}, "url"),
        ({"kind": "feed", "url": "file:///etc/passwd"}, "url"),
        ({"kind": "feed", "url": "https://u:p@a.example/"}, "url"),
        ({"kind": "feed", "url": "rsshub:/weibo"}, "url"),
        ({"kind": "feed", "url": "https://a.example/" + "x" * 2000}, "url"),
        ({"kind": "feed", "name": 3, **URL}, "name"),
        ({"kind": "feed", "minutes": "10", **URL}, "minutes"),
        ({"kind": "feed", "minutes": -1, **URL}, "minutes"),
        ({"kind": "feed", "minutes": True, **URL}, "minutes"),
        ({"kind": "feed", "select": "p", **URL}, "select"),
        ({"kind": "hot", "items": "a", **URL}, "title"),
        ({"kind": "page", **URL}, "select"),
        ({"kind": "page", "select": "a[", **URL}, "select"),
    ],
)
def test_a_mistake_is_named_by_source_and_key(row: dict[str, Any], key: str) -> None:
    with pytest.raises(InputError) as wrong:
        CONNECTOR.check_settings({"sources": [{"kind": "feed", "url": "https://b.example/"}, row]})
    assert wrong.value.where in {f"第 2 个来源 {key} 项", f"source 2, key {key}"}


@pytest.mark.parametrize("told", [None, "", [], "a = 1", "[[source]]", "[[sources", "sources = 3", 3, [3], {"x": 1}])
def test_what_is_no_list_of_sources_is_told(told: Any) -> None:
    with pytest.raises(InputError) as wrong:
        CONNECTOR.check_settings({"sources": told})
    assert wrong.value.where


def test_too_many_and_twice_the_same_are_told() -> None:
    rows = [{"kind": "feed", "url": f"https://a.example/{n}"} for n in range(101)]
    with pytest.raises(InputError):
        sources({"sources": rows})
    with pytest.raises(InputError):
        sources({"sources": [rows[0], rows[0]]})


@pytest.mark.parametrize("more", [{"watch": "停水 ("}, {"first_days": -1}, {"first_days": "x"}, {"first_days": []}])
def test_the_other_settings_are_checked_too(more: dict[str, Any]) -> None:
    with pytest.raises(InputError) as wrong:
        CONNECTOR.check_settings({"sources": [{"url": "https://a.example/"}], **more})
    assert wrong.value.where
