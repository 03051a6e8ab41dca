"""What the ledger tells, gathered once: which voices, their rows, and the totals by month, platform, section, theme."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.db.models import Count

from huiying.core.errors import InputError
from huiying.handling.rulebook import regulation
from huiying.intake.models import Channel
from huiying.people.models import Section
from huiying.reporting import blocks
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers, Period, UnknownReference, named
from huiying.reporting.figures.figure import Rows
from huiying.reporting.figures.reference import escaped

from ..wording import the_month
from .rows import rows

DEFAULT: Final = "opinions"
COLUMNS: Final = {
    "opinions": ("opinions", "opinions_replied", "opinions_closed", "opinions_reads", "opinions_comments"),
    "received": ("received", "replied", "closed", "reads", "comments", "likes", "against"),
}
"""What may be asked for, and the figures that its summary has."""


def gather(asked: Asked, numbers: Numbers) -> dict[str, Any]:
    """Facts of the ledger. `asked.subject` is the count whose voices it lists: `opinions`, which it is where nothing is
    said, `received`, or one of them narrowed (`received:channel=3`).
    """
    subject = asked.subject or DEFAULT
    period = asked.period
    reference = checked(subject)
    voices: Rows = reference.rows(period)
    keys = list(voices.order_by("said_at", "pk").values_list("pk", flat=True))
    titles = {criterion.id: criterion.title for criterion in regulation().criteria}
    return {
        "subject": subject,
        "scope": reference.figure.formula,
        "narrowed": [_narrowed(dimension.key, value) for dimension, value in reference.slices],
        "labels": [named(key).figure.label for key in COLUMNS[reference.figure.key]],
        "total": _line("合计", subject, numbers),
        "groups": list(_groups(subject, voices, period, numbers)),
        "blocks": blocks.keep_rows(rows(keys, period.closes, titles)),
        "count": len(keys),
    }


def checked(subject: str) -> Any:
    """The reference that a ledger can list; InputError for any other."""
    try:
        reference = named(subject)
    except UnknownReference:
        reference = None
    if reference is None or reference.figure.key not in COLUMNS or reference.span:
        raise InputError(
            f"台账不能按“{subject}”编制",
            where="subject",
            fix="请填写 opinions（舆情）或 received（全部来件），可加渠道等条件，如 received:channel=3。",
        )
    return reference


def _narrowed(key: str, value: str) -> str:
    """A narrowing in words."""
    if key == "channel":
        return f"渠道为{Channel.objects.filter(pk=value).values_list('name', flat=True).first() or '—'}"
    if key == "section":
        return f"责任单位为{Section.objects.filter(pk=value).values_list('name', flat=True).first() or '—'}"
    return {"kind": "类别", "theme": "领域", "level": "等级", "topic": "热点"}[key] + f"为{value or '未判定'}"


def _line(name: str, subject: str, numbers: Numbers, more: str = "", span: str = "") -> dict[str, Any]:
    """A line of the summary: what it counts, each number with its reference."""
    key, _, slices = subject.partition(":")
    narrowed = f"{f':{slices}' if slices else ''}{more}{f'@{span}' if span else ''}"
    references = [f"{figure}{narrowed}" for figure in COLUMNS[key]]
    return {"name": name, "numbers": [[reference, numbers.take(reference)] for reference in references]}


def _groups(subject: str, voices: Rows, period: Period, numbers: Numbers) -> Iterator[dict[str, Any]]:
    months = [f"{month.start:%Y-%m}" for month in period.months()]
    if len(months) > 1:
        lines = [_line(the_month(month), subject, numbers, span=month) for month in months]
        yield {"title": "按发布月份", "lines": lines}
    for title, key, path, name in GROUPS:
        if f":{key}=" in subject:
            continue
        counted = voices.order_by().values_list(path).annotate(n=Count("pk", distinct=True)).order_by("-n", path)
        values = [value for value, _ in counted if value not in ("", None)]
        names = name(values)
        found = (_line(names[value], subject, numbers, more=f":{key}={escaped(str(value))}") for value in values)
        lines = [line for line in found if line["numbers"][0][1]]
        rest = _rest(subject, lines, numbers)
        yield {"title": title, "lines": [*lines, *rest]}


def _rest(subject: str, lines: Sequence[dict[str, Any]], numbers: Numbers) -> Iterator[dict[str, Any]]:
    """Those that belong to no group yet: the whole less all groups."""
    told = []
    for column, (whole, amount) in enumerate(_line("", subject, numbers)["numbers"]):
        parts = [line["numbers"][column] for line in lines]
        known = [reference for reference, value in parts if value is not None]
        reference = f"difference({whole},sum({','.join(known)}))" if known else whole
        told.append([reference, numbers.take(reference) if amount is not None else None])
    if told[0][1]:
        yield {"name": "尚未确定", "numbers": told}


def _channels(keys: Sequence[Any]) -> dict[Any, str]:
    return dict(Channel.objects.filter(pk__in=keys).values_list("pk", "name"))


def _sections(keys: Sequence[Any]) -> dict[Any, str]:
    return dict(Section.objects.filter(pk__in=keys).values_list("pk", "name"))


def _themselves(values: Sequence[Any]) -> dict[Any, str]:
    return {value: str(value) for value in values}


GROUPS: Final[tuple[tuple[str, str, str, Callable[[Sequence[Any]], dict[Any, str]]], ...]] = (
    ("按发布平台", "channel", "channel", _channels),
    ("按责任单位（牵头）", "section", "case__parts__section", _sections),
    ("按涉及领域", "theme", "proposal__theme", _themselves),
)
