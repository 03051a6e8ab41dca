"""The connector of feeds: asks each source whether something is new, and hears what is watched for."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...channel import Account, Batch, ChannelError, Heard, Setting
from ...fetching import Fetched, fetch
from .hearing import digest, hear, pieces
from .plan import FIRST_DAYS, Plan, plan_of, required
from .progress import MOST_SEEN, Progress, Sources
from .reading import read
from .selecting import batches
from .sources import Source

LONGEST_CHECK = 60.0
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/json, text/html;q=0.9, */*;q=0.8"
)

SETTINGS = (
    Setting(
        name="sources",
        label=gettext_lazy("Sources"),
        kind="toml",
        required=True,
        help=gettext_lazy("Each begins with [[sources]] and names kind (feed, hot or page), url and name."),
    ),
    Setting(
        name="watch",
        label=gettext_lazy("Watched words"),
        kind="lines",
        help=gettext_lazy(
            "One expression a line: a space joins, | offers, - excludes, quotes keep together. Empty: all is heard."
        ),
    ),
    Setting(
        name="rsshub",
        label=gettext_lazy("Address of your RSSHub"),
        help=gettext_lazy("Sources whose url begins with rsshub: are asked for there."),
    ),
    Setting(
        name="first_days",
        label=gettext_lazy("Days heard at the first look"),
        kind="number",
        default=FIRST_DAYS,
    ),
    Setting(
        name="every",
        label=gettext_lazy("Seconds between two looks"),
        kind="number",
        default=600,
    ),
)


class Feeds:
    """`now` is the clock: the contract gives a connector none."""

    settings = SETTINGS

    def __init__(self, now: Callable[[], datetime] = timezone.now) -> None:
        self.now = now

    def check_settings(self, settings: Mapping[str, Any]) -> None:
        """InputError with the source and the key, or the line and the place, where the settings cannot work."""
        plan_of(settings)

    def check(self, account: Account) -> str:
        plan, begun, told, troubles = required(account.settings), time.monotonic(), [], []
        for source in plan.sources:
            if time.monotonic() - begun > LONGEST_CHECK:
                told.append(_("the others were not tried, for want of time"))
                break
            try:
                told.append(self._found(source, plan))
            except ChannelError as error:
                troubles.append((source, error))
        if not troubles:
            return "；".join(told)
        again = any(error.retry for _source, error in troubles)
        raise ChannelError("；".join(_trouble(*trouble) for trouble in troubles), retry=again)

    def listen(self, account: Account, cursor: Mapping[str, Any]) -> Iterator[Batch]:
        """A batch for each source at least, so that a slow channel is seen to be at work. A source that fails keeps no
        other from being heard; its trouble is kept in the cursor, and told as the channel's own where all fail.
        """
        plan = required(account.settings)
        progress = Sources(plan.sources, cursor)
        for source in progress.due(self.now()):
            yield from self._listen(source, plan, progress)
        progress.require_one_well(self.now())

    def _listen(self, source: Source, plan: Plan, progress: Sources) -> Iterator[Batch]:
        mine, at = progress[source], self.now()
        try:
            fetched = _fetched(source, mine, plan)
            body = digest(text := fetched.text) if fetched.changed else mine.body
            same = body == mine.body and plan.watched == mine.watched
            found = [] if same else pieces(read(source, text), source, at, MOST_SEEN)
        except ChannelError as error:
            mine.failed(source, error, self.now())
            yield Batch(cursor=progress.cursor())
            return
        yield from batches(found, source, plan, progress, base=fetched.url, at=at)
        mine.etag, mine.modified, mine.body, mine.watched = fetched.etag, fetched.modified, body, plan.watched
        mine.looked = True
        mine.went_well(source, self.now())
        yield Batch(cursor=progress.cursor())

    def _found(self, source: Source, plan: Plan) -> str:
        at = self.now()
        fetched = fetch(source.url, accept=ACCEPT)
        found = pieces(read(source, fetched.text), source, at, MOST_SEEN)
        heard = [hear(piece, source, base=fetched.url, watches=plan.watches, at=at) for piece in found]
        told = {"name": source.name, "all": len(found), "some": sum(isinstance(one, Heard) for one in heard)}
        return _("%(name)s: %(all)d entries, %(some)d of them watched for") % told


def _fetched(source: Source, mine: Progress, plan: Plan) -> Fetched:
    """What the source has now, asked for only if it changed; with other watches all of it is looked at again."""
    if plan.watched != mine.watched:
        return fetch(source.url, accept=ACCEPT)
    return fetch(source.url, etag=mine.etag, modified=mine.modified, accept=ACCEPT)


def _trouble(source: Source, error: ChannelError) -> str:
    return str(ChannelError(error.what, retry=error.retry, where=source.name, fix=error.fix))


CONNECTOR = Feeds()
