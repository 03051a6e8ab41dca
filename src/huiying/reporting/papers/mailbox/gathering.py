"""The numbers of the mailboxes, each taken by its reference: by way, kind, theme and section, and with earlier days."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models import Count, Q
from django.utils import timezone

from huiying.core.errors import InputError
from huiying.core.remaining import last_day
from huiying.handling.models import Clock
from huiying.intake.models import Channel
from huiying.people.models import Section
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers, Period, Share, named
from huiying.reporting.figures.figure import Rows
from huiying.reporting.figures.reference import escaped

from ..excerpt import excerpt
from ..told import LEAST

OURS: Final = ":addressed=1"
"""Letters are what is written to us; what is overheard elsewhere stands in the ledger."""
COLUMNS: Final = (
    "received",
    "replied",
    "on_time",
    "late_closed",
    "overdue_open",
    "open",
    "on_time_rate",
    "satisfaction_rate",
)
SHORT: Final = ("received", "replied", "open", "on_time_rate")
COMPARED: Final = ("received", "replied", "open", "reply_rate", "on_time_rate", "satisfaction_rate")
SPANS: Final = ("", "@before", "@last_year")
ENOUGH: Final = 10
"""Of fewer letters no share is compared."""
PUBLIC: Final = "public"
MOST_LATE: Final = 100


def gather(asked: Asked, numbers: Numbers) -> dict[str, Any]:
    """Facts of the statistics; `asked.subject` is "" for the office or `public` for the portal."""
    if asked.subject not in ("", PUBLIC):
        raise InputError(
            f"信箱统计没有“{asked.subject}”这一种", where="subject", fix="请留空（内部版）或填写 public（公开版）。"
        )
    public, letters = asked.subject == PUBLIC, named(f"received{OURS}").rows(asked.period)
    return {
        "public": public,
        "labels": {key: named(key).figure.label for key in {*COLUMNS, *COMPARED}},
        "channels": [channel for channel, _ in _channels(letters)],
        "boxes": list(_boxes(letters, numbers)),
        "total": {"name": "合计", "numbers": [_number(f"{key}{OURS}", numbers) for key in COLUMNS]},
        "satisfied": [_number(f"{key}{OURS}", numbers) for key in ("rated", "satisfied")],
        "compared": _compared(numbers),
        "moved": [_number(f"difference(received{OURS},received{OURS}{span})", numbers) for span in SPANS[1:]],
        "groups": [group for group in _groups(letters, numbers) if not (public and group["key"] == "section")],
        "late": [] if public else list(_late(asked.period)),
        "late_count": _number(f"sum(late_closed{OURS},overdue_open{OURS})", numbers),
    }


def _number(reference: str, numbers: Numbers) -> list[Any]:
    return [reference, numbers.take(reference)]


def _line(name: str, narrowed: str, keys: Iterable[str], numbers: Numbers) -> dict[str, Any]:
    return {"name": name, "numbers": [_shown(f"{key}{OURS}{narrowed}", numbers) for key in keys]}


def _shown(reference: str, numbers: Numbers) -> list[Any] | None:
    """A number for a table; None of a share of fewer than `LEAST` rows."""
    told = _number(reference, numbers)
    few = isinstance(named(reference).figure, Share) and numbers.rows_behind(reference) < LEAST
    return None if few else told


def _channels(letters: Rows) -> list[tuple[str, int]]:
    """The ways by which letters came, in the order in which the office shows them."""
    found = letters.order_by().values("channel").distinct()
    return list(Channel.objects.filter(pk__in=found).order_by("rank", "pk").values_list("name", "pk"))


def _boxes(letters: Rows, numbers: Numbers) -> Iterator[dict[str, Any]]:
    for name, key in _channels(letters):
        yield _line(name, f":channel={key}", COLUMNS, numbers)


def _compared(numbers: Numbers) -> list[dict[str, Any]]:
    """Each figure in this period, the one before and the same days of last year; shares only of enough letters."""
    enough = [(numbers.take(f"received{OURS}{span}") or 0) >= ENOUGH for span in SPANS]
    told = []
    for key in COMPARED:
        is_share = named(key).figure.unit == "%"
        line = [_number(f"{key}{OURS}{span}", numbers) for span in SPANS]
        shown = [number if many or not is_share else None for number, many in zip(line, enough, strict=True)]
        if any(shown):
            told.append({"key": key, "numbers": shown})
    return told


def _groups(letters: Rows, numbers: Numbers) -> Iterator[dict[str, Any]]:
    for key, path, title, names in GROUPS:
        counted = letters.order_by().values_list(path).annotate(n=Count("pk", distinct=True)).order_by("-n", path)
        values = [value for value, _ in counted if value not in ("", None)]
        named_so = names(values)
        lines = [_line(named_so[value], f":{key}={escaped(str(value))}", SHORT, numbers) for value in values]
        yield {"key": key, "title": title, "lines": [line for line in lines if line["numbers"][0][1]]}


def _late(period: Period) -> Iterator[list[str]]:
    """Answers that were late, and letters whose term is over, the longest first; titles masked."""
    clocks: Rows = Clock.objects.filter(
        Q(pk__in=named(f"late_closed{OURS}").rows(period).values("pk"))
        | Q(pk__in=named(f"overdue_open{OURS}").rows(period).values("pk"))
    )
    found = clocks.select_related("case").prefetch_related("case__parts__section").order_by("due_at", "pk")
    for clock in found[:MOST_LATE]:
        lead = clock.case.lead_part()
        answered = clock.stopped_at if clock.stopped_at and clock.stopped_at < period.closes else None
        yield [
            clock.case.number,
            excerpt(clock.case.title, 40),
            lead.section.name if lead else "",
            last_day(timezone.localtime(clock.due_at)).isoformat(),
            _day(answered) if answered else "",
        ]


def _day(moment: Any) -> str:
    return timezone.localdate(moment).isoformat()


def _themselves(values: Sequence[Any]) -> Mapping[Any, str]:
    return {value: str(value) for value in values}


def _sections(keys: Sequence[Any]) -> Mapping[Any, str]:
    return dict(Section.objects.filter(pk__in=keys).values_list("pk", "name"))


GROUPS: Final[tuple[tuple[str, str, str, Callable[[Sequence[Any]], Mapping[Any, str]]], ...]] = (
    ("kind", "proposal__kind", "类别", _themselves),
    ("theme", "proposal__theme", "领域", _themselves),
    ("section", "case__parts__section", "承办科室", _sections),
)
