"""依申请公开 · A request for government information with all that 政府信息公开条例 art. 29 asks: who (name, proof of
identity, contact), what (name, document number or other features), and in which form and by which way.

A purpose is not asked for by the regulation since 2019 and may be left out. Nothing is charged unless requests come in
unreasonable number (art. 42). What proves identity, and where the applicant lives, is sealed with the way back.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.intake.channel import Heard
from huiying.intake.due import KIND
from huiying.intake.particulars import PARTICULARS

from .applicant import ORGANISATION, ApplicantForm
from .fields import DRAFTED, TOO_LONG, LetterText
from .writing import title_field


class Medium(TextChoices):
    PAPER = "paper", gettext_lazy("On paper")
    ELECTRONIC = "electronic", gettext_lazy("As an electronic file")
    DISC = "disc", gettext_lazy("On a disc")


class Way(TextChoices):
    MAIL = "mail", gettext_lazy("By electronic mail")
    POST = "post", gettext_lazy("By post")
    COLLECT = "collect", gettext_lazy("I collect it")
    ONSITE = "onsite", gettext_lazy("I read or copy it at the office")


CHOOSE = {
    "required": gettext_lazy("Choose one of these."),
    "invalid_choice": gettext_lazy("Choose one of these."),
}


class DisclosureForm(ApplicantForm):
    kind_of_case = "disclosure"
    template = "intake/parts/form_disclosure.html"
    heading = gettext_lazy("Request government information")
    button = gettext_lazy("Send the request")

    title = title_field(
        gettext_lazy("Which information do you ask for"),
        gettext_lazy("Name the information, as far as you know its name."),
    )
    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", **DRAFTED}),
        error_messages={"max_length": TOO_LONG},
    )
    text = LetterText(
        label=gettext_lazy("Other features by which we can find it"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, **DRAFTED}),
        help_text=gettext_lazy("For example who made it, when, and on what. The more precise, the surer it is found."),
        error_messages={"max_length": TOO_LONG},
    )
    purpose = LetterText(
        label=gettext_lazy("What you need it for"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, **DRAFTED}),
        help_text=gettext_lazy("You need not say it; it may help us to find what you need."),
        error_messages={"max_length": TOO_LONG},
    )
    medium = forms.ChoiceField(
        label=gettext_lazy("In which form"),
        choices=Medium,
        widget=forms.RadioSelect(attrs=DRAFTED),
        error_messages=CHOOSE,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How you want to get it"),
        choices=Way,
        widget=forms.RadioSelect(attrs=DRAFTED),
        error_messages=CHOOSE,
    )
    other_way = forms.BooleanField(
        label=gettext_lazy("If that cannot be done, I accept another form or way"),
        required=False,
        widget=forms.CheckboxInput(attrs=DRAFTED),
    )
    fee_waiver = forms.BooleanField(
        label=gettext_lazy("If a processing fee were charged, I ask for it to be waived"),
        required=False,
        widget=forms.CheckboxInput(attrs=DRAFTED),
        help_text=gettext_lazy("Nothing is charged, unless requests come in a number that is clearly beyond reason."),
    )
    fee_reason = forms.CharField(
        label=gettext_lazy("Why it should be waived"),
        max_length=300,
        required=False,
        widget=forms.TextInput(DRAFTED),
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        way = told.get("way")
        if way == Way.MAIL and told.get("medium") not in (None, Medium.ELECTRONIC):
            self.add_error("way", _("Only an electronic file can come by electronic mail."))
        if way == Way.MAIL and not told.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("Where should the file be sent? Write your mail address."))
        if way == Way.POST:
            for name, error in (
                ("address", _("Where should it be posted? Write your address.")),
                ("post_code", _("Write the post code of the address.")),
            ):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, error)
        return told

    def heard(self, at: datetime) -> Heard:
        told: dict[str, Any] = self.cleaned_data
        said_by = told["organisation"] if told["applicant"] == ORGANISATION else told["name"]
        way_back = {"mail": told["mail"]} if told["mail"] else {}
        kept = (
            "title",
            "number",
            "text",
            "purpose",
            "medium",
            "way",
            "other_way",
            "fee_waiver",
            "fee_reason",
            "applicant",
        )
        return Heard(
            external_id=str(told["token"]),
            title=told["title"],
            text="\n".join(self._lines(told)),
            said_at=at,
            said_by=said_by,
            contact={key: told[key] for key in ("phone", "mail") if told[key]},
            reply_to={**way_back, PARTICULARS: self.particulars()},
            attached=self.attached(),
            wants_public=False,
            raw={"form": "disclosure", KIND: self.kind_of_case, **{key: told[key] for key in kept}},
        )

    def _lines(self, told: dict[str, Any]) -> list[str]:
        """The request as a clerk reads it; nothing in it tells who asks."""
        lines = [_("Information asked for: %(what)s") % {"what": told["title"]}]
        if told["number"]:
            lines.append(_("Document number: %(number)s") % {"number": told["number"]})
        if told["text"]:
            lines.append(_("Other features: %(text)s") % {"text": told["text"]})
        if told["purpose"]:
            lines.append(_("Needed for: %(purpose)s") % {"purpose": told["purpose"]})
        lines.append(
            _("Form and way: %(medium)s, %(way)s")
            % {"medium": Medium(told["medium"]).label, "way": Way(told["way"]).label}
        )
        if told["other_way"]:
            lines.append(_("Another form or way is accepted."))
        if told["fee_waiver"]:
            lines.append(
                _("Asks for a processing fee to be waived. %(reason)s").strip() % {"reason": told["fee_reason"]}
            )
        return lines
