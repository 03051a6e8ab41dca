"""One row behind a number as a line of a list: its number, what it is, when, whose, and how it stands.

What somebody wrote is veiled; whoever may not read a case sees its number and nothing more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any, Final

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from huiying.handling.models import Case, ChaseOrder, Clue, Instruction
from huiying.handling.work import visible, visible_clues
from huiying.language.privacy import veil
from huiying.ledger.models import Entry
from huiying.ledger.sentences import NAMES, thing
from huiying.people import policies
from huiying.people.models import User

from ..figures.dimension import TO_CASE

MOMENTS: Final[Mapping[str, str]] = {
    "intake.Voice": "said_at",
    "handling.Case": "opened_at",
    "handling.Clock": "due_at",
    "handling.Reply": "delivered_at",
    "handling.Inquiry": "found_at",
    "handling.Ending": "at",
    "handling.Extension": "asked_at",
    "handling.Incident": "opened_at",
    "handling.Release": "released_at",
    "handling.DisclosureRequest": "received_on",
    "handling.DisclosureFee": "paid_on",
    "feedback.Rating": "at",
}
# Models without a case: number, title, moment, section, state, and the address of the page by name and its argument.
OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "publication.PublishedAnswer": ("reference", "title", "replied_on", "section", "", "answer", "reference"),
    "publication.BoardThread": (
        "reference",
        "title",
        "accepted_on",
        "",
        "get_state_display",
        "board-thread",
        "reference",
    ),
    "publication.Consultation": ("slug", "title", "starts_on", "section", "", "consultation", "slug"),
    "publication.Opinion": ("number", "consultation", "said_at", "", "get_standing_display", "", ""),
    "publication.ArticlePage": ("pk", "title", "first_published_at", "", "", "", ""),
    "assessment.Topic": ("pk", "description", "last_at", "", "", "desk-topic", "pk"),
    "handling.Clue": ("number", "title", "made_at", "", "get_state_display", "desk-clue", "number"),
    "handling.Instruction": ("pk", "subject", "given_at", "", "get_level_display", "", ""),
    "handling.ChaseOrder": ("pk", "subject", "issued_at", "section", "get_state_display", "", ""),
    "people.LeadingGroupSeat": ("pk", "user", "", "", "get_seat_display", "", ""),
    "people.Section": ("pk", "name", "", "", "", "", ""),
    "people.User": ("pk", "name", "", "", "", "", ""),
    "people.Training": ("pk", "title", "held_on", "", "get_sort_display", "desk-training", "pk"),
    "people.Attendance": ("pk", "__str__", "", "", "get_outcome_display", "desk-training", "training_id"),
    "intake.Channel": ("slug", "name", "", "", "", "", ""),
    "publication.Demand": ("pk", "matter", "last_on", "section", "get_ruling_display", "", ""),
    "publication.Asking": ("pk", "demand", "", "", "", "", ""),
    "publication.PlannedItem": ("pk", "title", "day", "section", "", "", ""),
    "publication.PolicyPage": ("pk", "title", "dated", "", "", "", ""),
    "reporting.Measure": ("pk", "text", "due_on", "section", "get_state_display", "desk-measure", "pk"),
    "reporting.Lesson": ("pk", "happened", "since", "", "", "desk-lessons", ""),
    "reporting.AnnualEntry": ("pk", "get_item_display", "at", "", "", "", ""),
}
ON_CASES: Final = (ChaseOrder, Instruction)  # some of them about a case
# Whose rows not everybody may read: by which deed, and how they lead to their unit.
READ_BY: Final = {
    "assessment.Topic": ("assessment.topics", "unit"),
    "people.Training": ("people.trainings", "unit"),
    "people.Attendance": ("people.trainings.persons", "training__unit"),
}
RELATED: Final = {
    "publication.Consultation": ("section",),
    "publication.Opinion": ("consultation",),
    "publication.Demand": ("section",),
    "publication.Asking": ("demand",),
    "publication.PlannedItem": ("section",),
    "handling.ChaseOrder": ("section",),
    "people.LeadingGroupSeat": ("user",),
    "people.Attendance": ("user", "training"),
    "reporting.Measure": ("section", "snapshot"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`hidden` says that the person may not read it, `gone` that the row is no longer there."""

    number: str
    title: str = ""
    at: datetime | date | None = None
    section: str = ""
    state: str = ""
    url: str = ""
    hidden: bool = False
    gone: bool = False


def lines(label: str, keys: Sequence[int], person: User) -> list[Line]:
    """A line for each key in its order; as many questions for fifty rows as for one."""
    model = apps.get_model(label)
    if model in TO_CASE:
        return _of_cases(model, keys, person)
    if model is Entry:
        return _of_deeds(keys, person)
    rows = model._default_manager.select_related(*RELATED.get(label, ())).in_bulk(list(keys))
    allowed = _allowed(model, keys, person)
    return [_other(label, key, rows.get(key), allowed) for key in keys]


def _of_cases(model: type[Model], keys: Sequence[int], person: User) -> list[Line]:
    """Rows that hang on a case, or on a voice that may have one."""
    way = TO_CASE[model].removesuffix("__")
    rows = _with_case(model, way).in_bulk(list(keys))
    cases = {key: _case(row, way) for key, row in rows.items()}
    readable = _readable((case.pk for case in cases.values() if case), person)
    units = policies.units(person, "intake.read") if policies.allows(person, "intake.read") else frozenset()
    told = []
    for key in keys:
        row, case = rows.get(key), cases.get(key)
        if row is None:
            told.append(Line(str(key), gone=True))
        elif case is not None:
            told.append(_on_case(row, case, readable=case.pk in readable))
        else:
            told.append(_voice(row, readable=units is None or row.channel.unit_id in units))
    return told


def _with_case(model: type[Model], way: str) -> QuerySet[Any]:
    if model is Case:
        return Case.objects.prefetch_related("parts__section")
    more = ("channel",) if way == "case" and hasattr(model, "channel") else ()
    return model._default_manager.select_related(way, *more).prefetch_related(f"{way}__parts__section")


def _case(row: Any, way: str) -> Case | None:
    found = reduce(lambda thing, name: getattr(thing, name, None), way.split("__") if way else (), row)
    return found if isinstance(found, Case) else None


def _readable(cases: Iterable[int], person: User) -> frozenset[int]:
    return frozenset(visible(person).filter(pk__in=set(cases)).values_list("pk", flat=True))


def _on_case(row: Any, case: Case, *, readable: bool) -> Line:
    if not readable:
        return Line(case.number, hidden=True)
    lead = case.lead_part()
    return Line(
        case.number,
        veil(case.title),
        getattr(row, MOMENTS[row._meta.label]),
        lead.section.name if lead else "",
        case.get_state_display(),
        reverse("desk-case", args=[case.number]),
    )


def _voice(row: Any, *, readable: bool) -> Line:
    if not readable:
        return Line(row.number, hidden=True)
    return Line(row.number, veil(row.title), row.said_at, url=reverse("desk-voice", args=[row.number]))


def _of_deeds(keys: Sequence[int], person: User) -> list[Line]:
    rows = Entry.objects.in_bulk(list(keys))
    numbers = {row.about.removeprefix("case:") for row in rows.values() if row.about.startswith("case:")}
    readable = frozenset(visible(person).filter(number__in=numbers).values_list("number", flat=True))
    return [_deed(key, rows.get(key), readable) for key in keys]


def _deed(key: int, row: Entry | None, readable: frozenset[str]) -> Line:
    if row is None:
        return Line(str(key), gone=True)
    case = row.about.removeprefix("case:")
    url = reverse("desk-case", args=[case]) if case in readable else ""
    return Line(case, f"{NAMES.get(row.deed, row.deed)} · {thing(row.about)}", row.at, url=url)


def _allowed(model: type[Model], keys: Sequence[int], person: User) -> frozenset[int]:
    """Which of these the person may read; what stands on the portal anybody may."""
    if model is Clue:
        return frozenset(visible_clues(person).filter(pk__in=keys).values_list("pk", flat=True))
    if model in ON_CASES:
        of_none_or_readable = Q(case=None) | Q(case__in=visible(person))
        return frozenset(model._default_manager.filter(of_none_or_readable, pk__in=keys).values_list("pk", flat=True))
    if model._meta.label not in READ_BY:
        return frozenset(keys)
    deed, unit = READ_BY[model._meta.label]
    if not policies.allows(person, deed):
        return frozenset()
    within = policies.within(person, deed, unit)
    return frozenset(model._default_manager.filter(within, pk__in=keys).values_list("pk", flat=True))


def _other(label: str, key: int, row: Any, allowed: frozenset[int]) -> Line:
    if row is None:
        return Line(str(key), gone=True)
    if label not in OTHERS:
        return Line(str(key), str(row._meta.verbose_name))
    number, title, at, section, state, page, argument = OTHERS[label]
    told = str(getattr(row, number))
    if key not in allowed:
        return Line(told, hidden=True)
    return Line(
        told,
        veil(_said(row, title)),
        getattr(row, at) if at else None,
        _said(row, section),
        _said(row, state),
        reverse(page, args=[getattr(row, argument)] if argument else []) if page else "",
    )


def _said(row: Any, name: str) -> str:
    """A field of a row, or what a method says of it, in words; "" where there is none."""
    told = getattr(row, name) if name else None
    return "" if told is None else str(told() if callable(told) else told)
