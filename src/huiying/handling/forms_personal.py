"""The forms of a request about personal data: how who asks proved who they are, and on what ground."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DayInput, DeedForm

from .actions.personal import MOST_REASON
from .models import ErasureGround, Proof


class CopyForm(DeedForm):
    proof = forms.ChoiceField(label=_("How the person proved who they are"), choices=Proof)
    received_on = forms.DateField(label=_("Asked on"), widget=DayInput())


class ErasureForm(CopyForm):
    ground = forms.ChoiceField(
        label=_("On which ground"), choices=ErasureGround, help_text=_("个人信息保护法 art. 47 para. 1")
    )


class RefusalForm(DeedForm):
    reason = forms.CharField(
        label=_("Why it is refused"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
