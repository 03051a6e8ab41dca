"""A login to be made, and a post to be given."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm
from huiying.people.models import Role, Section


class HireForm(DeedForm):
    """A new login."""

    name = forms.CharField(label=_("Name"), max_length=40)
    username = forms.CharField(
        label=_("Login"),
        max_length=60,
        help_text=_("Small letters, digits, dot and hyphen: wang.li"),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.\-]*$", _("Small letters, digits, dot and hyphen only."))],
    )


class PostForm(DeedForm):
    """A post of a section, or of the whole office."""

    role = forms.ChoiceField(label=_("Post"), choices=Role.choices)
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=_("Section"),
        required=False,
        empty_label=_("The whole office"),
        help_text=_("Leaders, administrators and auditors have none; all others have one."),
    )
