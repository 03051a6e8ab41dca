"""An answer to a message (发送客服消息): five at most, within 48 hours of the writer's last message."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from huiying.intake.channel import ChannelError, Outgoing, Sent

from .api import Api
from .errors import too_late
from .limits import for_a_message
from .writers import ANSWERABLE, last_wrote

PATH = "/cgi-bin/message/custom/send"


def send(api: Api, message: Outgoing) -> Sent:
    openid = str(message.to["openid"])
    if api.now() - _last(openid, api.account.slug, message.to) > ANSWERABLE:
        what, fix = too_late()
        raise ChannelError(what, retry=False, fix=fix)
    text = for_a_message(message.text, message.link)
    api.post(PATH, {"touser": openid, "msgtype": "text", "text": {"content": text}}, says=True)
    return Sent(text=text)


def _last(openid: str, slug: str, to: Mapping[str, Any]) -> datetime:
    """When they wrote last, which may be after what is answered here."""
    try:
        said_at = datetime.fromisoformat(str(to.get("said_at", "")))
    except ValueError:
        said_at = datetime.min.replace(tzinfo=UTC)
    if said_at.tzinfo is None:
        said_at = said_at.replace(tzinfo=UTC)
    return max(said_at, last_wrote(openid, slug) or said_at)
