"""What stands on the public pages, as an inspection reads it: words and links of pages, answers and threads."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Field
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from ..models import BoardThread, PublishedAnswer

NEWEST = 5000  # answers and threads: what is older was looked at when it was new
WORDS = frozenset({"summary", "intro"})


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link of a page leads: an address, or the key of a page or a document of ours."""

    href: str = ""
    page: int | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True)
class PublicText:
    """One public page: its title, its address, what is read on it, where it leads. `theirs` is what a member of the
    public wrote of it: nobody corrects their words.
    """

    title: str
    url: str
    text: str
    links: tuple[Link, ...] = ()
    theirs: str = ""


def pages() -> Iterator[tuple[Page, PublicText]]:
    """Every live page of the portal, as it is kept."""
    for page in Page.objects.live().public().filter(depth__gt=1).specific().iterator():
        words, links = [page.title], []
        for field in page._meta.get_fields():
            if isinstance(field, RichTextField | StreamField):
                text, led = _read(str(getattr(page, field.name)))
                words.append(text)
                links += led
            elif isinstance(field, Field) and field.name in WORDS:
                words.append(str(getattr(page, field.name)))
        yield page, PublicText(page.title, page.url or "", "\n".join(filter(None, words)), tuple(links))


def copies() -> Iterator[PublicText]:
    """Published answers and threads of the board: words, no links."""
    answers = PublishedAnswer.objects.order_by("-pk").values_list("reference", "title", "question", "answer")[:NEWEST]
    for reference, title, question, answer in answers:
        yield PublicText(title, reverse("answer", args=[reference]), answer, theirs=f"{title}\n{question}")
    threads = BoardThread.objects.public().order_by("-pk").values_list("reference", "title", "text")[:NEWEST]
    for reference, title, text in threads:
        yield PublicText(title, reverse("board-thread", args=[reference]), "", theirs=f"{title}\n{text}")


def _read(html: str) -> tuple[str, list[Link]]:
    if not html.strip():
        return "", []
    tree = LexborHTMLParser(html)
    links = [_link(node.attributes) for node in tree.css("a")]
    blocks = [node.text(separator="") for node in tree.css("p, li, h1, h2, h3, h4, h5, h6, td, th, blockquote")]
    root = tree.body
    return "\n".join(blocks) if blocks else root.text() if root else "", [link for link in links if link]


def _link(told: dict[str, str | None]) -> Link | None:
    """A link as Wagtail keeps it: by key where it leads to a page or document of ours, else by address."""
    key = told.get("id") or ""
    if told.get("linktype") in {"page", "document"}:
        number = int(key) if key.isdecimal() else 0
        return Link(page=number) if told["linktype"] == "page" else Link(document=number)
    href = (told.get("href") or "").strip()
    return Link(href=href) if href else None
