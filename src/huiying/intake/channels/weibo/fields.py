"""What an office sets for its Weibo account."""

from collections.abc import Callable
from typing import cast

from django.utils.translation import gettext_lazy

from huiying.intake.channel import Setting

_ = cast("Callable[[str], str]", gettext_lazy)
ADDRESS = "https://api.weibo.com"

SETTINGS = (
    Setting(
        name="access_token",
        label=_("Access token of the account"),
        secret=True,
        required=True,
        help=_("It runs out; the test tells how many days are left."),
    ),
    Setting(
        name="ip",
        label=_("Public address of this server"),
        help=_("Weibo asks for it beside every post (rip), for instance 211.156.0.1; without it posts are refused."),
    ),
    Setting(name="days", label=_("Days that are read back at the first reading"), kind="number", default=7),
    Setting(name="every", label=_("Seconds between two readings"), kind="number", default=300),
    Setting(name="address", label=_("Address of the interface"), default=ADDRESS, given=("access_token",)),
)


def whole(value: object, default: int, most: int) -> int:
    """A number that was set, within its bounds; the default where it was left empty."""
    return min(value, most) if isinstance(value, int) and value > 0 else default
