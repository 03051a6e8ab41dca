"""A period of whole days, and the rows of every room that belong to it."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Min, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from huiying.feedback.models import Rating
from huiying.handling.models import Case, CaseQuerySet, Clock, ClockQuerySet, Reply, ReplyQuerySet
from huiying.intake.models import Voice, VoiceQuerySet
from huiying.ledger.models import Entry
from huiying.publication.models import PublishedAnswer

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included, in the office's zone; of the matters of these units, None being all.

    What happened to the rows of the period is seen up to the end of the day `until`, which is `end` where none is
    named: of the letters of March it may be asked how many were answered by the end of the year.
    """

    start: date
    end: date
    units: frozenset[int] | None = None
    until: date | None = None

    @property
    def opens(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.start, time()))

    @property
    def ends(self) -> datetime:
        """The first moment after its last day."""
        return timezone.make_aware(datetime.combine(self.end + DAY, time()))

    @property
    def closes(self) -> datetime:
        """The first moment that is not seen any more."""
        return timezone.make_aware(datetime.combine((self.until or self.end) + DAY, time()))

    @property
    def before(self) -> "Period":
        """The period that ends where this one begins: of whole months as many months, else as many days."""
        if months := self.whole_months:
            return Period(_first_of(self.start, -months), self.start - DAY, self.units)
        return Period(self.start - (self.end - self.start) - DAY, self.start - DAY, self.units)

    @property
    def last_year(self) -> "Period":
        """The same days of the year before. 29 February becomes the 28th; a month's end stays a month's end."""
        end = last_of(_a_year_before(self.end)) if self.whole_months else _a_year_before(self.end)
        return Period(_a_year_before(self.start), end, self.units)

    @property
    def whole_months(self) -> int:
        """Of how many whole months it is; 0 where it begins or ends within one."""
        if self.start.day != 1 or self.end != last_of(self.end):
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def covered(self) -> bool:
        """Whether our records reach back over nearly the whole period: a comparison with a stump would mislead."""
        first = Voice.objects.filter(self.within("channel__unit")).aggregate(first=Min("said_at"))["first"]
        return first is not None and first <= self.opens + (self.ends - self.opens) / 10

    def months(self) -> Iterator["Period"]:
        """Its months, the first and the last as far as they lie in it."""
        start = self.start
        while start <= self.end:
            after = _first_of(start, 1)
            yield Period(start, min(after - DAY, self.end), self.units, self.until or self.end)
            start = after

    def of(self, moment: str) -> Q:
        """Whether the moment of a row lies in this period."""
        return Q(**{f"{moment}__gte": self.opens, f"{moment}__lt": self.ends})

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


def _first_of(day: date, months: int) -> date:
    """The first day of the month that is so many months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def last_of(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _a_year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))
