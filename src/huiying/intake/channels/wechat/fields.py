"""What an office sets for its official account."""

from collections.abc import Callable
from typing import cast

from django.utils.translation import gettext_lazy

from huiying.intake.channel import Setting

_ = cast("Callable[[str], str]", gettext_lazy)
ADDRESS = "https://api.weixin.qq.com"

SETTINGS = (
    Setting(name="appid", label=_("AppID"), required=True),
    Setting(name="appsecret", label=_("AppSecret"), secret=True, required=True),
    Setting(name="token", label=_("Token of the callback"), secret=True, required=True),
    Setting(
        name="aes_key",
        label=_("EncodingAESKey"),
        secret=True,
        help=_(
            "43 characters. With it only encrypted messages are taken; without it the body of a message is not signed."
        ),
    ),
    Setting(name="welcome", label=_("Words for a new follower"), kind="lines"),
    Setting(name="receipt", label=_("Answer each message at once with its number"), kind="yes_no", default=True),
    Setting(
        name="together",
        label=_("Minutes within which a further message belongs to the one before"),
        kind="number",
        default=30,
    ),
    Setting(
        name="comments",
        label=_("Read the comments under articles"),
        kind="yes_no",
        default=True,
        help=_("Certified accounts only."),
    ),
    Setting(name="days", label=_("Days for which an article's comments are read"), kind="number", default=7),
    Setting(
        name="articles",
        label=_("Further articles"),
        kind="lines",
        help=_("One a line: msg_data_id, or msg_data_id_2 for the second article of a message."),
    ),
    Setting(name="cover", label=_("Cover of drafts: media_id of a permanent picture")),
    Setting(name="author", label=_("Author of drafts")),
    Setting(name="every", label=_("Seconds between two readings"), kind="number", default=600),
    Setting(name="address", label=_("Address of the interface"), default=ADDRESS, given=("appsecret",)),
)


def whole(value: object, default: int, most: int) -> int:
    """A number that was set, within its bounds; the default where it was left empty."""
    return min(value, most) if isinstance(value, int) and value > 0 else default


def lines(value: object) -> list[str]:
    """A setting of several lines, however it was kept."""
    told = value.splitlines() if isinstance(value, str) else value if isinstance(value, list) else []
    return [text for line in told if (text := str(line).strip())]
