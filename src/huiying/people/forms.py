"""Forms whose deed may refuse, the field of a day, and the form of an absence."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.core.errors import HuiyingError

from .models import Role, User


class DayInput(forms.DateInput):
    """A day, picked in the browser's own calendar, which reads it in this form and in no language's."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DeedForm(forms.Form):
    """A form whose deed may refuse; `named` leads from what the deed calls a value to its field, where they differ."""

    named: ClassVar[dict[str, str]] = {}

    def refuse(self, error: HuiyingError) -> None:
        """Show the refusal at the field that it is about, else above the form."""
        field = self.named.get(error.where, error.where)
        known = field in self.fields
        self.add_error(
            field if known else None, " ".join(filter(None, (error.what, error.fix))) if known else str(error)
        )


class AbsenceForm(DeedForm):
    """Who is away, who does their work, and from when to when."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Who is away"))
    stand_in = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Stand-in"),
        help_text=_("Sees and signs what the person would, and is named with it."),
    )
    first = forms.DateField(label=_("First day"), widget=DayInput())
    last = forms.DateField(label=_("Last day"), widget=DayInput())

    def __init__(self, person: User, *, for_others: bool, for_leaders: bool, data: Any = None) -> None:
        super().__init__(data, initial={"user": person.pk})
        staff = User.objects.filter(is_active=True, posts__isnull=False, unit=person.unit).distinct()
        staff = staff.order_by("name", "pk")
        self.fields["stand_in"].queryset = staff if for_others else staff.exclude(pk=person.pk)  # type: ignore[attr-defined]
        others = staff if for_leaders else staff.exclude(Q(posts__role=Role.LEADER) & ~Q(pk=person.pk))
        self.fields["user"].queryset = others if for_others else User.objects.filter(pk=person.pk)  # type: ignore[attr-defined]
