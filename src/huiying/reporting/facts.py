"""Everything that a self-inspection report may say, gathered from every room once and then frozen."""

from collections.abc import Sequence

from django.db.models import Case, Count, IntegerField, Max, Value, When
from django.utils import timezone

from huiying.handling.models import Part
from huiying.handling.rulebook import book, regulation
from huiying.intake.models import Channel
from huiying.ledger.seal import verify
from huiying.people.models import LeadingGroupSeat, Seat, Section, Unit

from .asked import Asked
from .figures import BY_DIMENSION, BY_KEY, DESK, Figure, Numbers, Period, Quantile, Share
from .figures.figure import Rows
from .figures.reference import escaped
from .inspecting.causes import causes_of
from .inspecting.gap import due_days, widest_gaps
from .inspecting.lessons import lessons
from .inspecting.promised import promised
from .inspecting.recurring import recurring
from .inspecting.training import trained
from .papers.facts import (
    ChannelFacts,
    Common,
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

MOMENTS = {"received": "said_at", "replied": "opened_at", "on_time": "started_at"}
COLUMNS = ("received", "replied", "on_time", "late")
FORM_TERMS = ("letter.simple", "letter.complex", "opinion.general", "emergency.first", "emergency.press")


def common(asked: Asked) -> Common:
    """What every snapshot says: of which organ, of which days, taken when, under which regulation and calendar."""
    rules, held, unit, period = regulation(), book(), _organ(asked.period), asked.period
    return {
        "organ": unit.name if unit else "",
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "taken_on": timezone.localtime(asked.at).date().isoformat(),
        "occasion": {"notice": asked.notice, "number": asked.number} if asked.notice or asked.number else None,
        "regulation": {"name": rules.name, "version": rules.version},
        "calendar": {"edition": held.edition, "known_until": held.calendar.known_until.isoformat()},
    }


def gather(asked: Asked, numbers: Numbers) -> Facts:
    """The facts of a self-inspection as they stand at its moment; JSON throughout, so that they freeze as they are."""
    period = asked.period
    return {
        **common(asked),
        **_organisation(numbers),
        "channels": _channels(numbers),
        "figures": _figures(numbers),
        **_judged(numbers),
        "topics": _topics(numbers),
        "late_by_section": _late_by_section(numbers),
        "monthly": _monthly(numbers),
        "published": _published(numbers),
        "terms": _terms(),
        "ledger": _ledger(numbers),
        "previous": _figures(numbers, "@before") if period.before.covered() else None,
        "trainings": numbers.count("trainings"),
        "training": trained(numbers),
        "causes": causes_of(numbers),
        "gap": widest_gaps(numbers),
        "due": due_days(asked),
        "promised": promised(numbers),
        "recurring": recurring(numbers),
        "lessons": lessons(numbers),
    }


def _organ(period: Period) -> Unit | None:
    """The unit whose figures these are: of several the topmost."""
    units = Unit.objects.filter(period.within("pk"))
    return units.exclude(parent__in=units.values("pk")).order_by("pk").first()


def _organisation(numbers: Numbers) -> Organisation:
    period = numbers.period
    head = LeadingGroupSeat.objects.filter(period.within("unit"), seat=Seat.HEAD).select_related("user").first()
    information = Section.objects.filter(period.within("unit"), is_information=True).first()
    return {
        "group": {
            "head": str(head.user) if head else "",
            "deputies": numbers.count("group_deputies"),
            "members": numbers.count("group_members"),
            "liaisons": numbers.count("group_liaisons"),
        },
        "sections": numbers.count("sections"),
        "information_section": information.name if information else "",
        "staff": numbers.count("staff"),
        "handlers": numbers.count("handlers"),
    }


def _channels(numbers: Numbers) -> list[ChannelFacts]:
    """Those with a form of their own (disclosure requests, errors in the site) are no mailboxes."""
    numbers.take("channels_heard")
    rows = Channel.objects.filter(numbers.period.within("unit"), is_open=True)
    return [
        {
            "id": pk,
            "name": name,
            "form": "other" if settings.get("form") else form,
            "received": numbers.count(f"received:channel={pk}"),
            "replied": numbers.count(f"replied:channel={pk}"),
        }
        for pk, name, form, settings in rows.values_list("pk", "name", "form", "settings")
    ]


def _figures(numbers: Numbers, span: str = "") -> dict[str, FigureFacts]:
    """Each with its place in the table: not every database keeps the order in which facts were written."""
    return {figure.key: {**_figure(numbers, figure, span), "place": n} for n, figure in enumerate(DESK)}


def _figure(numbers: Numbers, figure: Figure, span: str) -> FigureFacts:
    """`of` is how many a share or a quantile was taken of: whether it may be compared."""
    told: FigureFacts = {
        "value": numbers.take(f"{figure.key}{span}"),
        "label": figure.label,
        "formula": figure.formula,
        "unit": figure.unit,
    }
    whole = figure.whole if isinstance(figure, Share) else (figure.over,) if isinstance(figure, Quantile) else ()
    if whole:
        told["of"] = sum(numbers.count(f"{count.key}{span}") for count in whole)
    return told


def _judged(numbers: Numbers) -> Judged:
    titles = {c.id: c.title for c in regulation().criteria}
    return {
        "kinds": _sorted_out(numbers, "kind"),
        "themes": [{"name": name, "received": n} for name, n in _sorted_out(numbers, "theme").items()],
        "criteria": [
            {"id": ident, "title": title, "voices": numbers.count(f"criterion_{ident}")}
            for ident, title in titles.items()
            if f"criterion_{ident}" in BY_KEY
        ],
        "emergencies": numbers.count("emergencies"),
        "rumours": numbers.count("rumours"),
    }


def _sorted_out(numbers: Numbers, dimension: str) -> dict[str, int]:
    """Letters by what the screening says of them, the most first."""
    path = BY_DIMENSION[dimension].path
    names = numbers.period.voices().exclude(**{path: ""}).exclude(**{path: None}).order_by()
    counted = {
        name: numbers.count(f"received:{dimension}={escaped(name)}")
        for name in names.values_list(path, flat=True).distinct()
    }
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _topics(numbers: Numbers, most: int = 10) -> list[TopicFacts]:
    period = numbers.period
    rows = (
        period.voices()
        .filter(proposal__topic__isnull=False)
        .values("proposal__topic", "proposal__topic__description")
        .annotate(heat=Max("proposal__topic__heat"))
        .order_by("-heat")[:most]
    )
    return [
        {
            "id": row["proposal__topic"],
            "description": row["proposal__topic__description"],
            "voices": numbers.count(f"received:topic={row['proposal__topic']}"),
            "heat": round(row["heat"], 1),
            "answered": numbers.count(f"replied:topic={row['proposal__topic']}") > 0,
            "published": numbers.count(f"agreed_published:topic={row['proposal__topic']}") > 0,
        }
        for row in rows
    ]


def _late_by_section(numbers: Numbers) -> list[SectionFacts]:
    period = numbers.period
    leads = Part.objects.filter(period.of("case__opened_at"), period.within("case__unit"), is_lead=True)
    rows = (
        leads.filter(case__answered_at__lt=period.closes).order_by().values_list("section", "section__name").distinct()
    )
    found: list[SectionFacts] = [
        {
            "id": pk,
            "section": name,
            "late": numbers.count(f"late_closed:section={pk}"),
            "closed": numbers.count(f"replied:section={pk}"),
        }
        for pk, name in rows
    ]
    return sorted(found, key=lambda row: (-row["late"], row["section"]))


def _monthly(numbers: Numbers) -> list[MonthFacts]:
    """The months of the period in which something came."""
    found = []
    for month in (f"{month.start:%Y-%m}" for month in numbers.period.months()):
        received, replied, on_time, late = (numbers.count(f"{key}@{month}") for key in COLUMNS)
        if received:
            row: MonthFacts = {
                "month": month,
                "received": received,
                "replied": replied,
                "on_time": on_time,
                "late": late,
            }
            found.append(row)
    return found


def by_month(period: Period) -> list[MonthFacts]:
    """The same for a page, a question a figure; the numbers are those of the catalogue."""
    months = list(period.months())
    counted = {key: _by_month(BY_KEY[key].rows(period), months, moment) for key, moment in MOMENTS.items()}
    return [
        {
            "month": f"{month.start:%Y-%m}",
            "received": counted["received"][n],
            "replied": counted["replied"].get(n, 0),
            "on_time": counted["on_time"].get(n, 0),
        }
        for n, month in enumerate(months)
        if n in counted["received"]
    ]


def _by_month(rows: Rows, months: Sequence[Period], moment: str) -> dict[int, int]:
    """How many rows there are by the place of their month."""
    return dict(
        rows.order_by()
        .annotate(n=_month(months, moment))
        .values("n")
        .annotate(n_rows=Count("id"))
        .values_list("n", "n_rows")
    )


def _month(months: Sequence[Period], moment: str) -> Case:
    """Which of these months a moment lies in. The database compares bounds and turns no moment into a date."""
    within = (When(**{f"{moment}__lt": month.ends}, then=Value(n)) for n, month in enumerate(months))
    return Case(*within, output_field=IntegerField())


def _published(numbers: Numbers) -> Published:
    answers, pages = numbers.count("published_answers"), numbers.count("pages_published")
    return {"answers": answers, "pages": pages, "forms": ["门户网站"] if answers or pages else []}


def _terms() -> list[TermFacts]:
    rules = regulation()
    return [
        {"title": term.title_zh, "text": term.amount_zh, "citation": term.citation}
        for term in (rules.terms[key] for key in FORM_TERMS)
    ]


def _ledger(numbers: Numbers) -> LedgerFacts:
    return {"entries": numbers.count("ledger_entries"), "verified": verify().ok}
