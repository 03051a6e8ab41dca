"""What a follower sent (接收普通消息) as `Heard`. Who they are is an openid, which stays out of `raw` and of the
number.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from huiying.intake.channel import Heard, Reach

Fields = Mapping[str, str]
MEDIA_WAITING = "media_waiting"  # in `Voice.raw`: its file is not fetched yet
_PERSONAL = {"ToUserName", "FromUserName", "Encrypt"}
_LATEST = 253_402_300_800  # the year 9999


class Unreadable(ValueError):
    """A message that cannot be taken in; the reason holds no words of it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One signed message or event."""

    fields: Fields

    @property
    def openid(self) -> str:
        return self.fields.get("FromUserName", "")

    @property
    def kind(self) -> str:
        return self.fields.get("MsgType", "").lower()

    @property
    def event(self) -> str:
        return self.fields.get("Event", "").lower() if self.kind == "event" else ""

    @property
    def external_id(self) -> str:
        """The message's number; where it has none, the writer and the second, as a digest (消息排重)."""
        number = self.fields.get("MsgId") or self.fields.get("MsgID") or ""
        if number.isascii() and number.isdigit() and len(number) <= 32:
            return number
        told = f"{self.openid}\x1f{self.fields.get('CreateTime', '')}\x1f{self.kind}"
        return "sha256:" + hashlib.sha256(told.encode()).hexdigest()[:40]

    def heard(self, continues: tuple[str, ...] = ()) -> Heard:
        """Unreadable where no sense can be made of it."""
        said_at = _moment(self.fields.get("CreateTime", ""))
        if not self.openid or len(self.openid) > 128:
            raise Unreadable(_("no sender"))
        raw = {name: value for name, value in self.fields.items() if name not in _PERSONAL}
        waiting = {MEDIA_WAITING: True} if self.fields.get("MediaId") else {}
        return Heard(
            external_id=self.external_id,
            text=_text(self),
            said_at=said_at,
            reaches=(Reach(kind="wechat", value=self.openid, verified=True),),
            # the receipt is the answer on the spot; the outbox gives no second one
            reply_to={"openid": self.openid, "said_at": said_at.isoformat(), "receipt": False},
            continues=continues,
            raw=raw | waiting,
        )


def _moment(told: str) -> datetime:
    if not (told.isascii() and told.isdigit()) or not 0 < int(told[:20]) < _LATEST:
        raise Unreadable(_("no time"))
    return datetime.fromtimestamp(int(told), UTC)


def _text(message: Message) -> str:
    read = _READ.get(message.kind)
    if read is None:
        raise Unreadable(_("a sort of message that is not known: %(kind)s") % {"kind": message.kind[:20] or "?"})
    text = read(message.fields)
    if not text.strip():
        raise Unreadable(_("an empty message"))
    return text


def _said(told: Fields) -> str:
    return told.get("Content", "")


def _voice(told: Fields) -> str:
    return told.get("Recognition", "").strip() or _("(A voice message; WeChat gave no text for it.)")


def _place(told: Fields) -> str:
    x, y = told.get("Location_X", ""), told.get("Location_Y", "")
    return _("(A place) %(label)s (%(x)s, %(y)s)") % {"label": told.get("Label", ""), "x": x, "y": y}


def _link(told: Fields) -> str:
    return "\n".join(part for name in ("Title", "Description", "Url") if (part := told.get(name, "")))


_READ: dict[str, Callable[[Fields], str]] = {
    "text": _said,
    "voice": _voice,
    "location": _place,
    "link": _link,
    "image": lambda _told: _("(A picture.)"),
    "video": lambda _told: _("(A video.)"),
    "shortvideo": lambda _told: _("(A video.)"),
}
