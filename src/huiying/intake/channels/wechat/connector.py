"""The official account as a channel in and out. Messages come by themselves (`views`); what is fetched is their files
and the comments under articles.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.intake.channel import Account, Batch, ChannelError, Outgoing, Sent, Setting

from . import articles, comments, customer, drafts, media
from .api import Api
from .crypting import aes_key
from .fields import SETTINGS

DOMAINS = "/cgi-bin/get_api_domain_ip"


@dataclass(frozen=True, slots=True)
class WeChat:
    """`now` is the clock that quotas, the 48 hours and yesterday's articles go by."""

    now: Callable[[], datetime] = timezone.now
    settings: ClassVar[tuple[Setting, ...]] = SETTINGS
    sends_once: ClassVar[bool] = False  # no key is known again by message/custom/send, comment/reply/add or draft/add

    def api(self, account: Account) -> Api:
        return Api(account, self.now)

    def check(self, account: Account) -> str:
        _require_key(account)
        api = self.api(account)
        api.get(DOMAINS)
        if account.settings.get("comments", True):
            articles.of_day(api, (self.now() - timedelta(days=2)).date().isoformat())
        address = settings.SITE_ADDRESS + reverse("wechat-callback", args=[account.slug])
        return _("Connected. Enter this address in the account's server settings: %(address)s") % {"address": address}

    def listen(self, account: Account, cursor: Mapping[str, Any]) -> Iterator[Batch]:
        api = self.api(account)
        media.fetch(api)
        if account.settings.get("comments", True):
            yield from comments.read(api, cursor)

    def send(self, account: Account, message: Outgoing) -> Sent:
        api, to = self.api(account), message.to
        if to.get("draft"):
            return drafts.send(account, message)
        if "user_comment_id" in to:
            return comments.reply(api, message)
        if to.get("openid"):
            return customer.send(api, message)
        raise ChannelError(_("It is not known where this answer goes."), retry=False)


def _require_key(account: Account) -> None:
    told = str(account.secrets.get("aes_key") or "")
    if not told:
        return
    try:
        aes_key(told)
    except ValueError as error:
        raise ChannelError(
            _("The EncodingAESKey is not one: it has 43 letters and digits."), retry=False, fix=_("Copy it again.")
        ) from error


CONNECTOR = WeChat()
