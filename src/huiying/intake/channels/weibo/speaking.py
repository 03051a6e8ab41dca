"""Answers go where they were asked: under the comment, under the post. A release is a post with its link and a
picture.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from huiying.intake.channel import ChannelError, Outgoing, Sent
from huiying.intake.shortening import shortened

from .api import Api, Picture
from .errors import LATE_BUT_DONE, TOO_LONG, WeiboError

REPLY, CREATE, SHARE = "/2/comments/reply.json", "/2/comments/create.json", "/2/statuses/share.json"
PICTURES, PICTURE_BYTES = ("image/jpeg", "image/png", "image/gif"), 5_000_000
LONGEST, SHORTER = (
    280,
    220,
)  # half characters: 140 Chinese ones, and what is left beside “回复@…:” where that was too long


def send(api: Api, message: Outgoing) -> Sent:
    to = message.to
    if to.get("cid") and to.get("id"):
        return _fitting(api, REPLY, "comment", message, {"cid": str(to["cid"]), "id": str(to["id"])})
    if to.get("id"):
        return _fitting(api, CREATE, "comment", message, {"id": str(to["id"])})
    if to.get("post"):
        return _post(api, message)
    raise ChannelError(_("It is not known where this answer goes."), retry=False)


def _fitting(api: Api, path: str, name: str, message: Outgoing, where: Mapping[str, str]) -> Sent:
    text = _cut(message.text, message.link, LONGEST)
    try:
        return _said(api, path, {**where, name: text}, text)
    except WeiboError as error:
        if error.code not in TOO_LONG or width(text) <= SHORTER:
            raise
    text = _cut(message.text, message.link, SHORTER)
    return _said(api, path, {**where, name: text}, text)


def _post(api: Api, message: Outgoing) -> Sent:
    """Since 2017 a post from an application holds a link under its safe domain, and no topic (statuses/share)."""
    if not message.link:
        raise ChannelError(
            _("A post on Weibo needs a link."),
            retry=False,
            fix=_("Publish it on the portal first, and link to it there."),
        )
    words, end = message.text.replace("#", "＃"), f"\n{message.link}"
    whole = words if message.link in words else words + end
    text = whole if width(whole) <= LONGEST else _cut(words, message.link, LONGEST)
    return _said(api, SHARE, {"status": text}, text, _picture(message))


def _picture(message: Outgoing) -> Picture | None:
    """The first picture: the interface takes one (`pic`), below 5 MB."""
    if not message.enclosed:
        return None
    file, kind = message.enclosed[0]
    if kind not in PICTURES or len(file.content) >= PICTURE_BYTES:
        raise ChannelError(
            _("Weibo does not take the picture."), retry=False, fix=_("Choose a JPEG, PNG or GIF of less than 5 MB.")
        )
    return file.name, file.content, kind


def _said(api: Api, path: str, what: Mapping[str, str], text: str, picture: Picture | None = None) -> Sent:
    rip = str(api.account.settings.get("ip") or "")
    try:
        told = api.post(path, {**what, "rip": rip} if rip else what, picture)
    except WeiboError as error:
        if error.code != LATE_BUT_DONE:
            raise
        return Sent(text=text)
    kind = "status" if path == SHARE else "comment"
    number = str(told.get("idstr") or told.get("id") or "")
    return Sent(external_id=f"{kind}:{number}" if number.isdigit() else "", text=text)


def _cut(text: str, link: str, most: int) -> str:
    """Shortened until it surely fits: a text that is all link and marks could still be wider."""
    told = shortened(text, link, lambda part: width(part) <= most)
    return told if width(told) <= most else told[:140]


def width(text: str) -> int:
    """As Weibo counts: a Chinese character is two, a Latin one is one."""
    return sum(1 if character.isascii() else 2 for character in text)
