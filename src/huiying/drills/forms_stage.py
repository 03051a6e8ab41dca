"""The forms on the stage: what a trainer brings in, a hint, the speed of time, the answer to a call."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiying.intake.models import Channel
from huiying.people.forms import DeedForm

from .actions.answering import MOST_ANSWER
from .actions.bringing import MOST_HINT
from .actions.timing import FARTHEST, MINUTE
from .actions.training import LONGEST, MOST_TEXT, MOST_TITLE, MOST_WHO
from .clock import FASTEST, SLOWEST
from .scenario.model import MomentKind, Scenario, Stream
from .watching.telling import KINDS, short

BROUGHT = (MomentKind.POST, MomentKind.LETTER, MomentKind.NEWS, MomentKind.CALL)


class StageForm(DeedForm):
    """A form of the trainer's panel, by its `place` there."""

    place: ClassVar[str]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{self.place}-%s")

    def told(self) -> Mapping[str, Any]:
        """What its deed takes."""
        return self.cleaned_data


class BringForm(StageForm):
    """A voice or a call that the scenario does not hold: one of its wordings, or words of the trainer's own."""

    place = "bring"
    kind = forms.ChoiceField(
        label=gettext_lazy("What is brought in"),
        choices=[(str(kind), KINDS[kind]) for kind in BROUGHT],
        initial=str(MomentKind.POST),
        widget=forms.RadioSelect,
    )
    wording = forms.ChoiceField(label=gettext_lazy("A wording of the scenario"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or your own words"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MOST_TITLE, required=False)
    who = forms.CharField(label=gettext_lazy("Who says it"), max_length=MOST_WHO, required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes that a call waits"),
        min_value=1,
        max_value=int(LONGEST / MINUTE),
        initial=10,
        required=False,
    )
    named: ClassVar[dict[str, str]] = {"within": "minutes"}

    def __init__(self, scenario: Scenario, data: Any = None) -> None:
        super().__init__(data)
        self.wordings = dict(_wordings(scenario))
        offered = [(key, f"{stream.name} · {short(words)}") for key, (stream, words) in self.wordings.items()]
        channels = Channel.objects.filter(is_open=True).values_list("slug", "name")
        self._offer("wording", [("", gettext_lazy("None of them")), *offered])
        self._offer("channel", [("", gettext_lazy("Where it is usually said")), *channels])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("text") and not told.get("wording") and "text" not in self.errors:
            self.add_error("text", _("Choose a wording, or write your own words."))
        return told

    def told(self) -> Mapping[str, Any]:
        """The trainer's own words go before the chosen wording's."""
        told = self.cleaned_data
        stream, words = self.wordings.get(told["wording"], (None, ""))
        own = {"kind": told["kind"], "text": told["text"] or words, "channel": told["channel"]}
        own |= {"title": told["title"], "who": told["who"], "within": (told["minutes"] or 10) * MINUTE}
        if stream is None:
            return own
        mine = {"stream": stream.name, "rumour": stream.rumour, "addressed": stream.addressed}
        return own | mine | {"channel": told["channel"] or stream.channel, "title": told["title"] or stream.title}


def _wordings(scenario: Scenario) -> Iterator[tuple[str, tuple[Stream, str]]]:
    for number, stream in enumerate(scenario.streams):
        for place, words in enumerate(stream.wordings):
            yield f"{number}:{place}", (stream, words)


class HintForm(StageForm):
    place = "hint"
    text = forms.CharField(
        label=pgettext_lazy("drill", "Hint"), max_length=MOST_HINT, widget=forms.Textarea({"rows": 2})
    )


class SpeedForm(StageForm):
    place = "speed"
    speed = forms.FloatField(label=gettext_lazy("Times as fast"), min_value=SLOWEST, max_value=FASTEST)


class StepForm(StageForm):
    place = "step"
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes ahead"), min_value=1, max_value=int(FARTHEST / MINUTE), initial=15
    )
    named: ClassVar[dict[str, str]] = {"ahead": "minutes"}

    def told(self) -> Mapping[str, Any]:
        return {"ahead": self.cleaned_data["minutes"] * MINUTE}


class AnswerForm(DeedForm):
    text = forms.CharField(
        label=gettext_lazy("What you answer"), max_length=MOST_ANSWER, widget=forms.Textarea({"rows": 4})
    )
