"""网页与微信 · The body as the HTML of a page, and as the article that goes to WeChat. Every word is escaped."""

from collections.abc import Callable, Iterator
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .content import Block, Content, Sort

WECHAT_TITLE, WECHAT_DIGEST, WECHAT_BODY = 32, 120, 20_000
TAGS = {Sort.HEADING: "h2", Sort.SUBHEADING: "h3", Sort.PARAGRAPH: "p"}
Drawing = Callable[[int, str], str]


def html(content: Content, picture: Drawing) -> SafeString:
    """The body; `picture` writes the tag of a picture from its number and what it shows."""
    parts: list[str] = []
    for is_item, blocks in groupby(content.blocks, key=lambda block: block.sort is Sort.ITEM):
        if is_item:
            parts += ["<ul>", *(format_html("<li>{}</li>", block.text) for block in blocks), "</ul>"]
        else:
            parts += _each(content, blocks, picture)
    return mark_safe("".join(parts))  # noqa: S308 - of parts that are escaped


def _each(content: Content, blocks: Iterator[Block], picture: Drawing) -> Iterator[str]:
    for block in blocks:
        if block.sort is Sort.PICTURE:
            yield picture(block.picture, content.image(block).caption)
        else:
            tag = mark_safe(TAGS[block.sort])  # noqa: S308 - one of three
            yield format_html("<{}>{}</{}>", tag, block.text, tag)


def layout(content: Content) -> list[list[str | int]]:
    """The body for a connector: what each piece is, and its words or the number of its picture."""
    return [[b.sort.value, b.picture if b.sort is Sort.PICTURE else b.text] for b in content.blocks]
