"""周报、月报 · What a weekly or monthly bulletin tells, gathered: every number by its reference."""

from collections.abc import Iterator
from typing import Any, Final

from huiying.handling.models import Release, ReleaseState
from huiying.people.models import Section
from huiying.publication.models import Demand
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers, Period
from huiying.reporting.figures.standing import GAPS
from huiying.reporting.models import PaperKind

from .breakdown import Row, rows
from .issues import issue
from .matters import Matter, hottest
from .narrative import SeriesFacts, series
from .outside import safe, stamp, the_day_of
from .spans import days, last_months, span, stretches
from .told import narrowed, take_all

SPANS: Final = ("", "before", "last_year")
COMPARED: Final = (
    *("received", "replied", "on_time", "late_closed", "overdue_open", "on_time_rate", "rated", "satisfied"),
    *("satisfaction_rate", "median_days", "p90_days", "returned", "reopened", "answered_within"),
)
PLAIN: Final = (
    *("open", "in_hand", "overdue_standing", "topics", "unanswered_topics", "emergencies", "rumours", "releases"),
    *("solved_told", "solved", "solved_rate", "published_answers", "agreed_public", "agreed_published", "publish_rate"),
    *("gaps", "gap_people", "complaints", "suggestions", "instructions_open", "orders_open", "closed_unanswered"),
)
OF_A_SECTION: Final = ("received", "replied", "on_time_rate", "median_days", "p90_days", "rated", "satisfaction_rate")
MOST_TOPICS: Final = 10
MOST_GAPS: Final = 5


def gather(asked: Asked, numbers: Numbers, kind: PaperKind) -> dict[str, Any]:
    period = asked.period
    take_all(numbers, (narrowed(key, "", each) for key in COMPARED for each in SPANS))
    take_all(numbers, PLAIN)
    topics = hottest(numbers, MOST_TOPICS)
    return {
        "issue": issue(asked, kind),
        "editor": editor(period),
        "has_before": period.before.covered(),
        "has_last_year": period.last_year.covered(),
        "series": _series(numbers),
        "trend": _trend(numbers),
        "clocks": _clocks(numbers) if kind == PaperKind.MONTHLY else [],
        "channels": rows(numbers, "channel", spans=SPANS),
        "kinds": rows(numbers, "kind", spans=SPANS),
        "themes": rows(numbers, "theme", spans=SPANS),
        "sections": rows(numbers, "section", OF_A_SECTION),
        "topics": topics,
        "curve": _curve(numbers, topics[0]) if topics else None,
        "stars": _stars(numbers),
        "gaps": list(_gaps(numbers)),
    }


def _series(numbers: Numbers) -> dict[str, SeriesFacts]:
    """What the bulletin tells of in sentences that follow its course."""
    return {
        "received": series(numbers, "received", by=("channel", "kind", "theme"), name="来件"),
        "answered_within": series(numbers, "answered_within", name="答复来件"),
        "on_time_rate": series(numbers, "on_time_rate", by=("section",)),
        "satisfaction_rate": series(numbers, "satisfaction_rate", by=("section",)),
    }


def editor(period: Period) -> str:
    """综合信息科, who edits the bulletins."""
    section = Section.objects.filter(period.within("unit"), is_information=True).order_by("unit").first()
    return section.name if section else ""


def _trend(numbers: Numbers) -> list[dict[str, str]]:
    """Letters and replies of each day or month, and the letters of the same days a year before."""
    told = [
        {
            "name": name,
            "received": f"received@{span(each)}",
            "answered": f"answered_within@{span(each)}",
            "last_year": f"received@{span(each.last_year)}",
        }
        for name, each in stretches(numbers.period)
    ]
    take_all(numbers, (row[key] for row in told for key in ("received", "answered", "last_year")))
    return told


def _clocks(numbers: Numbers) -> list[dict[str, str]]:
    told = [{"name": name, "span": span(each)} for name, each in last_months(numbers.period)]
    take_all(numbers, (f"{key}@{row['span']}" for row in told for key in ("on_time", "late_closed", "overdue_open")))
    return told


def _curve(numbers: Numbers, topic: Matter) -> dict[str, Any]:
    """The first matter by day, and when the office spoke on it."""
    told = [{"name": name, "of": narrowed("received", topic["by"], span(day))} for name, day in days(numbers.period)]
    take_all(numbers, (row["of"] for row in told))
    return {"name": topic["name"], "days": told, "marks": releases_on(topic["id"], numbers.period)}


RELEASED: Final = {"first": "首次发布", "continuing": "续报", "press": "发布会", "final": "终报"}


def releases_on(topic: int, period: Period) -> list[dict[str, str]]:
    signed = Release.objects.filter(period.of("released_at"), incident__topic=topic, state=ReleaseState.SIGNED)
    return [
        {"at": the_day_of(stamp(at)), "name": RELEASED[sort]}
        for at, sort in signed.values_list("released_at", "sort")
        if at
    ]


def _stars(numbers: Numbers) -> list[Row]:
    told: list[Row] = [
        {"name": f"{word}星", "by": f"stars={n}"} for n, word in zip(range(5, 0, -1), "五四三二一", strict=True)
    ]
    take_all(numbers, (narrowed("rated", row["by"]) for row in told))
    return told


RULINGS: Final = {"missing": "没有公开", "out_of_date": "内容过时", "hard_to_find": "不易找到", "unclear": "表述不清"}


def _gaps(numbers: Numbers) -> Iterator[dict[str, str]]:
    found = Demand.objects.filter(numbers.period.within("unit"), ruling__in=GAPS).served_most()[:MOST_GAPS]
    for demand in found:
        by = f"matter={demand.pk}"
        numbers.take(narrowed("gap_people", by))
        yield {"name": safe(demand.matter), "by": by, "ruling": RULINGS[demand.ruling]}
