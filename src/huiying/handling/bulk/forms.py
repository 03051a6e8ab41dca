"""What is asked once for many cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.models import User

from ..actions.signing import MAX_TEXT
from ..forms import AssignForm
from ..models import Case
from ..work import visible


class BulkAssignForm(AssignForm):
    def __init__(self, cases: Sequence[Case], _person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(cases[0].unit_id if cases else None, *args, **kwargs)


class BulkMergeForm(forms.Form):
    """One of the cases chosen leads, or another whose number is given."""

    leads = forms.ChoiceField(label=_("Which case leads"), required=False, widget=forms.RadioSelect)
    number = forms.CharField(label=_("Or the number of another case"), max_length=20, required=False, strip=True)

    def __init__(self, cases: Sequence[Case], person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cases, self._person = {case.number: case for case in cases}, person
        self._field("leads").choices = [(number, number) for number in self._cases]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["into"] = self._leading(told)
        return told

    def _leading(self, told: dict[str, Any]) -> Case | None:
        if number := told.get("number"):
            found = visible(self._person).filter(number=number).first()
            if found is None:
                self.add_error("number", _("There is no case of this number."))
            return found
        if told.get("leads"):
            return self._cases[told["leads"]]
        if "leads" not in self.errors:
            self.add_error("leads", _("Choose the case that leads."))
        return None


class BulkAnswerForm(BulkMergeForm):
    """The reply, and whether each case goes into review with it or all are merged and answered once."""

    EACH, ONCE = "each", "once"
    how = forms.ChoiceField(label=_("How they are answered"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reply"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 12, "data-keep": ""})
    )
    make_public = forms.BooleanField(label=_("Publish the answer"), required=False, initial=True)
    field_order = ("how", "leads", "text", "make_public")

    def __init__(self, cases: Sequence[Case], person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(cases, person, *args, **kwargs)
        del self.fields["number"]
        self._field("how").choices = [
            (self.EACH, _("Each case keeps its own reply: the same text goes into review for every one of them")),
            (self.ONCE, _("Merge them: one case leads and is signed once, and every writer gets its reply")),
        ]

    def _leading(self, told: dict[str, Any]) -> Case | None:
        return super()._leading(told) if told.get("how") == self.ONCE else None


FORMS: dict[str, type[forms.Form]] = {"assign": BulkAssignForm, "merge": BulkMergeForm, "answer": BulkAnswerForm}
