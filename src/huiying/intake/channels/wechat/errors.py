"""What WeChat's error codes mean for us (公众平台全局返回码, and the tables of each interface): whether trying
again can help, when, and what a person does about it.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiying.intake.channel import ChannelError

TOKEN_REFUSED = frozenset({40001, 40014, 42001})
BUSY = {-1: 0, 45011: 60, 9001002: 0}  # code: least seconds to wait
SPENT = frozenset({45009, 45035})
WRONG_KEYS = frozenset({40001, 40002, 40013, 40125, 40243, 41002, 41004})
NOT_WHITELISTED = 40164
ADMINISTRATOR = frozenset({89501, 89503, 89506, 89507})
FORBIDDEN = frozenset({48001, 48004, 48008, 50001, 50002})
TOO_LATE = 45015
TOO_MANY = 45047
UNREACHABLE = frozenset({40003, 43004, 43005, 43019, 46004, 48002, 50005})
TOO_LONG = frozenset({45002, 45003, 45004, 45005, 45008})
MEDIA_GONE = frozenset({40004, 40007, 41006, 46001})
NO_COMMENTS = frozenset({88000, 88001, 88002})
REPLY_TOO_LONG = 88007
REPLIED = 88005
COMMENT_GONE = frozenset({88004, 88008})
_IP = re.compile(r"(?<![\w.:])(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:]{2,39})(?![\w.:])", re.IGNORECASE)


class WeChatError(ChannelError):
    """WeChat refused with this code."""

    def __init__(self, code: int, what: str, *, retry: bool, after: int = 0, fix: str = "") -> None:
        super().__init__(what, retry=retry, after=after, fix=fix)
        self.code = code


def refusal(told: Mapping[str, Any], *, at: datetime) -> WeChatError | None:
    """The error that an answer is; None where it is none."""
    code = told.get("errcode", 0)
    if not isinstance(code, int) or isinstance(code, bool):
        code = -1
    if code == 0:
        return None
    if code in BUSY:
        return WeChatError(code, _("WeChat is busy."), retry=True, after=BUSY[code])
    if code in SPENT:
        what = _("This account's calls of today are used up.")
        return WeChatError(code, what, retry=True, after=_until_midnight(at))
    what, fix = _for_a_person(code, str(told.get("errmsg", ""))[:500])
    if what:
        return WeChatError(code, what, retry=False, fix=fix)
    return WeChatError(code, _("WeChat answered with error %(code)d.") % {"code": code}, retry=True)


def _until_midnight(at: datetime) -> int:
    """Quotas are counted by the day in Beijing."""
    here = at.astimezone(ZoneInfo("Asia/Shanghai"))
    tomorrow = (here + timedelta(days=1)).replace(hour=0, minute=5, second=0, microsecond=0)
    return int((tomorrow - here).total_seconds())


def _for_a_person(code: int, said: str) -> tuple[str, str]:
    if code == NOT_WHITELISTED:
        return _("WeChat does not know this server's address."), _add_address(said)
    if code in WRONG_KEYS:
        return _("WeChat refuses the AppID and AppSecret."), _("Copy both again from the account's developer settings.")
    if code in ADMINISTRATOR:
        return _("WeChat asks the account's administrator to allow this server."), _(
            "Let the administrator confirm the request that WeChat sent to their phone, then test again."
        )
    if code in FORBIDDEN:
        return _("The account may not use this interface."), _(
            "See in the account's settings what it may use: many interfaces need a certified account. "
            "Without it, switch the reading of comments off."
        )
    return _about_a_message(code)


def _about_a_message(code: int) -> tuple[str, str]:
    if code == TOO_LATE:
        return too_late()
    if code == TOO_MANY:
        return _("WeChat lets no further message through before the writer writes again."), _(
            "Call the writer, or send it again after their next message."
        )
    if code in UNREACHABLE:
        return _("The writer no longer follows the account, or takes no messages."), _elsewhere()
    if code in TOO_LONG:
        return _("The text is too long for WeChat."), _("Shorten it.")
    return _about_a_comment(code)


def _about_a_comment(code: int) -> tuple[str, str]:
    if code in MEDIA_GONE:
        return _("WeChat does not have this file."), _("Name the media_id of a permanent picture of this account.")
    if code == REPLIED:
        return _("This comment was answered already."), _("See in the account's comments what was answered.")
    if code in COMMENT_GONE:
        return _("This comment is gone."), ""
    if code in NO_COMMENTS:
        return _("Comments are closed for this article."), ""
    if code == REPLY_TOO_LONG:
        return _("The text is too long for WeChat."), _("Shorten it.")
    return "", ""


def too_late() -> tuple[str, str]:
    """What and what to do when 48 hours have passed since the writer's last message."""
    return _(
        "More than 48 hours have passed since the writer's last message; WeChat lets no answer through."
    ), _elsewhere()


def _elsewhere() -> str:
    return _("Call the writer; with number and query code they read the answer on the portal.")


def _add_address(said: str) -> str:
    found = _IP.search(said)
    where = found.group(1) if found else _("the server's public address")
    return _("Add %(address)s to the IP whitelist in the account's developer settings.") % {"address": where}
