"""What comes back: topics that were raised in three of six months or in the same month a year before, complaints of one
theme month after month, a month that is the busiest year after year, who returns cases again and again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Min

from huiying.assessment.models import Topic
from huiying.intake.models import Voice
from huiying.people.models import Post
from huiying.reporting.figures import BY_KEY, Numbers, Period
from huiying.reporting.figures.reference import escaped
from huiying.reporting.papers.facts import RecurringFacts, ReturningFacts, ReturningSection, SeasonFacts

MONTHS, LEAST_MONTHS = 6, 3
LEAST_A_MONTH = 2
"""Letters in a month from which a topic was raised in it."""
MOST = 3
RETURNS = 3
"""Returns by one section from which they are spoken of."""
YEARS = 5


def recurring(numbers: Numbers) -> RecurringFacts:
    return {
        "topics": _topics(numbers),
        "themes": _themes(numbers),
        "season": _season(numbers),
        "returning_sections": _returning(numbers),
        "reopened_twice": numbers.count("reopened_twice"),
    }


def months_before(end: date, count: int, units: frozenset[int] | None) -> list[Period]:
    """The last months up to the one of `end`, whole as far as they have passed, the earliest first."""
    found, first = [], end.replace(day=1)
    last = end
    for _ in range(count):
        found.append(Period(first, last, units, end))
        last = first - timedelta(days=1)
        first = last.replace(day=1)
    return found[::-1]


def span(period: Period) -> str:
    return f"{period.start}..{period.end}"


def _topics(numbers: Numbers) -> list[ReturningFacts]:
    months = months_before(numbers.period.end, MONTHS, numbers.period.units)
    earlier = months[-1].last_year
    counted = [_by(month, "proposal__topic") for month in (*months, earlier)]
    raised = {
        key: [m for m, n in zip((*months, earlier), counted, strict=True) if n[key] >= LEAST_A_MONTH]
        for key in counted[-2] | counted[-3]
    }
    back = {key: of for key, of in raised.items() if len(of) >= LEAST_MONTHS or (earlier in of and months[-1] in of)}
    for key in back:
        numbers.take(f"received:topic={key}")
    names = {str(pk): name for pk, name in Topic.objects.filter(pk__in=list(back)).values_list("pk", "description")}
    return _most(
        numbers, "received", "topic", {key: (names[key], of) for key, of in back.items() if key in names}, months
    )


def _themes(numbers: Numbers) -> list[ReturningFacts]:
    """Themes of which complaints came in three of the last six months."""
    months = months_before(numbers.period.end, MONTHS, numbers.period.units)
    counted = [_by(month, "proposal__theme", kinds=("投诉", "举报")) for month in months]
    raised = {key: [m for m, n in zip(months, counted, strict=True) if n[key] >= LEAST_A_MONTH] for key in counted[-1]}
    back = {key: (key, of) for key, of in raised.items() if key and len(of) >= LEAST_MONTHS}
    return _most(numbers, "complaints", "theme", back, months)


def _by(month: Period, path: str, kinds: Iterable[str] = ()) -> Counter[str]:
    voices = month.voices().exclude(**{path: None})
    voices = voices.filter(proposal__kind__in=kinds) if kinds else voices
    counted = voices.order_by().values_list(path).annotate(n=Count("pk"))
    return Counter({str(value): n for value, n in counted})


def _most(
    numbers: Numbers, figure: str, dimension: str, back: dict[str, tuple[str, list[Period]]], months: list[Period]
) -> list[ReturningFacts]:
    """Those of which most came, with all that came in the six months."""
    whole = f"{months[0].start}..{months[-1].end}"
    found: list[ReturningFacts] = [
        {
            "key": f"{figure}:{dimension}={escaped(key)}@{whole}",
            "name": name,
            "months": [f"{month.start:%Y-%m}" for month in of],
            "received": numbers.count(f"{figure}:{dimension}={escaped(key)}@{whole}"),
        }
        for key, (name, of) in back.items()
    ]
    return sorted(found, key=lambda row: (-len(row["months"]), -row["received"], row["name"]))[:MOST]


def _season(numbers: Numbers) -> SeasonFacts | None:
    """The month that was the busiest of its twelve in every one of two years or more; not said of a single year."""
    period = numbers.period
    first = Voice.objects.filter(period.within("channel__unit")).aggregate(first=Min("said_at"))["first"]
    busiest: list[Period] = []
    end = period.end
    for _ in range(YEARS):
        year = months_before(end, 12, period.units)
        if first is None or first > year[0].opens:
            break
        counts = [month.voices().count() for month in year]
        if counts.count(max(counts)) > 1:
            break
        busiest.append(year[counts.index(max(counts))])
        end = year[0].start - timedelta(days=1)
    same = [month for month in busiest if month.start.month == busiest[0].start.month]
    if len(busiest) < 2 or len(same) < len(busiest):
        return None
    for month in same:
        numbers.take(f"received@{span(month)}")
    return {"month": same[0].start.month, "years": [span(month) for month in reversed(same)]}


def _returning(numbers: Numbers) -> list[ReturningSection]:
    """Sections whose people returned cases again and again, by who is named in the ledger."""
    actors = BY_KEY["returned"].rows(numbers.period).order_by().values_list("actor", flat=True).distinct()
    held: dict[tuple[int, str], list[str]] = defaultdict(list)
    for actor in actors:
        post = Post.objects.filter(user__username=actor.split(" ")[0], section__isnull=False).first()
        if post and post.section:
            held[post.section.pk, post.section.name].append(f"returned:actor={escaped(actor)}")
    found: list[ReturningSection] = [
        {"id": pk, "section": name, "reference": reference, "returned": numbers.count(reference)}
        for (pk, name), told in held.items()
        if (reference := f"sum({','.join(sorted(told))})")
    ]
    return sorted((row for row in found if row["returned"] >= RETURNS), key=lambda row: -row["returned"])[:MOST]
