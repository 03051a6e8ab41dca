"""网页与微信 · The body as the HTML of a page, and as the article that goes to WeChat. Every word is escaped."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .content import Block, Content, Sort

WECHAT_TITLE, WECHAT_DIGEST, WECHAT_BODY = 32, 120, 20_000
PICTURE_TAG, CELL_TAG = 300, 20
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
        elif block.sort is Sort.TABLE:
            yield table(block)
        else:
            tag = mark_safe(TAGS[block.sort])  # noqa: S308 - one of three
            yield format_html("<{}>{}</{}>", tag, block.text, tag)


def table(block: Block) -> SafeString:
    """A table whose first row is its head."""
    head, *rows = block.rows
    return format_html(
        "<table><thead>{}</thead><tbody>{}</tbody></table>",
        _row(head, "th"),
        format_html_join("", "{}", ((_row(row, "td"),) for row in rows)),
    )


def _row(cells: Sequence[str], tag: str) -> SafeString:
    return format_html("<tr>{}</tr>", format_html_join("", f"<{tag}>{{}}</{tag}>", ((cell,) for cell in cells)))


def wechat_length(content: Content) -> int:
    """The most that the article's HTML can have: WeChat counts its tags, and the address of each picture."""
    return sum(_length(block) for block in content.blocks) + sum(len(escape(i.caption)) for i in content.images)


def _length(block: Block) -> int:
    if block.sort is Sort.PICTURE:
        return PICTURE_TAG
    cells = [cell for row in block.rows for cell in row] or [block.text]
    return sum(len(escape(cell)) + CELL_TAG for cell in cells)


def layout(content: Content) -> list[list[Any]]:
    """The body for a connector: what each piece is, and its words, its rows, or its picture's number and caption."""
    return [_piece(content, block) for block in content.blocks]


def _piece(content: Content, block: Block) -> list[Any]:
    if block.sort is Sort.PICTURE:
        return [block.sort.value, block.picture, content.image(block).caption]
    return [block.sort.value, [list(row) for row in block.rows] if block.sort is Sort.TABLE else block.text]
