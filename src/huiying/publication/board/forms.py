from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .hiding import MOST, Passage, Reason

FREE = 3  # empty lines for passages that the machine did not see


class PassageForm(forms.Form):
    """One passage that is hidden. The words stay as the letter has them; emptied or unticked, it is shown."""

    hide = forms.BooleanField(label=_("Hide"), required=False, initial=True)
    words = forms.CharField(
        label=_("Words as the letter has them"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "input"}),
    )
    reason = forms.ChoiceField(
        label=_("Reason"), choices=Reason, initial=Reason.PERSONAL, widget=forms.Select({"class": "input"})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.empty_permitted = False

    def passage(self) -> Passage | None:
        told = self.cleaned_data
        return Passage(told["words"], Reason(told["reason"])) if told.get("hide") and told.get("words") else None


Passages = forms.formset_factory(PassageForm, extra=FREE, max_num=MOST, absolute_max=MOST, validate_max=True)


class FollowForm(forms.Form):
    """Where to tell somebody that a thread moved."""

    mail = forms.EmailField(label=_("Mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
