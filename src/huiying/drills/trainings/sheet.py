"""The register as a workbook: a sheet of trainings and, for who answers for the staff, one of who was there."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiying.people.files import handed_out
from huiying.people.models import Attendance, Training
from huiying.sheets import XLSX, Book, Column, Look, Value, as_bytes, headed


def workbook(trainings: Iterable[Training], attendances: Iterable[Attendance] | None) -> HttpResponse:
    """`trainings` carry `present` and `excused`."""
    name = _("Training register")
    sheets = [headed(name, _columns(), _rows(trainings), title=name, fixed=2, filtered=True)]
    if attendances is not None:
        who = _("Who was there")
        sheets.append(headed(who, _columns_of_people(), _rows_of_people(attendances), title=who, filtered=True))
    return handed_out(as_bytes(Book(name, tuple(sheets))), XLSX, f"{name}.xlsx")


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Held on"), 12, Look.DAY),
        Column(pgettext("training", "Subject"), 36),
        Column(pgettext("training", "Sort"), 12),
        Column(pgettext("training", "Hours"), 8, Look.DECIMAL),
        Column(pgettext("training", "Place"), 18),
        Column(_("Lecturer or who led it"), 18),
        Column(_("Were there"), 10, Look.NUMBER),
        Column(pgettext("training", "excused"), 10, Look.NUMBER),
        Column(_("What was taught"), 40),
        Column(pgettext("training", "What came of it"), 40),
        Column(_("Unit"), 20),
        Column(_("Withdrawn because"), 24),
    )


def _rows(trainings: Iterable[Training]) -> Iterator[tuple[Value, ...]]:
    for one in trainings:
        present, excused = one.present, one.excused  # type: ignore[attr-defined]
        yield (
            one.held_on,
            one.title,
            str(one.get_sort_display()),
            float(one.hours),
            one.place,
            one.lecturer,
            present,
            excused,
            one.content,
            one.results,
            str(one.unit),
            one.withdrawn_because,
        )


def _columns_of_people() -> tuple[Column, ...]:
    return (
        Column(_("Held on"), 12, Look.DAY),
        Column(pgettext("training", "Subject"), 36),
        Column(_("Person"), 14),
        Column(_("Was there"), 16),
        Column(_("Mark"), 10),
        Column(_("Note"), 30),
    )


def _rows_of_people(attendances: Iterable[Attendance]) -> Iterator[tuple[Value, ...]]:
    for row in attendances:
        yield (
            row.training.held_on,
            row.training.title,
            str(row.user),
            str(row.get_outcome_display()),
            row.mark,
            row.note,
        )
