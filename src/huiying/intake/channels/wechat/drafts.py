"""A release becomes a draft (draft/add) that a person looks over and publishes in the account: nothing is pushed to
followers by a machine.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from huiying.intake.channel import Account, ChannelError, Outgoing, Sent

from .api import Api

ADD, MATERIAL = "/cgi-bin/draft/add", "/cgi-bin/material/add_material"
UPLOAD = "/cgi-bin/media/uploadimg"  # a picture within an article; it must lie with WeChat
TITLE, AUTHOR, DIGEST = 32, 16, 120  # characters; the documents say 128 for the digest, editors show 120
CONTENT_CHARACTERS, CONTENT_BYTES = 20_000, 1024 * 1024
SOURCE_BYTES = 1024
COVER_BYTES = 10 * 1024 * 1024
PICTURE_BYTES = 1024 * 1024  # uploadimg: jpg or png under 1 MB
TAGS = {
    "heading": ("<h2>", "</h2>"),
    "subheading": ("<h3>", "</h3>"),
    "item": ("<p>• ", "</p>"),
    "paragraph": ("<p>", "</p>"),
}


def add_draft(
    account: Account, title: str, html: str, digest: str, cover: str | bytes, *, link: str = "", comments: bool = True
) -> str:
    """Add a draft; returns its media_id. `cover` is the media_id of a permanent picture, or a JPEG or PNG itself.
    Pictures within `html` must lie with WeChat: it drops others.
    """
    if len(html) >= CONTENT_CHARACTERS or len(html.encode()) >= CONTENT_BYTES:
        raise ChannelError(
            _("The article is too long for WeChat: 20,000 characters at most."), retry=False, fix=_("Shorten it.")
        )
    api = Api(account)
    article = {
        "article_type": "news",
        "title": _cut(title, TITLE),
        "author": str(account.settings.get("author") or "")[:AUTHOR],
        "digest": _cut(digest, DIGEST),
        "content": html,
        "content_source_url": link if len(link.encode()) <= SOURCE_BYTES else "",
        "thumb_media_id": _cover(api, cover),
        "need_open_comment": int(comments),
        "only_fans_can_comment": 0,
    }
    told = api.post(ADD, {"articles": [article]}, says=True)
    return str(told.get("media_id") or "")[:200]


def send(account: Account, message: Outgoing) -> Sent:
    """A text as a draft: laid out where the message says how (`layout`), else a paragraph a line. Its cover is its
    first picture, else the account's own.
    """
    pictures = [(file.name, file.content, kind) for file, kind in message.enclosed]
    layout = message.to.get("layout")
    html = _laid_out(Api(account), layout, pictures) if isinstance(layout, list) else _paragraphs(message.text)
    title = message.title or message.text
    cover = str(message.to.get("cover") or account.settings.get("cover") or "")
    first = pictures[0][1] if pictures else cover
    digest = str(message.to.get("digest") or "") or _digest(message.text)
    return Sent(external_id=add_draft(account, title, html, digest, first, link=message.link))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _laid_out(api: Api, layout: list[Any], pictures: Sequence[tuple[str, bytes, str]]) -> str:
    """The pieces of a text, escaped, each picture uploaded once. WeChat's editor keeps these tags as they are."""
    html, places = "", [_uploaded(api, *picture) for picture in pictures]
    for piece in layout:
        sort, told, *more = piece if isinstance(piece, list) and len(piece) > 1 else ("", "")
        if sort == "picture":
            html += _picture(places, told, str(more[0]) if more else "")
        elif sort == "table" and isinstance(told, list):
            html += _table(told)
        else:
            opened, closed = TAGS.get(str(sort), TAGS["paragraph"])
            html += f"{opened}{escape(told)}{closed}"
    return html


def _picture(places: Sequence[str], number: object, shows: str) -> str:
    """A picture, and below it what it shows."""
    if not isinstance(number, int) or not 0 < number <= len(places):
        return ""
    caption = format_html("<p>{}</p>", shows) if shows else ""
    return format_html('<p><img src="{}" alt="{}"></p>{}', places[number - 1], shows, caption)


def _table(rows: list[Any]) -> str:
    told = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tbody>{told}</tbody></table>"


def _uploaded(api: Api, name: str, content: bytes, media_type: str) -> str:
    if len(content) > PICTURE_BYTES:
        raise ChannelError(
            _("A picture is larger than 1 MiB, which is WeChat's limit within an article."),
            retry=False,
            fix=_("Choose a smaller picture."),
        )
    return str(api.upload(UPLOAD, name, content, media_type).get("url") or "")


def _cover(api: Api, cover: str | bytes) -> str:
    if not cover:
        raise ChannelError(
            _("A draft needs a cover."), retry=False, fix=_("Name the media_id of a permanent picture in the settings.")
        )
    if isinstance(cover, str):
        return cover
    if len(cover) > COVER_BYTES:
        raise ChannelError(_("The cover is larger than 10 MiB."), retry=False, fix=_("Choose a smaller picture."))
    name, media_type = ("cover.png", "image/png") if cover[:4] == b"\x89PNG" else ("cover.jpg", "image/jpeg")
    return str(api.upload(MATERIAL, name, cover, media_type, type="image").get("media_id") or "")


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _digest(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")
