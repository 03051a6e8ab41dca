"""断链 · Links that lead nowhere. Those inside are followed in this process, against the addresses and pages there are;
those outside are asked only where the office said so (`inspect_links`), few at a time and through the checks against
addresses that lead into a network of ours.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve
from django.utils.functional import cached_property
from wagtail.documents import get_document_model
from wagtail.models import Page

from huiying.handling.inspected import outside_trouble

from ..models import BoardThread, HomePage, PublishedAnswer
from ..referring import everybody_may_see, under_name
from .figures import Rule
from .finding import Finding
from .texts import Link, PublicText

MOST_OUTSIDE = 60  # of one inspection; the next day begins with others
MOST_SECONDS = 120.0
PAUSE = 1.0  # second between two questions to one host: we are a guest there
LONGEST_TOLD = 200
SAID = frozenset({"", "http", "https"})


@dataclass
class Places:
    """What of ours a link may lead to."""

    @cached_property
    def pages(self) -> dict[int, str]:
        home = HomePage.objects.live().first()
        rows = dict(Page.objects.live().values_list("pk", "url_path"))
        start = len(home.url_path) - 1 if home else 0
        return {pk: path[start:] or "/" for pk, path in rows.items()}

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset(self.pages.values())

    @cached_property
    def documents(self) -> frozenset[int]:
        return frozenset(get_document_model().objects.values_list("pk", flat=True))

    @cached_property
    def references(self) -> dict[str, frozenset[str]]:
        answers = PublishedAnswer.objects.values_list("reference", flat=True)
        threads = BoardThread.objects.public().values_list("reference", flat=True)
        return {"answer": frozenset(answers), "board-thread": frozenset(threads)}

    def has(self, path: str) -> bool:
        """Whether something of ours stands at this path."""
        if path.startswith(settings.STATIC_URL):
            return finders.find(path.removeprefix(settings.STATIC_URL)) is not None
        if path.startswith(settings.MEDIA_URL):
            return everybody_may_see(under_name(path.removeprefix(settings.MEDIA_URL)))
        return any(self._answers(each) for each in (path, f"{path}/"))

    def _answers(self, path: str) -> bool:
        try:
            found = resolve(path)
        except Resolver404:
            return False
        if found.url_name == "wagtail_serve":
            return path in self.paths
        if found.url_name == "wagtaildocs_serve":
            return everybody_may_see(get_document_model().objects.filter(pk=found.kwargs["document_id"]).first())
        known = self.references.get(found.url_name or "")
        return known is None or found.kwargs.get("reference") in known


@dataclass
class Outside:
    """Addresses outside with the pages that lead to them, each asked once."""

    pages: dict[str, list[PublicText]] = field(default_factory=dict)

    def add(self, url: str, on: PublicText) -> None:
        self.pages.setdefault(url, []).append(on)


def dead_links(rule: Rule, texts: Iterable[PublicText], outside: Outside) -> Iterator[Finding]:
    """Links inside that lead nowhere; those that lead out are gathered in `outside`."""
    places = Places()
    for text in texts:
        for link in dict.fromkeys(text.links):
            if (dead := _dead(link, text, places, outside)) is not None:
                yield Finding(rule=rule.id, url=text.url, facts={"page": text.title, "link": dead[:LONGEST_TOLD]})


def _dead(link: Link, text: PublicText, places: Places, outside: Outside) -> str | None:
    """Where a dead link leads, in words; None where it leads somewhere, or out."""
    if link.page is not None:
        return None if link.page in places.pages else f"page {link.page}"
    if link.document is not None:
        return None if link.document in places.documents else f"document {link.document}"
    try:
        parts = urlsplit(urljoin(text.url or "/", link.href))
        host = parts.hostname or ""
    except ValueError:
        return link.href
    if parts.scheme not in SAID:
        return None  # mailto, tel
    if host and host != _own_host() and host not in settings.ALLOWED_HOSTS:
        outside.add(parts._replace(fragment="").geturl(), text)
        return None
    return None if places.has(unquote(parts.path) or "/") else link.href


def _own_host() -> str:
    return urlsplit(settings.SITE_ADDRESS).hostname or ""


def dead_outside(rule: Rule, outside: Outside, today: date) -> tuple[list[Finding], list[str]]:
    """What does not answer outside, and which addresses were asked within the time that one inspection has."""
    begun, asked, found = time.monotonic(), [], []
    last: dict[str, float] = {}
    for url in _of_today(outside, today):
        host = urlsplit(url).hostname or ""
        wait = max(0.0, last.get(host, -PAUSE) + PAUSE - time.monotonic())
        if time.monotonic() + wait - begun > MOST_SECONDS:
            break
        time.sleep(wait)
        asked.append(url)
        if trouble := outside_trouble(url):
            page = outside.pages[url][0]
            facts = {"page": page.title, "link": url[:LONGEST_TOLD], "trouble": trouble}
            found.append(Finding(rule=rule.id, sort="outside", url=page.url, facts=facts))
        last[host] = time.monotonic()
    return found, asked


def _of_today(outside: Outside, today: date) -> list[str]:
    """Up to 60 addresses, of which each day begins where the day before ended; of one host never two in a row where
    another can stand between.
    """
    urls = sorted(outside.pages)
    start = today.toordinal() * MOST_OUTSIDE % len(urls) if len(urls) > MOST_OUTSIDE else 0
    turn: Counter[str] = Counter()
    placed = []
    for url in (urls[start:] + urls[:start])[:MOST_OUTSIDE]:
        host = urlsplit(url).hostname or ""
        placed.append((turn[host], url))
        turn[host] += 1
    return [url for _turn, url in sorted(placed, key=itemgetter(0))]


def still_dead(known: Iterable[Finding], outside: Outside, asked: Collection[str]) -> Iterator[Finding]:
    """What was dead before, is not asked today, and a page still leads to."""
    led = {url[:LONGEST_TOLD] for url in outside.pages} - {url[:LONGEST_TOLD] for url in asked}
    return (finding for finding in known if finding.facts.get("link") in led)
