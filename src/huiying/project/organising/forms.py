"""A login to be made, a post to be given, a unit, a section, a seat in the leading group."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm
from huiying.people.models import Role, Seat, Section, Unit, User


def _among(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class HireForm(DeedForm):
    """A new login, in one of the units of whoever makes it."""

    name = forms.CharField(label=_("Name"), max_length=40)
    username = forms.CharField(
        label=_("Login"),
        max_length=60,
        help_text=_("Small letters, digits, dot and hyphen: wang.li"),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.\-]*$", _("Small letters, digits, dot and hyphen only."))],
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)

    def __init__(self, units: QuerySet[Unit], own: Unit | None, data: Any = None) -> None:
        super().__init__(data, initial={"unit": own})
        _among(self, "unit", units)
        if units.count() < 2:
            del self.fields["unit"]


class PostForm(DeedForm):
    """A post of a section, or of the whole office."""

    role = forms.ChoiceField(label=_("Post"), choices=Role.choices)
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("Section"),
        required=False,
        empty_label=_("The whole office"),
        help_text=_("Leaders, administrators and auditors have none; all others have one."),
    )

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data)
        own = Section.objects.filter(unit=person.unit_id) if person.unit_id else Section.objects.all()
        _among(self, "section", own)


class UnitForm(DeedForm):
    """A unit to be founded under another."""

    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Superior unit"), empty_label=None)

    def __init__(self, units: QuerySet[Unit], data: Any = None) -> None:
        super().__init__(data)
        _among(self, "parent", units)


class SectionForm(DeedForm):
    """A section and its duties."""

    name = forms.CharField(label=_("Name of the section"), max_length=60)
    duties = forms.CharField(
        label=_("Duties"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("In plain words, as the public says them: letters are proposed to a section by these words."),
    )


class SeatForm(DeedForm):
    """A seat in the leading group."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Member of staff"))
    seat = forms.ChoiceField(label=_("Seat"), choices=Seat.choices)

    def __init__(self, unit: Unit, data: Any = None) -> None:
        super().__init__(data, prefix=f"seat-{unit.pk}")
        _among(self, "user", User.objects.filter(unit=unit, is_active=True).order_by("name", "pk"))
