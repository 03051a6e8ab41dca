"""A web of feeds on this machine."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

from huiying.intake.actions import set_up_channel
from huiying.intake.channels.tests.conformance import AT
from huiying.intake.fetching.tests.server import Server
from huiying.intake.models import Channel


def rss(*items: str, head: str = "") -> str:
    channel = f"<channel><title>t</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0">{channel}</rss>'


def item(text: str, number: str = "", *, title: str = "", at: datetime | None = AT, more: str = "") -> str:
    when = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    guid = f'<guid isPermaLink="false">{escape(number)}</guid>' if number else ""
    return f"<item><title>{escape(title)}</title><description>{escape(text)}</description>{guid}{when}{more}</item>"


def channel_of(sources: list[dict[str, Any]] | str, **settings: Any) -> Channel:
    channel = set_up_channel("feeds", name="舆情关注", connector="feeds", form="news", at=AT)
    channel.addressed = False
    channel.settings = {"sources": sources, **settings}
    channel.save()
    return channel


class FeedSource:
    """The other side of the conformance suite: one RSS feed, the newest first, with an ETag."""

    def __init__(self, web: Server) -> None:
        self.web = web
        self.items: list[str] = []
        self.channel = channel_of([{"kind": "feed", "url": web.base + "/feed", "name": "本地论坛"}])
        self.come_back()

    def say(self, *texts: str) -> None:
        for text in texts:
            number = len(self.items)
            self.items.insert(
                0, item(text, f"tag:forum.example,2026:{number}", at=AT - timedelta(hours=1, seconds=-number))
            )
        self.come_back()

    def say_badly(self) -> None:
        self.items.insert(0, item("", f"tag:forum.example,2026:{len(self.items)}"))
        self.come_back()

    def go_away(self) -> None:
        self.web.says("/feed", "", 503)

    def come_back(self) -> None:
        self.web.says("/feed", rss(*self.items), etag=f'"{len(self.items)}"', content_type="application/rss+xml")

    def refuse_us(self) -> None:
        self.web.says("/feed", "", 403)
