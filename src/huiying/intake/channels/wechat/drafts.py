"""A release becomes a draft (draft/add) that a person looks over and publishes in the account: nothing is pushed to
followers by a machine.
"""

from django.utils.html import escape
from django.utils.translation import gettext as _

from huiying.intake.channel import Account, ChannelError, Outgoing, Sent

from .api import Api

ADD, MATERIAL = "/cgi-bin/draft/add", "/cgi-bin/material/add_material"
TITLE, AUTHOR, DIGEST = 32, 16, 120  # characters; the documents say 128 for the digest, editors show 120
CONTENT_CHARACTERS, CONTENT_BYTES = 20_000, 1024 * 1024
SOURCE_BYTES = 1024
COVER_BYTES = 10 * 1024 * 1024


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
    """A release of plain text as a draft, with the account's own cover."""
    html = "".join(f"<p>{escape(line)}</p>" for line in message.text.splitlines() if line.strip())
    title = message.title or message.text
    cover = str(message.to.get("cover") or account.settings.get("cover") or "")
    return Sent(external_id=add_draft(account, title, html, _digest(message.text), cover, link=message.link))


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
