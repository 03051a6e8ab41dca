"""The forms of the loops on the page of a case: a finding, an investigation, a conclusion, and what became of a
suggestion.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DayInput, DeedForm

from .actions.adopting import MOST_REASON
from .actions.inquiring import MOST_WHO, MOST_WORDS
from .models import Case, InquiryStep, Outcome, Result, Verdict


def _words(label: Any, most: int = MOST_WORDS) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), strip=True)


class SeenForm(DeedForm):
    """A form that remembers how many words of the inquiry its reader saw."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": InquiryStep.objects.filter(inquiry__case=case).count()})
        super().__init__(*args, **kwargs)


class FindForm(SeenForm):
    verdict = forms.ChoiceField(label=_("Is the complaint justified"), choices=Verdict, widget=forms.RadioSelect)
    evidence = _words(_("On what evidence"))


class InvestigateForm(SeenForm):
    checked = _words(_("What was checked"))
    who = forms.CharField(label=_("Checked by"), max_length=MOST_WHO, strip=True)
    first = forms.DateField(label=_("First day"), widget=DayInput())
    last = forms.DateField(label=_("Last day"), widget=DayInput())


class ConcludeForm(SeenForm):
    result = forms.ChoiceField(label=_("How it ended"), choices=Result, widget=forms.RadioSelect)
    measures = _words(_("Which measures were taken"))


class AdoptionForm(DeedForm):
    outcome = forms.ChoiceField(label=_("What became of the suggestion"), choices=Outcome, widget=forms.RadioSelect)
    reason = _words(_("Why, in words that are published"), most=MOST_REASON)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"outcome": case.adoption})
        super().__init__(*args, **kwargs)
