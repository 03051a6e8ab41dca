import re
import unicodedata
import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huiying.intake.channel import Heard

PHONE = re.compile(r"^\+?[0-9][0-9 -]{5,19}$")
MAX_TITLE = 100
MAX_TEXT = 5000
TOO_LONG = _("Please make it shorter: at most %(limit_value)d characters.")


class LetterText(forms.CharField):
    """Text over several lines; a line's end counts as one character, as the browser counts it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class LetterForm(forms.Form):
    """A letter to the office: what it is about, in the writer's words, and (optional) how to reach them."""

    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("The form is damaged. Copy your text, reload the page and send it again."),
            "invalid": _("The form is damaged. Copy your text, reload the page and send it again."),
        },
    )
    title = forms.CharField(
        label=_("What is it about"),
        max_length=MAX_TITLE,
        error_messages={"required": _("Say in a few words what it is about."), "max_length": TOO_LONG},
    )
    text = LetterText(
        label=_("What would you like to say"),
        min_length=10,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "data-keep": ""}),
        help_text=_("Say when, where and what. The more precise, the quicker the answer."),
        error_messages={
            "required": _("Write your letter here."),
            "min_length": _("Please say a little more: at least %(limit_value)d characters."),
            "max_length": TOO_LONG,
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"max_length": TOO_LONG},
    )
    mail = forms.EmailField(
        label=_("Mail address"),
        max_length=120,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("Write the mail address like name@example.cn."), "max_length": TOO_LONG},
    )
    wants_public = forms.BooleanField(
        label=_("The answer may be published, without my name and contacts"), required=False, initial=True
    )
    website = forms.CharField(required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}))

    @staticmethod
    def fresh(about: str = "") -> "LetterForm":
        """An empty form with a token of its own, by which a form sent twice is known."""
        return LetterForm(initial={"token": uuid.uuid4(), "title": about[:MAX_TITLE], "wants_public": True})

    def clean_phone(self) -> str:
        phone = unicodedata.normalize("NFKC", self.cleaned_data["phone"]).strip()
        if phone and not PHONE.match(phone):
            raise ValidationError(_("A phone number has digits, spaces and hyphens only."))
        return phone.replace(" ", "").replace("-", "")

    def clean(self) -> dict[str, Any]:
        """`website` is a field that people do not see; the page sends it back empty, so that a browser which filled
        it in for a person costs them no more than a second try.
        """
        told: dict[str, Any] = super().clean() or {}
        if told.pop("website", ""):
            raise ValidationError(_("The form looks as if a machine had filled it in. Please send it once more."))
        return told

    def heard(self, at: datetime) -> Heard:
        """The valid form as a channel tells it."""
        told = self.cleaned_data
        return Heard(
            external_id=str(told["token"]),
            title=told["title"],
            text=told["text"],
            said_at=at,
            said_by=told["name"],
            contact={key: told[key] for key in ("phone", "mail") if told[key]},
            wants_public=told["wants_public"],
            raw={key: str(told[key]) for key in ("title", "text", "name", "phone", "mail", "wants_public")},
        )
