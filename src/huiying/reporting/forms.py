from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    """The period of a report, and the notice that asks for it."""

    start = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    notice = forms.CharField(label=_("The notice that asks for it"), max_length=120, required=False)
    notice_number = forms.CharField(label=_("Its number"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        start, end = told.get("start"), told.get("end")
        if start and end and end < start:
            self.add_error("end", _("The period ends before it begins."))
        return told
