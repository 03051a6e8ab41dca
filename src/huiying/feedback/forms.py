from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import MAX_COMMENT

STARS = [
    (5, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("Fair")),
    (2, _("Dissatisfied")),
    (1, _("Very dissatisfied")),
]


class RatingForm(forms.Form):
    """Whether the reply helped, in the writer's own words."""

    stars = forms.TypedChoiceField(
        label=_("How is the reply"),
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    solved = forms.TypedChoiceField(
        label=_("Is the matter solved"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What else you want to say"),
        max_length=MAX_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reopen = forms.BooleanField(
        label=_("Please look at my matter again"),
        required=False,
        help_text=_("Only where it is not solved: the matter then gets a new day by which we answer."),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("reopen") and told.get("solved") is not False:
            self.add_error("solved", _("To have it looked at again, say here that it is not solved."))
        return told
