"""The list of a training: everyone of the unit by section, each with whether they were there, a mark and a note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import OuterRef, Q, Subquery
from django.forms import BoundField
from django.utils.translation import gettext as _

from huiying.people.forms import DeedForm
from huiying.people.models import Attendance, Outcome, Post, Section, Training, User
from huiying.people.trainings import Mark

NOT_TOLD = ("", "—")
REST = "rest"  # the button that says of everyone of a section who was left open that they were there


@dataclass(frozen=True, slots=True)
class Line:
    """A person with the fields of their line."""

    person: User
    outcome: BoundField
    mark: BoundField
    note: BoundField

    @property
    def errors(self) -> list[str]:
        return [*self.outcome.errors, *self.mark.errors, *self.note.errors]


@dataclass(frozen=True, slots=True)
class Group:
    """The people of a section; `key` 0 are those of the whole office."""

    key: int
    name: str
    lines: Sequence[Line]


class GridForm(DeedForm):
    """The whole list at once: what is sent back as it was changes nothing."""

    def __init__(self, training: Training, data: Any = None) -> None:
        self.people = _listed(training)
        kept = {row.user_id: row for row in training.attendances.all()}
        super().__init__(_with_the_rest(data, self.people), initial=_initial(kept))
        self.named = {person.username: f"outcome-{person.pk}" for person in self.people}  # type: ignore[misc]
        for person in self.people:
            self.fields |= _fields(person)

    def marks(self) -> list[Mark]:
        given = self.cleaned_data
        return [
            Mark(
                user=person,
                outcome=given[f"outcome-{person.pk}"],
                mark=given[f"mark-{person.pk}"],
                note=given[f"note-{person.pk}"],
            )
            for person in self.people
        ]

    def groups(self) -> list[Group]:
        names = dict(Section.objects.filter(pk__in={_section(one) for one in self.people}).values_list("pk", "name"))
        return [
            Group(key, names.get(key, _("The whole office")), [self._line(person) for person in people])
            for key, people in groupby(self.people, key=_section)
        ]

    def _line(self, person: User) -> Line:
        return Line(person, self[f"outcome-{person.pk}"], self[f"mark-{person.pk}"], self[f"note-{person.pk}"])


def _listed(training: Training) -> list[User]:
    """Who holds a post in the unit and works there now, and who stands on the list already, by section."""
    works = Q(unit=training.unit_id, is_active=True, posts__isnull=False)
    listed = Q(pk__in=Attendance.objects.filter(training=training).values("user"))
    posts = Post.objects.filter(user=OuterRef("pk"), section__isnull=False).order_by("section__rank", "section")
    staff = User.objects.filter(works | listed).annotate(in_section=Subquery(posts.values("section")[:1])).distinct()
    ranks = {key: place for place, key in enumerate(Section.objects.values_list("pk", flat=True))}
    return sorted(staff, key=lambda one: (ranks.get(_section(one), -1), _section(one), str(one), one.pk))


def _section(person: User) -> int:
    section: int | None = person.in_section  # type: ignore[attr-defined]
    return section or 0


def _initial(kept: dict[int, Attendance]) -> dict[str, str]:
    return {f"{name}-{key}": getattr(row, name) for key, row in kept.items() for name in ("outcome", "mark", "note")}


def _fields(person: User) -> dict[str, forms.Field]:
    labels = {"outcome": _("Was there"), "mark": _("Mark"), "note": _("Note")}
    outcome = forms.ChoiceField(choices=[NOT_TOLD, *Outcome.choices], required=False)
    mark = forms.CharField(max_length=20, required=False)
    note = forms.CharField(max_length=200, required=False)
    made: dict[str, forms.Field] = {}
    for name, field in (("outcome", outcome), ("mark", mark), ("note", note)):
        field.label = f"{person} · {labels[name]}"
        field.widget.attrs |= {"aria-label": field.label, "class": "input"}
        made[f"{name}-{person.pk}"] = field
    return made


def _with_the_rest(data: Any, people: Sequence[User]) -> Any:
    """What was sent, where the button of a section was pressed with everyone of it who was left open as there."""
    if data is None or not data.get(REST, "").isdecimal():
        return data
    told, section = data.copy(), int(data[REST][:18])
    for name in _open_of(told, people, section):
        told[name] = Outcome.ATTENDED
    return told


def _open_of(told: Any, people: Sequence[User], section: int) -> Iterator[str]:
    for person in people:
        name = f"outcome-{person.pk}"
        if _section(person) == section and not told.get(name):
            yield name
