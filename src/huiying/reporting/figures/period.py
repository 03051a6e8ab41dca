"""A period of whole days, and the rows of every room that belong to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from huiying.feedback.models import Rating
from huiying.handling.models import Case, CaseQuerySet, Clock, ClockQuerySet, Reply, ReplyQuerySet
from huiying.intake.models import Voice, VoiceQuerySet
from huiying.ledger.models import Entry
from huiying.publication.models import PublishedAnswer


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included, in the office's zone; of the matters of these units, None being all."""

    start: date
    end: date
    units: frozenset[int] | None = None

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
        return Period(self.start - days - timedelta(days=1), self.start - timedelta(days=1), self.units)

    def months(self) -> Iterator["Period"]:
        """Its months, the first and the last as far as they lie in it."""
        start = self.start
        while start <= self.end:
            after = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(start, min(after - timedelta(days=1), self.end), self.units)
            start = after

    def of(self, moment: str) -> Q:
        """Whether the moment of a row lies in this period."""
        return Q(**{f"{moment}__gte": self.opens, f"{moment}__lt": self.closes})

    def within(self, field: str) -> Q:
        """Whether a row belongs by `field` to these units."""
        return Q() if self.units is None else Q(**{f"{field}__in": self.units})

    def voices(self) -> VoiceQuerySet:
        return Voice.objects.filter(self.of("said_at"), self.within("channel__unit"))

    def cases(self) -> CaseQuerySet:
        """Cases of voices said in this period."""
        return Case.objects.filter(self.of("opened_at"), self.within("unit"))

    def clocks(self) -> ClockQuerySet:
        """Reply clocks that began in this period."""
        return Clock.objects.filter(self.of("started_at"), self.within("case__unit"))

    def replies(self) -> ReplyQuerySet:
        """Replies to cases of this period that went out before it closed."""
        cases = self.of("case__opened_at") & self.within("case__unit")
        return Reply.objects.filter(cases, delivered_at__lt=self.closes)

    def deeds(self, name: str) -> QuerySet[Entry]:
        """What was done to cases in this period, by the ledger."""
        done = Entry.objects.filter(self.of("at"), deed=name)
        if self.units is None:
            return done
        refs = Case.objects.filter(self.within("unit")).order_by().values_list(Concat(Value("case:"), "number"))
        return done.filter(about__in=refs)

    def published(self) -> QuerySet[PublishedAnswer]:
        """Answers that were published in this period."""
        shown = PublishedAnswer.objects.filter(self.of("published_at"))
        if self.units is None:
            return shown
        return shown.filter(reference__in=Voice.objects.filter(self.within("channel__unit")).values("number"))

    def ratings(self) -> QuerySet[Rating]:
        return Rating.objects.filter(reply__in=self.replies())
