"""What a writer adds to their letter from its status page: words, files, or both."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.intake.actions import receive_form
from huiying.intake.channel import Attached, Heard
from huiying.intake.models import Voice

from .fields import DRAFTED, TOO_LONG, Files, LetterText, files_hint, say_files_again
from .suspicion import LETTERS, count_letter
from .writing import DAMAGED

MAX_TEXT = 5000


class FurtherForm(forms.Form):
    """Whoever opened the letter by its code is no machine, so nothing is asked here."""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": DAMAGED, "invalid": DAMAGED})
    text = LetterText(
        label=gettext_lazy("What would you like to add"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, **DRAFTED}),
        error_messages={"max_length": TOO_LONG},
    )
    attachments = Files(label=gettext_lazy("Attached files"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attachments"].help_text = files_hint()

    @staticmethod
    def fresh() -> "FurtherForm":
        return FurtherForm(initial={"token": uuid.uuid4()})

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not told.get("text") and not told.get("attachments"):
            self.add_error("text", _("Write something, or choose a file."))
        return told

    def may_be_sent(self, request: HttpRequest) -> bool:
        """Whether the form is in order and its address has not sent too much; else it says why."""
        if self.is_valid() and LETTERS.used_up(request):
            self.add_error(None, _("Very many letters came from your network within an hour. Please send this later."))
        say_files_again(self)
        return not self.errors


def say_more(
    request: HttpRequest, voice: Voice, *, token: str, text: str, files: tuple[Attached, ...], at: datetime
) -> Voice:
    """Take it in as a voice of its own that continues the first one."""
    heard = Heard(
        external_id=token,
        title=(_("Further to %(number)s") % {"number": voice.number})[:100],
        text=text or _("(Files only.)"),
        said_at=at,
        continues=(voice.external_id,),
        attached=files,
        wants_public=voice.wants_public,
        raw={"form": "further", "text": text},
    )
    more, _code = receive_form(heard, channel=voice.channel, at=at)
    count_letter(request)
    return more
