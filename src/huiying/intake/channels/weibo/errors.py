"""What Weibo's error codes mean for us (错误代码说明): whether trying again can help, when, and what a person does."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from huiying.intake.channel import ChannelError

RATE = frozenset({10022, 10023, 10024})
BUSY = frozenset({-1, 10001, 10002, 10003, 10009, 10010, 10011, 20607, 21331})
TOO_OFTEN = 20016
LATE_BUT_DONE = 20032
TOO_LONG = frozenset({20012, 20013})
TOKEN = frozenset({10006, 21301, 21314, 21315, 21316, 21317, 21319, 21321, 21327, 21332})  # 10006 comes for an old one
RIGHTS = frozenset({10004, 10005, 10014, 21337})
MISSING, PARAMETER = 10016, 10017
PICTURE = frozenset({20005, 20006, 20007})
SAME = frozenset({20017, 20019, 20111})
GONE = frozenset({20101, 20104, 20201, 20202})
REFUSED = frozenset({20015, 20018, 20020, 20021, 20022, 20031, 20507, 21602})
FENCED = frozenset({20508, 20901})


class WeiboError(ChannelError):
    """Weibo refused with this code."""

    def __init__(self, code: int, what: str, *, retry: bool, after: int = 0, fix: str = "") -> None:
        super().__init__(what, retry=retry, after=after, fix=fix)
        self.code = code


def refusal(told: Mapping[str, Any], status: int) -> WeiboError | None:
    """The error that an answer is; None where it is none."""
    if "error_code" not in told and status < 400:
        return None
    code = _number(told.get("error_code", -1))
    if code in RATE:
        return WeiboError(code, _("This account's calls of this hour are used up."), retry=True, after=3600)
    if code == TOO_OFTEN:
        return WeiboError(code, _("Weibo finds that we write too often."), retry=True, after=600)
    if code in BUSY:
        return WeiboError(code, _("Weibo is busy."), retry=True)
    what, fix = _for_a_person(code)
    if what:
        return WeiboError(code, what, retry=False, fix=fix)
    return WeiboError(code, _("Weibo answered with error %(code)d.") % {"code": code}, retry=True)


def _number(told: object) -> int:
    return int(told) if isinstance(told, int) or (isinstance(told, str) and told.isdecimal() and len(told) < 9) else -1


def _for_a_person(code: int) -> tuple[str, str]:
    if code in TOKEN:
        return _("The account's authorisation has run out or was taken back."), _(
            "Let the administrator authorise the application again and enter the new access token."
        )
    if code in RIGHTS:
        return _("The application may not use this interface from here."), _(
            "Ask for this right on open.weibo.com, and check the server's address there."
        )
    if code == MISSING:
        return _("Weibo misses something in what was sent."), _(
            "Every post names this server's public address: enter it in the channel's settings."
        )
    if code == PARAMETER:
        return _("Weibo refuses what was sent."), _(
            "A post needs a link to a page under the application's safe domain: enter the portal's domain there."
        )
    if code in PICTURE:
        return _("Weibo does not take the picture."), _("Choose a JPEG, PNG or GIF of less than 5 MB.")
    return _about_a_message(code)


def _about_a_message(code: int) -> tuple[str, str]:
    if code in SAME:
        return _("Weibo says that the same was said just now."), _("Look in the account whether it is there already.")
    if code in GONE:
        return _("What this answers is gone."), ""
    if code in TOO_LONG:
        return _("The text is too long for Weibo."), _("Shorten it.")
    if code in FENCED:
        return _("The writer does not let this account answer."), ""
    if code in REFUSED:
        return _("Weibo refuses the account or the words."), _("See in the account what Weibo objects to.")
    return "", ""
