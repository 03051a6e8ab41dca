"""What waits for a person's own deed: a line for each sort, what presses most first; nothing that is empty."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiying.handling import supervised, work
from huiying.handling.counting import counted
from huiying.handling.emergencies import seen
from huiying.handling.models import Reply
from huiying.intake.health import ailing
from huiying.intake.models import Channel, Voice
from huiying.ledger.remembering import until_the_next_deed
from huiying.people import policies
from huiying.people.models import User
from huiying.publication import freshness

from .said import Said

PUBLISH = "publication.publish"


@dataclass(frozen=True, slots=True)
class Line:
    """Rows that wait, what is to be done with them, and the page where that is done."""

    rows: Callable[[User], QuerySet[Any]]
    sentence: Any
    route: str
    query: str = ""
    late: bool = False


def _set_aside(person: User) -> QuerySet[Voice]:
    if not policies.allows(person, "assessment.confirm"):
        return Voice.objects.none()
    own = policies.within(person, "assessment.confirm", "channel__unit")
    return Voice.objects.filter(own, set_aside__gt="")


def _publishable(person: User) -> QuerySet[Reply]:
    if not policies.allows(person, PUBLISH):
        return Reply.objects.none()
    return Reply.objects.publishable().filter(policies.within(person, PUBLISH, "case__unit"))


LINES = (
    Line(seen.overdue, gettext_lazy("incidents whose next release is overdue"), "desk-emergencies", late=True),
    Line(seen.to_attend, gettext_lazy("incidents run"), "desk-emergencies", late=True),
    Line(seen.to_sign, gettext_lazy("releases to sign"), "desk-emergencies", late=True),
    Line(work.to_review, gettext_lazy("drafts to sign"), "desk-review"),
    Line(work.to_grant, gettext_lazy("longer terms to grant or refuse"), "desk-review"),
    Line(work.to_assign, gettext_lazy("voices to assess and assign"), "desk-inbox"),
    Line(_set_aside, gettext_lazy("voices that the machine could not read"), "desk-inbox", "?show=aside"),
    Line(work.parts_returned, gettext_lazy("parts that came back"), "desk-held-up"),
    Line(work.mine, gettext_lazy("cases to handle"), "desk-mine"),
    Line(work.my_parts, gettext_lazy("parts to contribute"), "desk-mine"),
    Line(work.unread_mentions, gettext_lazy("notes that call you"), "desk-mentions"),
    Line(supervised.to_explain, gettext_lazy("cards to explain"), "desk-cards", late=True),
    Line(supervised.to_answer, gettext_lazy("chase orders to answer"), "desk-supervision"),
    Line(supervised.to_report, gettext_lazy("instructions to report back on"), "desk-supervision"),
    Line(supervised.to_accept, gettext_lazy("answers to chase orders to judge"), "desk-supervision"),
    Line(supervised.to_judge, gettext_lazy("reports on your instructions to judge"), "desk-supervision"),
    Line(work.to_sign, gettext_lazy("rumour clues to sign"), "desk-clues"),
    Line(_publishable, gettext_lazy("answers to publish"), "desk-publish"),
)


def waiting(person: User) -> Iterator[Said]:
    """One query for all the lines, asked again after the next deed, or when a note was read: that is no deed."""
    called = work.unread_mentions(person).count()
    counts = until_the_next_deed(f"waiting-{person.pk}-{called}", lambda: _counts(person))
    for n, line in enumerate(LINES):
        if count := counts[f"line_{n}"]:
            yield Said(count, "", str(line.sentence), f"{reverse(line.route)}{line.query}", line.late)


def _counts(person: User) -> dict[str, int]:
    return counted({f"line_{n}": line.rows(person) for n, line in enumerate(LINES)}, person)


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
