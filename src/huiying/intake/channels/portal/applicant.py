"""Who asks for information: a citizen, or a legal person or other organisation, with proof of identity and contact."""

import re
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .fields import DRAFTED, TOO_LONG, Mail, Phone
from .identity import Document, as_printed, fits, is_credit_code
from .writing import WritingForm


class Applicant(TextChoices):
    CITIZEN = "citizen", gettext_lazy("A citizen")
    ORGANISATION = "organisation", gettext_lazy("A legal person or another organisation")


CITIZEN, ORGANISATION = Applicant.CITIZEN, Applicant.ORGANISATION
OF_CITIZEN = ("name", "document", "document_number")
OF_ORGANISATION = ("organisation", "credit_code", "representative", "contact_person")
SEALED = (*OF_CITIZEN, *OF_ORGANISATION, "phone", "mail", "address", "post_code")


def _line(label: Any, most: int, needed: Any = "", **attrs: str) -> forms.CharField:
    """A line of text; where `needed` says what to write, it must not be empty."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(needed),
        widget=forms.TextInput({"autocomplete": "off", **attrs}),
        error_messages={"max_length": TOO_LONG, "required": needed},
    )


class ApplicantForm(WritingForm):
    """The first part of a request. What a citizen need not tell an organisation need not either, and the other way."""

    applicant = forms.ChoiceField(
        label=gettext_lazy("Who asks"),
        choices=Applicant,
        initial=CITIZEN,
        widget=forms.RadioSelect(attrs=DRAFTED),
        error_messages={"required": gettext_lazy("Choose one of these.")},
    )
    name = _line(
        gettext_lazy("Name of the applicant"),
        40,
        gettext_lazy("Write your name as your document has it."),
        autocomplete="name",
    )
    document = forms.ChoiceField(
        label=gettext_lazy("Identity document"),
        choices=Document,
        initial=Document.ID_CARD,
        error_messages={"required": gettext_lazy("Choose what proves your identity.")},
    )
    document_number = _line(
        gettext_lazy("Number of the document"),
        40,
        gettext_lazy("Write the number of your document."),
        spellcheck="false",
    )
    organisation = _line(
        gettext_lazy("Name of the organisation"),
        100,
        gettext_lazy("Write the full name of the organisation."),
        autocomplete="organization",
    )
    credit_code = _line(
        gettext_lazy("Unified social credit code"),
        30,
        gettext_lazy("Write the unified social credit code."),
        spellcheck="false",
    )
    representative = _line(
        gettext_lazy("Legal representative"), 40, gettext_lazy("Write the name of the legal representative.")
    )
    contact_person = _line(
        gettext_lazy("Contact person"), 40, gettext_lazy("Write whom we may ask for."), autocomplete="name"
    )
    phone = Phone(error_messages={"required": gettext_lazy("Write a phone number at which we reach you.")})
    mail = Mail(required=False)
    address = _line(gettext_lazy("Postal address"), 200, autocomplete="street-address")
    post_code = _line(gettext_lazy("Post code"), 10, autocomplete="postal-code", inputmode="numeric")

    def clean_document_number(self) -> str:
        return as_printed(self.cleaned_data["document_number"])

    def clean_credit_code(self) -> str:
        return as_printed(self.cleaned_data["credit_code"])

    def clean_post_code(self) -> str:
        code = as_printed(self.cleaned_data["post_code"])
        if code and not re.fullmatch(r"\d{6}", code):
            raise forms.ValidationError(_("A post code has six digits."))
        return code

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        # What does not belong to this applicant is not asked, not checked and not kept.
        others = {CITIZEN: OF_ORGANISATION, ORGANISATION: OF_CITIZEN}
        for name in others.get(told.get("applicant", ""), (*OF_CITIZEN, *OF_ORGANISATION)):
            told[name] = ""
            self.errors.pop(name, None)
        self._check_numbers(told)
        return told

    def _check_numbers(self, told: dict[str, Any]) -> None:
        number, code = told.get("document_number"), told.get("credit_code")
        if number and told.get("document") and not fits(told["document"], number):
            self.add_error(
                "document_number", _("This is no number of such a document. Please compare it character by character.")
            )
        if code and not is_credit_code(code):
            self.add_error(
                "credit_code", _("This is no unified social credit code. It has 18 characters; please compare.")
            )

    def particulars(self) -> dict[str, str]:
        """What the applicant told of themselves, to be sealed."""
        told = self.cleaned_data
        shown = {name: str(told[name]) for name in SEALED if told.get(name)}
        if told.get("document"):
            shown["document"] = str(Document(told["document"]).label)
        return {"applicant": str(Applicant(told["applicant"]).label), **shown}
