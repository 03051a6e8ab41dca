"""News of a bureau: the kinds of page that recur, each with its choices."""

from datetime import date, datetime, timedelta

from . import saying
from .chance import Chance
from .filling import fill
from .matter import Matter
from .office import load_office
from .pagefile import Kind, page_file
from .pageparts import html, office_hour
from .records import DemoPage
from .scene import make_scene
from .when import days, office_calendar, working_day_before

TRIES = 60
NEWS = Matter(
    id="news", section="综合信息科", theme="", voice="firm", weight=1, about="", titles=(), open=(), more=(), ask={},
    short=(), found=(), rule=(), done=(),
)  # fmt: skip


def write_kinds(end: date, rng: Chance) -> list[DemoPage]:
    """The recurring pages, no two of one title."""
    written: list[DemoPage] = []
    titles: set[str] = set()
    for kind in page_file().kinds:
        for day in _days_of(kind, end, rng):
            page = _untitled(kind, day, titles, rng)
            titles.add(page.title)
            written.append(page)
    return written


def _days_of(kind: Kind, end: date, rng: Chance) -> list[date]:
    working = [day for day in days(end)[:-1] if office_calendar().is_working(day)]
    if kind.monthly:
        return _one_a_month(working, kind.count)
    fitting = [day for day in working if not kind.months or day.month in kind.months]
    return sorted(rng.some(fitting, kind.count))


def _one_a_month(working: list[date], count: int) -> list[date]:
    """The first working day from the tenth on, in each month that has come so far."""
    tenths: dict[tuple[int, int], date] = {}
    for day in working:
        if day.day >= 10:
            tenths.setdefault((day.year, day.month), day)
    return list(tenths.values())[-count:]


def _untitled(kind: Kind, day: date, titles: set[str], rng: Chance) -> DemoPage:
    for _ in range(TRIES):
        page = _write(kind, day, rng)
        if page.title not in titles:
            return page
    raise ValueError(f"{kind.id}: its titles are too few for so many pages")


def _write(kind: Kind, day: date, rng: Chance) -> DemoPage:
    at = office_hour(day, rng)
    slots = news_scene(at, rng) | {name: rng.pick(options) for name, options in kind.slots.items()}
    return DemoPage(
        column=kind.column,
        section=kind.section,
        source=rng.pick(kind.source),
        published_at=at,
        title=fill(rng.pick(kind.titles), slots),
        summary=fill(rng.pick(kind.summary), slots),
        body=html(fill(rng.pick(choices), slots) for choices in kind.paragraphs),
    )


def news_scene(at: datetime, rng: Chance) -> dict[str, str]:
    """The slots of a letter's scene, and what only news speaks of."""
    day = working_day_before(at.date() - timedelta(days=rng.randrange(0, 3)))
    leader = rng.pick([row for row in load_office().staff if row.in_charge or "局长" in row.title])
    title = "局长" if "局长" in leader.title and not leader.in_charge else leader.title
    month = saying.past_month(at, 1)
    return make_scene(NEWS, at, rng) | {
        "day": f"{day.month}月{day.day}日",
        "leader": f"{title}{leader.name}",
        "invest": f"{rng.randrange(11, 96) / 10:g}亿元",
        "invest2": f"{rng.randrange(100, 260) / 10:g}亿元",
        "jobs": str(rng.randrange(6, 42) * 10),
        "area2": f"{rng.randrange(12, 68) * 1000}平方米",
        "percent": f"{rng.randrange(31, 189) / 10:g}",
        "lastmonth": f"{month[0]}年{month[1]}月",
    }
