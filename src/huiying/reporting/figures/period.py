"""A period of whole days, and the rows of every room that belong to it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from huiying.feedback.models import Rating
from huiying.handling.models import Case, CaseQuerySet, Clock, ClockQuerySet, Reply, ReplyQuerySet
from huiying.intake.models import Voice, VoiceQuerySet


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included, in the office's zone."""

    start: date
    end: date

    @property
    def opens(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.start, time()))

    @property
    def closes(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.end + timedelta(days=1), time()))

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        days = self.end - self.start
        return Period(self.start - days - timedelta(days=1), self.start - timedelta(days=1))

    def of(self, moment: str) -> Q:
        """Whether the moment of a row lies in this period."""
        return Q(**{f"{moment}__gte": self.opens, f"{moment}__lt": self.closes})

    def voices(self) -> VoiceQuerySet:
        return Voice.objects.filter(self.of("said_at"))

    def cases(self) -> CaseQuerySet:
        """Cases of voices said in this period."""
        return Case.objects.filter(self.of("opened_at"))

    def clocks(self) -> ClockQuerySet:
        """Reply clocks that began in this period."""
        return Clock.objects.filter(self.of("started_at"))

    def replies(self) -> ReplyQuerySet:
        """Replies to cases of this period that went out before it closed."""
        return Reply.objects.filter(self.of("case__opened_at"), delivered_at__lt=self.closes)

    def ratings(self) -> QuerySet[Rating]:
        return Rating.objects.filter(reply__in=self.replies())
