"""What waits for a person's own deed: a line for each sort, what presses most first; nothing that is empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiying.handling.waiting import PUBLISH, waits
from huiying.handling.work import unread_mentions
from huiying.intake.health import ailing
from huiying.intake.models import Channel
from huiying.people import policies
from huiying.people.models import User
from huiying.publication import freshness

from .said import Said


@dataclass(frozen=True, slots=True)
class Line:
    """What waits, by the name that `handling.waiting` counts it under, what is to be done with it, and the page where
    that is done.
    """

    what: str
    sentence: Any
    route: str
    query: str = ""
    late: bool = False


MENTIONS = "mentions"
LINES = (
    Line("releases overdue", gettext_lazy("incidents whose next release is overdue"), "desk-emergencies", late=True),
    Line("incidents", gettext_lazy("incidents run"), "desk-emergencies", late=True),
    Line("releases", gettext_lazy("releases to sign"), "desk-emergencies", late=True),
    Line("reviews", gettext_lazy("drafts to sign"), "desk-review"),
    Line("extensions", gettext_lazy("longer terms to grant or refuse"), "desk-review"),
    Line("voices", gettext_lazy("voices to assess and assign"), "desk-inbox"),
    Line("set aside", gettext_lazy("voices that the machine could not read"), "desk-inbox", "?show=aside"),
    Line("parts returned", gettext_lazy("parts that came back"), "desk-held-up"),
    Line("cases", gettext_lazy("cases to handle"), "desk-mine"),
    Line("parts", gettext_lazy("parts to contribute"), "desk-mine"),
    Line(MENTIONS, gettext_lazy("notes that call you"), "desk-mentions"),
    Line("cards", gettext_lazy("cards to explain"), "desk-cards", late=True),
    Line("orders", gettext_lazy("chase orders to answer"), "desk-supervision"),
    Line("errands", gettext_lazy("instructions to report back on"), "desk-supervision"),
    Line("orders answered", gettext_lazy("answers to chase orders to judge"), "desk-supervision"),
    Line("errands reported", gettext_lazy("reports on your instructions to judge"), "desk-supervision"),
    Line("clues", gettext_lazy("rumour clues to sign"), "desk-clues"),
    Line("answers", gettext_lazy("answers to publish"), "desk-publish"),
    Line("board letters", gettext_lazy("letters to read for the public board"), "desk-board"),
    Line("manuscripts", gettext_lazy("manuscripts to review"), "desk-releases", "?state=mine"),
    Line("points", gettext_lazy("points of opinions to decide on"), "desk-consultations"),
    Line("results", gettext_lazy("results of consultations to approve"), "desk-consultations"),
)


def waiting(person: User) -> Iterator[Said]:
    """The count of the rail, and beside it the notes that call: read by opening a case, which is no deed."""
    counts = {**waits(person), MENTIONS: unread_mentions(person).count()}
    for line in LINES:
        if count := counts[line.what]:
            yield Said(count, "", str(line.sentence), f"{reverse(line.route)}{line.query}", line.late)


def stale_columns(person: User, today: date) -> list[Said]:
    """Columns of the portal that ask for something new, for whoever publishes; the stalest first."""
    if not policies.allows(person, PUBLISH):
        return []
    asking = sorted((each for each in freshness.columns(today) if each.asks), key=lambda each: each.days_left)
    return [_stale(each) for each in asking]


def _stale(column: freshness.Freshness) -> Said:
    if column.newest is None:
        return Said(None, "", _("%(column)s has nothing yet") % {"column": column.title}, column.url, late=True)
    if column.stale:
        days = -column.days_left
        words = ngettext("day over the limit: %(column)s", "days over the limit: %(column)s", days)
    else:
        days = column.days_left
        words = ngettext("day until %(column)s is stale", "days until %(column)s is stale", days)
    return Said(days, "", words % {"column": column.title}, column.url, late=column.stale)


def ailing_channels(person: User, at: Any) -> list[Said]:
    """Channels that ask for a person, for whoever keeps them."""
    deed = "intake.channels"
    if not policies.allows(person, deed):
        return []
    return [
        Said(None, "", f"{channel.name}：{said}", reverse("desk-channel", args=[channel.slug]), late=True)
        for channel, said in ailing(at, Channel.objects.filter(policies.within(person, deed)))
    ]
