"""What somebody types at the door, and what they change of their own login."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm

DIGITS = {"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(DeedForm):
    """Six digits of the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("One-time code or recovery code"), max_length=40, widget=forms.TextInput(attrs=DIGITS)
    )


class JoiningForm(CodeForm):
    """Six digits of a telephone that is joined: they show that it learned the secret."""

    code = forms.CharField(label=_("One-time code"), max_length=40, widget=forms.TextInput(attrs=DIGITS))


class NewPasswordForm(DeedForm):
    """A new password, twice."""

    new = forms.CharField(
        label=_("New password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("The new password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", _("The two new passwords are not the same."))
        return told


class PasswordForm(NewPasswordForm):
    """The old password and a new one, twice."""

    old = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "new", "again")


class ConfirmForm(DeedForm):
    """The password once more, before what opens the door is changed."""

    old = PasswordForm.base_fields["old"]


class ReasonForm(DeedForm):
    """Why a second factor is forgotten."""

    reason = forms.CharField(label=_("Why they are forgotten"), max_length=200)


class SubjectForm(DeedForm):
    """By what name the single sign-on knows the person."""

    subject = forms.CharField(
        label=_("Subject (sub)"),
        max_length=255,
        required=False,
        help_text=_("The lasting identifier (sub) that the single sign-on gives this person; empty takes it away."),
    )
