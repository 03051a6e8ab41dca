"""Pictures, voice messages and videos of messages are fetched afterwards (获取临时素材); WeChat keeps them three
days.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.intake.actions.attaching import REFUSED, attach
from huiying.intake.channel import Attached, Heard
from huiying.intake.filetypes import MOST_BYTES
from huiying.intake.models import Voice
from huiying.intake.remote import Answer, TooLarge, ask
from huiying.intake.scanning import show

from .api import Api
from .errors import MEDIA_GONE, WeChatError
from .messages import MEDIA_WAITING
from .tokens import base

log = logging.getLogger(__name__)
PATH = "/cgi-bin/media/get"
KEPT = timedelta(days=3)
MOST = 20  # a round
ENDINGS = {
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "audio/amr": "amr",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "video/mp4": "mp4",
    "video/mpeg4": "mp4",
}
BY_KIND = {"image": "jpg", "voice": "amr", "video": "mp4", "shortvideo": "mp4"}


@dataclass(frozen=True, slots=True)
class Gone(Exception):
    """A file that will not come any more, and why."""

    why: str


def fetch(api: Api) -> int:
    """Fetch what waits, at most twenty files; returns how many came. ChannelError where the account itself fails."""
    waiting = Voice.objects.filter(channel__slug=api.account.slug, said_at__gte=api.now() - KEPT)
    got = 0
    for voice in waiting.filter(**{f"raw__{MEDIA_WAITING}": True}).order_by("id")[:MOST]:
        try:
            file = _file(api, voice)
        except Gone as gone:
            _settle(voice, None, gone.why)
        else:
            show([file])
            _settle(voice, file, "")
            got += 1
    return got


def _file(api: Api, voice: Voice) -> Attached:
    kind = str(voice.raw.get("MsgType", "")).lower()
    try:
        answer, told = api.file(PATH, MOST_BYTES, media_id=str(voice.raw.get("MediaId", "")))
        if "video_url" in told:
            answer = _video(api, str(told["video_url"]))
    except TooLarge as error:
        raise Gone(_("the file is larger than %(most)d MiB") % {"most": MOST_BYTES // 1024**2}) from error
    except WeChatError as error:
        if error.code in MEDIA_GONE:
            raise Gone(_("WeChat no longer has it")) from error
        raise
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    ending = ENDINGS.get(media_type) or BY_KIND.get(kind, "bin")
    return Attached(name=f"{kind or 'file'}.{ending}", content=answer.content)


def _video(api: Api, address: str) -> Answer:
    """A video may come as an address; only one of WeChat's own is followed, with no token."""
    host, own = urlsplit(address).hostname or "", urlsplit(base(api.account)).hostname
    if host != own and not host.endswith((".qq.com", ".weixin.qq.com")):
        raise Gone(_("its address is not one of WeChat's"))
    return ask("GET", address, most=MOST_BYTES)


@transaction.atomic
def _settle(voice: Voice, file: Attached | None, why: str) -> None:
    """Keep the file, or say why there is none; once, though two workers fetched it."""
    kept = Voice.objects.select_for_update().get(pk=voice.pk)
    if not kept.raw.get(MEDIA_WAITING):
        return
    if file is not None:
        attach([(Heard(external_id=kept.external_id, text="", said_at=kept.said_at, attached=(file,)), kept)])
    kept.raw = {name: value for name, value in kept.raw.items() if name != MEDIA_WAITING}
    if why:
        kept.raw[REFUSED] = [*kept.raw.get(REFUSED, []), {"name": str(kept.raw.get("MsgType", "")), "reason": why}]
    kept.save(update_fields=["raw"])
