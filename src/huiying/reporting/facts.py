"""Everything that a self-inspection report may say, gathered from every room once and then frozen."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, Value, When
from django.utils import timezone

from huiying.handling.models import Clock, Part
from huiying.handling.rulebook import regulation
from huiying.intake.models import Channel, Voice
from huiying.ledger.models import Head
from huiying.ledger.seal import verify
from huiying.people.models import LeadingGroupSeat, Seat, Section, Unit, User
from huiying.publication.models import ArticlePage

from .figures import FIGURES, Period
from .papers.facts import (
    ChannelFacts,
    Facts,
    FigureFacts,
    Judged,
    LedgerFacts,
    MonthFacts,
    Organisation,
    Published,
    SectionFacts,
    TermFacts,
    TopicFacts,
)

FORM_TERMS = ("letter.simple", "letter.complex", "opinion.general", "emergency.first", "emergency.press")


def gather(period: Period, *, notice: str = "", number: str = "", at: datetime) -> Facts:
    """The facts of a period as they stand at `at`; JSON throughout, so that they freeze as they are."""
    rules = regulation()
    unit = _organ(period)
    return {
        "organ": unit.name if unit else "",
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "taken_on": timezone.localtime(at).date().isoformat(),
        "occasion": {"notice": notice, "number": number} if notice or number else None,
        "regulation": {"name": rules.name, "version": rules.version},
        **_organisation(period),
        "channels": _channels(period),
        "figures": _figures(period),
        **_judged(period),
        "topics": _topics(period),
        "late_by_section": _late_by_section(period),
        "monthly": by_month(period),
        "published": _published(period),
        "terms": _terms(),
        "ledger": _ledger(),
        "previous": _figures(period.before) if _is_covered(period.before) else None,
        "trainings": None,  # not counted before drills and training are kept
    }


def _organ(period: Period) -> Unit | None:
    """The unit whose figures these are: of several the topmost."""
    units = Unit.objects.filter(period.within("pk"))
    return units.exclude(parent__in=units.values("pk")).order_by("pk").first()


def _is_covered(period: Period) -> bool:
    """Whether our records reach back over nearly the whole period: a comparison with a stump of it would mislead."""
    first = Voice.objects.filter(period.within("channel__unit")).aggregate(first=Min("said_at"))["first"]
    grace = (period.closes - period.opens) / 10
    return first is not None and first <= period.opens + grace


def _organisation(period: Period) -> Organisation:
    seats = dict(LeadingGroupSeat.objects.filter(period.within("unit")).values_list("seat").annotate(Count("id")))
    head = LeadingGroupSeat.objects.filter(period.within("unit"), seat=Seat.HEAD).select_related("user").first()
    information = Section.objects.filter(period.within("unit"), is_information=True).first()
    handlers = Part.objects.filter(period.of("case__opened_at"), period.within("section__unit"), handler__isnull=False)
    return {
        "group": {
            "head": str(head.user) if head else "",
            "deputies": seats.get(Seat.DEPUTY.value, 0),
            "members": seats.get(Seat.MEMBER.value, 0),
            "liaisons": seats.get(Seat.LIAISON.value, 0),
        },
        "sections": Section.objects.filter(period.within("unit")).count(),
        "information_section": information.name if information else "",
        "staff": User.objects.filter(period.within("unit"), is_active=True, posts__isnull=False).distinct().count(),
        "handlers": handlers.values("handler").distinct().count(),
    }


def _channels(period: Period) -> list[ChannelFacts]:
    told = Count("voices", filter=period.of("voices__said_at"))
    answered = Count("voices", filter=period.of("voices__said_at") & Q(voices__case__answered_at__lt=period.closes))
    rows = Channel.objects.filter(period.within("unit"), is_open=True).annotate(received=told, replied=answered)
    return [
        {"name": name, "form": form, "received": received, "replied": replied}
        for name, form, received, replied in rows.values_list("name", "form", "received", "replied")
    ]


def _figures(period: Period) -> dict[str, FigureFacts]:
    return {f.key: {"value": f.query(period), "label": f.label, "formula": f.formula, "unit": f.unit} for f in FIGURES}


def _judged(period: Period) -> Judged:
    voices = period.voices()
    kinds = voices.exclude(proposal__kind="").values("proposal__kind").annotate(n=Count("id")).order_by("-n")
    themes = voices.exclude(proposal__theme="").values("proposal__theme").annotate(n=Count("id")).order_by("-n")
    titles = {c.id: c.title for c in regulation().criteria}
    hits = dict.fromkeys(titles, 0)
    for criteria in voices.exclude(proposal__criteria=[]).values_list("proposal__criteria", flat=True):
        for criterion in criteria or []:
            hits[criterion["id"]] += 1
    return {
        "kinds": {row["proposal__kind"]: row["n"] for row in kinds if row["proposal__kind"]},
        "themes": [{"name": r["proposal__theme"], "received": r["n"]} for r in themes if r["proposal__theme"]],
        "criteria": [{"id": ident, "title": titles[ident], "voices": n} for ident, n in hits.items()],
        "emergencies": voices.filter(proposal__emergency=True).count(),
        "rumours": voices.filter(proposal__rumour=True).count(),
    }


def _topics(period: Period, most: int = 10) -> list[TopicFacts]:
    rows = (
        period.voices()
        .filter(proposal__topic__isnull=False)
        .values("proposal__topic", "proposal__topic__description")
        .annotate(
            voices=Count("id", distinct=True),
            heat=Max("proposal__topic__heat"),
            answered=Count("case", filter=Q(case__answered_at__lt=period.closes), distinct=True),
            published=Count("case__replies", filter=Q(case__replies__published_at__lt=period.closes), distinct=True),
        )
        .order_by("-heat")[:most]
    )
    return [
        {
            "description": row["proposal__topic__description"],
            "voices": row["voices"],
            "heat": round(row["heat"], 1),
            "answered": row["answered"] > 0,
            "published": row["published"] > 0,
        }
        for row in rows
    ]


def _late_by_section(period: Period) -> list[SectionFacts]:
    own = period.of("case__opened_at") & period.within("case__unit")
    leads = Part.objects.filter(own, is_lead=True, case__answered_at__lt=period.closes)
    rows = leads.values("section__name").annotate(
        closed=Count("case", distinct=True),
        late=Count("case", filter=Q(case__clocks__stopped_at__gt=F("case__clocks__due_at")), distinct=True),
    )
    return [
        {"section": r["section__name"], "late": r["late"], "closed": r["closed"]}
        for r in rows.order_by("-late", "section__name")
    ]


def by_month(period: Period) -> list[MonthFacts]:
    """Cases by the month in which they began; months without one are left out."""
    months = list(period.months())
    begun = period.cases().annotate(n=_month(months, "opened_at")).values("n")
    rows = begun.annotate(received=Count("id"), replied=Count("id", filter=Q(answered_at__lt=period.closes)))
    kept = Clock.objects.filter(period.of("case__opened_at") & period.within("case__unit"), stopped_because="")
    kept = kept.filter(stopped_at__lte=F("due_at"), stopped_at__lt=period.closes)
    in_time = (
        kept.annotate(n=_month(months, "case__opened_at")).values("n").annotate(cases=Count("case", distinct=True))
    )
    on_time = dict(in_time.order_by().values_list("n", "cases"))
    return [
        {
            "month": f"{months[r['n']].start:%Y-%m}",
            "received": r["received"],
            "replied": r["replied"],
            "on_time": on_time.get(r["n"], 0),
        }
        for r in rows.order_by("n")
    ]


def _month(months: Sequence[Period], moment: str) -> Case:
    """Which of these months a moment lies in. The database compares bounds and turns no moment into a date."""
    within = (When(**{f"{moment}__lt": month.closes}, then=Value(n)) for n, month in enumerate(months))
    return Case(*within, output_field=IntegerField())


def _published(period: Period) -> Published:
    answers = period.published().count()
    pages = ArticlePage.objects.live().filter(period.of("first_published_at")).count()
    return {"answers": answers, "pages": pages, "forms": ["门户网站"] if answers or pages else []}


def _terms() -> list[TermFacts]:
    rules = regulation()
    return [
        {"title": term.title_zh, "text": term.amount_zh, "citation": term.citation}
        for term in (rules.terms[key] for key in FORM_TERMS)
    ]


def _ledger() -> LedgerFacts:
    head = Head.objects.filter(pk=1).first()
    return {"entries": head.entries if head else 0, "verified": verify().ok}
