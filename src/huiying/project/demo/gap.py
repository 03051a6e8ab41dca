"""The demo's gap: searches without a hit, pages that answer well, are old, or do not answer, a word of an editor on a
verdict, and a task under way; and how the share of what a page answers grew.
"""

import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files

from django.utils import timezone

from huiying.project.demo.staffing import Cast
from huiying.publication.actions.demand import give_verdict
from huiying.publication.actions.gap_tasks import make_task
from huiying.publication.actions.measuring import measure_gap
from huiying.publication.columns import INFORMATION
from huiying.publication.models import ArticlePage, ColumnPage, Demand, GapMonth, MissedSearch, Ruling

MONTHS = 8
DUE = timedelta(days=20)


def show_gap(cast: Cast, at: datetime) -> None:
    """Measured as the loop does it, after letters and pages are there."""
    told = tomllib.loads(files("huiying.project.demo.world").joinpath("gap.toml").read_text("utf-8"))
    today = timezone.localdate(at)
    for one in told["searches"]:
        for ago in one["days"]:
            MissedSearch.objects.create(words=one["words"], day=today - timedelta(days=ago), count=one["count"])
    for number, page in enumerate(told["pages"], start=1):
        _publish(page, number, at - timedelta(days=page["ago"]))
    measure_gap(at=at)
    _remember_months(today, at)
    _judge(cast, at)


def _publish(told: dict[str, object], number: int, at: datetime) -> None:
    ColumnPage.objects.get(slug=INFORMATION).add_child(
        instance=ArticlePage(
            title=str(told["title"]),
            slug=f"guide-{number}",
            summary=str(told["summary"]),
            body="".join(f"<p>{text}</p>" for text in told["paragraphs"]),  # type: ignore[attr-defined]
            section=str(told["section"]),
            first_published_at=at,
            last_published_at=at,
            latest_revision_created_at=at,
        )
    )


def _judge(cast: Cast, at: datetime) -> None:
    """The matter with most people that nothing answers is a task; one verdict was confirmed."""
    editor = next(iter(cast.information))
    missing = Demand.objects.filter(ruling=Ruling.MISSING, section__isnull=False).served_most().first()
    if missing is not None:
        make_task(
            missing,
            title=f"{missing.matter}：办事问答"[:200],
            why=f"近一年有 {missing.served} 人询问，目前没有页面可答。",
            due_on=timezone.localdate(at) + DUE,
            section=missing.section,
            by=editor,
            at=at,
        )
    found = Demand.objects.exclude(ruling=Ruling.MISSING).served_most().first()
    if found is not None:
        give_verdict(found, ruling=found.ruling, reason="已核对页面内容。", by=editor, at=at)


def _remember_months(today: date, at: datetime) -> None:
    """The months before, as they would have been measured: who had asked by then, and which pages were there."""
    demands = list(Demand.objects.all())
    first = today.replace(day=1)
    for _month in range(MONTHS):
        end, first = first, (first - timedelta(days=1)).replace(day=1)
        for unit in {one.unit_id for one in demands}:
            own = [one for one in demands if one.unit_id == unit]
            asked = [(one, sum(n for day, n in one.days_asked.items() if day < end)) for one in own]
            there = [(one, n) for one, n in asked if n and one.best_on and one.best_on < end]
            GapMonth.objects.create(
                unit_id=unit,
                month=first,
                demands=sum(bool(n) for _, n in asked),
                served=sum(n for _, n in asked),
                answered=sum(n for one, n in there if one.ruling not in {Ruling.MISSING, Ruling.OUT_OF_DATE}),
                fine=sum(n for one, n in there if one.ruling == Ruling.FINE),
                measured_at=at - timedelta(days=(today - end).days + 1),
            )
