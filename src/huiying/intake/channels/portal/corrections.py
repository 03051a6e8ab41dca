"""纠错 · An error on our pages: where, what is wrong, a picture of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.intake.channel import Heard
from huiying.intake.due import KIND

from .fields import DRAFTED, TOO_LONG, Files, LetterText, Mail, Phone
from .writing import WritingForm


class Fault(TextChoices):
    WORDS = "words", gettext_lazy("Wrong character or wording")
    FACTS = "facts", gettext_lazy("Wrong or outdated content")
    LINK = "link", gettext_lazy("A link or a file does not open")
    PAGE = "page", gettext_lazy("The page does not work")
    OTHER = "other", gettext_lazy("Something else")


class ErrorForm(WritingForm):
    kind_of_case = "error"
    template = "intake/parts/form_error.html"
    heading = gettext_lazy("Report an error on our pages")
    button = gettext_lazy("Send the report")

    page = forms.CharField(
        label=gettext_lazy("On which page"),
        max_length=500,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", **DRAFTED}),
        help_text=gettext_lazy("Its address, or its title."),
        error_messages={"required": gettext_lazy("Say on which page."), "max_length": TOO_LONG},
    )
    fault = forms.ChoiceField(
        label=gettext_lazy("What kind of error"),
        choices=Fault,
        widget=forms.RadioSelect(attrs=DRAFTED),
        error_messages={
            "required": gettext_lazy("Choose what kind of error it is."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    text = LetterText(
        label=gettext_lazy("What is wrong, and how should it read"),
        min_length=4,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, **DRAFTED}),
        error_messages={
            "required": gettext_lazy("Say what is wrong."),
            "min_length": gettext_lazy("Please say a little more: at least %(limit_value)d characters."),
            "max_length": TOO_LONG,
        },
    )
    attachments = Files(label=gettext_lazy("A picture of the page"))
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"max_length": TOO_LONG},
    )
    phone = Phone(required=False)
    mail = Mail(required=False)

    def heard(self, at: datetime) -> Heard:
        told: dict[str, Any] = self.cleaned_data
        fault = str(Fault(told["fault"]).label)
        where = _("Page: %(page)s") % {"page": told["page"]}
        return Heard(
            external_id=str(told["token"]),
            title=_("%(fault)s: %(page)s") % {"fault": fault, "page": told["page"]},
            text=f"{told['text']}\n{where}\n{_('Kind of error: %(fault)s') % {'fault': fault}}",
            said_at=at,
            said_by=told["name"],
            contact={key: told[key] for key in ("phone", "mail") if told[key]},
            reply_to={"mail": told["mail"]} if told["mail"] else {},
            attached=self.attached(),
            wants_public=False,
            raw={
                "form": "error",
                KIND: self.kind_of_case,
                **{key: told[key] for key in ("page", "fault", "text", "name")},
            },
        )
