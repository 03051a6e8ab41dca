"""The forms by which the public writes, by the name that a channel's setting `form` gives them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Form

from .corrections import ErrorForm
from .disclosure import DisclosureForm
from .fields import DRAFTED, TOO_LONG, LetterText, Mail, Phone
from .writing import WritingForm, title_field

MAX_TEXT = 5000


class LetterForm(WritingForm):
    """A letter to the office: what it is about, in the writer's words, and (optional) how to reach them."""

    template = "intake/parts/form_letter.html"
    heading = _("Write to us")
    button = _("Send the letter")
    public_heading = _("May others read the answer")

    title = title_field(_("What is it about"), _("Say in a few words what it is about."))
    text = LetterText(
        label=_("What would you like to say"),
        min_length=10,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, **DRAFTED}),
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
    phone = Phone(required=False)
    mail = Mail(required=False)
    wants_public = forms.BooleanField(
        label=_("The answer may be published, without my name and contacts"), required=False, initial=True
    )

    def heard(self, at: datetime) -> Heard:
        """The valid form as a channel tells it. Contacts go where they are sealed, and into no other place."""
        told: dict[str, Any] = self.cleaned_data
        return Heard(
            external_id=str(told["token"]),
            title=told["title"],
            text=told["text"],
            said_at=at,
            said_by=told["name"],
            contact={key: told[key] for key in ("phone", "mail") if told[key]},
            reply_to={"mail": told["mail"]} if told["mail"] else {},
            attached=self.attached(),
            wants_public=told["wants_public"],
            raw={"form": "letter", **{key: str(told[key]) for key in ("title", "text", "name", "wants_public")}},
        )


class BoardForm(LetterForm):
    """A letter to the public board: there it is the letter that others read, so this is what its writer agrees to."""

    public_heading = _("May others read your letter")

    wants_public = forms.BooleanField(
        label=_("My letter and its answer may be shown, without my name and contacts"), required=False, initial=True
    )


FORMS: dict[str, type[WritingForm]] = {"letter": LetterForm, "disclosure": DisclosureForm, "error": ErrorForm}


def form_of(channel: Channel) -> type[WritingForm]:
    """The form of a channel: a letter where its settings name none."""
    kind = FORMS.get(str(channel.settings.get("form", "")), LetterForm)
    return BoardForm if kind is LetterForm and channel.form == Form.BOARD else kind
