"""What every form of the portal has: a token by which it is known when it comes twice, files, the question for people,
and what shows that no person wrote it.
"""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.intake.channel import Attached, Heard

from . import questions, suspicion
from .fields import TOO_LONG, Files, files_hint
from .questions import Question

DAMAGED = gettext_lazy("The form is damaged. Copy your text, reload the page and send it again.")
TITLE_LENGTH = 100


class WritingForm(forms.Form):
    """A form that becomes a voice. `kind_of_case` is that of the regulation; `template` shows its fields."""

    kind_of_case: ClassVar[str] = "letter"
    template: ClassVar[str] = ""
    heading: ClassVar[Any] = ""
    button: ClassVar[Any] = ""

    token = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": DAMAGED, "invalid": DAMAGED})
    opened = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    attachments = Files(label=gettext_lazy("Attached files"))
    website = forms.CharField(required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "attachments" in self.fields:
            self.fields["attachments"].help_text = files_hint()
        self.question: Question | None = None

    @classmethod
    def fresh(cls, at: datetime, **told: Any) -> "WritingForm":
        """An empty form with a token of its own; `told` is what is known already."""
        token = uuid.uuid4()
        return cls(initial={**told, "token": token, "opened": suspicion.opened(str(token), at)})

    @property
    def key(self) -> str:
        """The form's token, whether it was given out just now or came back."""
        return str(self.data.get("token", "") if self.is_bound else self.initial["token"])

    def looks_made(self, at: datetime) -> bool:
        """Whether it looks as if no person had written it."""
        return bool(self.data.get("website")) or suspicion.is_hasty(str(self.data.get("opened", "")), self.key, at)

    def ask(self, at: datetime) -> None:
        """Put a question to whoever writes: the one that came back, if nobody tried it yet, or a new one."""
        if self.question is None:
            back = questions.asked(str(self.data.get("question", "")), self.key, at) if self.is_bound else None
            self.question = back or questions.new(self.key, at)
            self.fields["reply"] = forms.CharField(
                label=self.question.text,
                max_length=30,
                widget=forms.TextInput({"autocomplete": "off"}),
                help_text=gettext_lazy(
                    "So that we know a person is writing. In digits or in words, within ten minutes."
                ),
            )

    def is_answered(self, at: datetime) -> bool:
        """Whether the question was answered rightly; else the form says so and puts another. Each is tried once, and
        only where all the rest is in order.
        """
        given, reply = str(self.data.get("question", "")), str(self.data.get("reply", ""))[:30]
        before = questions.asked(given, self.key, at) if given else None
        if before and reply.strip() and questions.settle(given, self.key, reply, at):
            return True
        self.ask(at)
        self.add_error("reply", self._why(given, before, reply))
        return False

    def _why(self, given: str, before: Question | None, reply: str) -> str:
        if not given:
            return _("Please answer this question as well, then send the form once more.")
        if before is None:
            return _("The question before is no longer good. Please answer this one.")
        return _("That was not the answer. Here is another question.") if reply.strip() else _("Please answer it.")

    def attached(self) -> tuple[Attached, ...]:
        return tuple(self.cleaned_data["attachments"])

    def heard(self, at: datetime) -> Heard:
        """The valid form as a channel tells it."""
        raise NotImplementedError


def title_field(label: Any, error: Any, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput({"data-drafted": "", **attrs}),
        error_messages={"required": error, "max_length": TOO_LONG},
    )
