"""The Weibo account as a channel in and out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.intake.channel import Account, Batch, ChannelError, Outgoing, Sent, Setting

from . import speaking, streams
from .api import Api
from .errors import TOKEN, refusal
from .fields import SETTINGS, whole

MOST_DAYS = 90
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Weibo:
    """`now` is the clock by which the first reading goes back some days."""

    now: Callable[[], datetime] = timezone.now
    settings: ClassVar[tuple[Setting, ...]] = SETTINGS
    sends_once: ClassVar[bool] = False  # no call takes a key; that the same words are refused for a while is no promise

    def check(self, account: Account) -> str:
        """Whose account it is, and for how many days we may still speak for it."""
        told = Api(account).token()
        left = told.get("expire_in", told.get("expires_in", 0))
        if not isinstance(left, int) or left <= 0:
            raise _run_out()
        told_days = {"days": left // DAY}
        return _("Connected. Days left of the authorisation: %(days)d; then it must be given again.") % told_days

    def listen(self, account: Account, cursor: Mapping[str, Any]) -> Iterator[Batch]:
        api = Api(account)
        start = self.now() - timedelta(days=whole(account.settings.get("days"), 7, MOST_DAYS))
        yield from streams.read(api, cursor, own=_own(api), start=start)

    def send(self, account: Account, message: Outgoing) -> Sent:
        return speaking.send(Api(account), message)


def _own(api: Api) -> int:
    """The number of our own account: what it said itself is not heard."""
    told = str(api.token().get("uid", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) <= 20 else 0


def _run_out() -> ChannelError:
    found = refusal({"error_code": min(TOKEN - {10006})}, 400)
    assert found is not None
    return found


CONNECTOR = Weibo()
