"""What a source gave is read in a process of its own, within memory and time: a feed of 250 KB, nested deep enough,
keeps its parser busy for ten seconds, and one of 5 MB for hours.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ...channel import ChannelError
from .sources import Source

MEMORY = 1024 * 1024 * 1024
SECONDS = 20  # of processor time
PATIENCE = 90  # seconds on a machine that is busy
COMMAND = (sys.executable, "-P", "-m", "huiying.intake.channels.feeds.parsing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, as plain text of bounded length; `content` is the source's own form of the text."""

    id: str = ""
    title: str = ""
    text: str = ""
    content: str = ""
    link: str = ""
    by: str = ""
    at: str = ""
    moment: Sequence[int] = ()
    tags: Sequence[str] = ()
    spread: Mapping[str, int] = field(default_factory=dict)


def read(source: Source, text: str) -> list[Entry]:
    """The entries of what a source gave; ChannelError where it is not what the source is said to be."""
    how = json.dumps({"kind": source.kind, **source.how})
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no shell
            [*COMMAND, how, str(MEMORY), str(SECONDS)],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        told: Any = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise _unreadable("too_much") from error
    if isinstance(told, dict):
        raise _unreadable(str(told["error"]))
    return [Entry(**row) for row in told]


def _unreadable(code: str) -> ChannelError:
    """Sites under repair answer with a page of theirs, so most of these are tried again."""
    match code:
        case "bad_selector":
            return ChannelError(_("The selector cannot be read"), retry=False, fix=_("Correct the key select."))
        case "too_much":
            return ChannelError(
                _("What came cannot be read within bounded time and memory"), retry=False, fix=_("Remove this source.")
            )
        case "no_place":
            return ChannelError(
                _("The selector finds nothing on the page"), retry=True, fix=_("The page may have been rebuilt.")
            )
        case "no_items":
            return ChannelError(
                _("No list stands at the path of the items"),
                retry=True,
                fix=_("Compare the key items with what comes."),
            )
        case "not_json":
            return ChannelError(_("What came is no JSON"), retry=True, fix=_("Check the address with a browser."))
        case _:
            return ChannelError(
                _("What came is no feed"),
                retry=True,
                fix=_("Look for the address of the feed, or take the page with the kind page."),
            )
