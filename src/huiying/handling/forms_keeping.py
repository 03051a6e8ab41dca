"""The forms of 个人信息: what is done twice over, since it cannot be undone, and what is held."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm
from huiying.people.models import User

from .actions.anonymising import MOST_BASIS
from .actions.declining import MOST_NOTE
from .models import Case, HoldGround
from .work import visible


class OfSomeCase(DeedForm):
    """A form that names a case by its number."""

    number = forms.CharField(label=_("Case number"), max_length=20, strip=True)

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_number(self) -> Case:
        found = visible(self._person).filter(number=self.cleaned_data["number"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no case of this number."))
        return found


class HoldForm(OfSomeCase):
    ground = forms.ChoiceField(label=_("On what ground"), choices=HoldGround)
    reason = forms.CharField(label=_("Reason"), max_length=MOST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))


class OneForm(OfSomeCase):
    """One case at its writer's request; the number is written twice."""

    again = forms.CharField(label=_("The number once more"), max_length=20, strip=True)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=MOST_BASIS,
        help_text=_("As: at the writer's request (个人信息保护法 art. 47). No names: it stays in the ledger."),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        case = told.get("number")
        if case and told.get("again") and told["again"] != case.number:
            self.add_error("again", _("The two numbers are not the same."))
        return told


class DueForm(DeedForm):
    """All that is due: how many they are is written by hand."""

    cases = forms.IntegerField(label=_("How many cases lose their personal data"), min_value=1)

    def __init__(self, due: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._due = due

    def clean_cases(self) -> int:
        told: int = self.cleaned_data["cases"]
        if told != self._due:
            raise forms.ValidationError(_("It is another number. Look at the list again."))
        return told
