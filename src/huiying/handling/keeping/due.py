"""Which cases have been over for as long as their personal data is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from huiying.core.lifecycle import State
from huiying.core.retention import Retention, ended_before
from huiying.intake.models import Delivery
from huiying.people.models import User

from ..models import Case, CaseQuerySet, Hold
from ..rulebook import regulation
from ..work import visible

OVER = (State.CLOSED, State.NOT_ACCEPTED, State.TRANSFERRED)
CHOICES = (1, 2, 3, 5, 10)  # years for which the page tells what would be due


def retention(at: datetime) -> Retention | None:
    """How long personal data is kept by the regulation in force."""
    return regulation(at).retention


def act(told: Retention | None) -> str:
    """What the term rests on, in the reader's language where the act has words in it."""
    return told.cited.to_json().get(get_language() or "", told.cited.zh) if told else ""


def due(cases: CaseQuerySet, at: datetime, years: int) -> CaseQuerySet:
    """Cases that were over for `years` whole years at `at`, still with personal data, not held, and with no message
    on its way; the oldest first. One that was merged is over once its writer had the common answer.
    """
    before = ended_before(timezone.localtime(at), years)
    answered = Q(state=State.MERGED, answered_at__gte=F("closed_at"), answered_at__lt=before)
    over = Q(state__in=OVER, closed_at__lt=before) | answered
    held = Hold.objects.filter(lifted_at=None).values("case")
    waiting = Delivery.objects.filter(state__in=(Delivery.State.WAITING, Delivery.State.SENDING), voice__isnull=False)
    kept = Q(pk__in=held) | Q(voice__in=waiting.values("voice"))
    return cases.filter(over, anonymised_at=None).exclude(kept).order_by("closed_at", "pk")


def is_over(case: Case) -> bool:
    """Whether nothing more happens in a case, and its writer has been told."""
    return case.state in OVER or (case.state == State.MERGED and case.answered_with_another)


def holds(person: User) -> QuerySet[Hold]:
    """The standing holds on cases that this person may read, the newest first."""
    return Hold.objects.filter(case__in=visible(person), lifted_at=None).select_related("case", "by")


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many cases would be due after so many years, and since when the oldest of them is over."""

    years: int
    cases: int
    oldest: datetime | None


def outlook(cases: CaseQuerySet, at: datetime) -> list[Outlook]:
    """What each choice of years would mean now."""
    found = []
    for years in CHOICES:
        told = due(cases, at, years).order_by().aggregate(cases=Count("pk", distinct=True), oldest=Min("closed_at"))
        found.append(Outlook(years, told["cases"], told["oldest"]))
    return found
