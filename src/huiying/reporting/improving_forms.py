"""The forms by which an office says how a measure went, and what it learned."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DayInput, DeedForm
from huiying.people.models import Section, User

from .figures import BY_KEY
from .inspecting.lessons import WATCHED
from .models import Measure

STATES = [choice for choice in Measure.State.choices if choice[0] != Measure.State.OPEN]


class MeasureForm(DeedForm):
    """How a measure went, with what shows it, or what stood in the way."""

    state = forms.ChoiceField(label=_("How did it go?"), choices=STATES)
    evidence = forms.CharField(
        label=_("What shows it"), max_length=300, required=False, help_text=_("A page, a paper or a case.")
    )
    reason = forms.CharField(label=_("Why it is not wholly done"), max_length=300, required=False)


class LessonForm(DeedForm):
    """What happened, why, what was changed, and the figure that will tell whether it helped."""

    happened = forms.CharField(label=pgettext_lazy("lesson", "What happened"), max_length=300)
    cause = forms.CharField(label=pgettext_lazy("lesson", "Why"), max_length=300)
    change = forms.CharField(label=pgettext_lazy("lesson", "What was changed"), max_length=300)
    since = forms.DateField(label=_("Since which day"), widget=DayInput())
    source = forms.CharField(
        label=_("Case or incident"),
        max_length=20,
        required=False,
        help_text=_("The number of the case, if one taught it."),
    )
    figure = forms.ChoiceField(label=_("Figure that tells whether it helped"))
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Of one section only"), required=False)

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data)
        chosen = get_language() == "en"
        names = [(key, BY_KEY[key].english if chosen else BY_KEY[key].label) for key in WATCHED]
        self.fields["figure"].choices = names  # type: ignore[attr-defined]
        self.fields["section"].queryset = Section.objects.filter(unit=person.place())  # type: ignore[attr-defined]
