from django import forms
from django.utils.translation import gettext_lazy as _


class RenewalForm(forms.Form):
    """Why a snapshot is taken anew."""

    because = forms.CharField(label=_("Which fact was corrected"), max_length=300)
