"""The forms of an incident; what the deed refuses is shown at the field that it is about."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.people.forms import DeedForm
from huiying.people.models import Role, Unit, User

from ..actions.emergencies import Assignment
from ..actions.emergencies.conferring import MOST_GUESTS, MOST_TASKS, MOST_WHAT
from ..actions.emergencies.conferring import MOST_TEXT as MOST_MINUTES
from ..actions.emergencies.correcting import MOST_REASON as MOST_CORRECTION
from ..actions.emergencies.ending import MOST_REASON
from ..actions.emergencies.opening import MOST_PLACE, MOST_TITLE
from ..actions.emergencies.releasing import MOST_PART, MOST_TEXT
from ..models import AfterAction, Case, Colour, Incident, IncidentSort, ReleaseSort, Starts
from .choices import disposals, levels
from .notice import PARTS

SAME = _("As it is")
EVERY = ((30, _("30 minutes")), (60, _("1 hour")), (120, _("2 hours")), (240, _("4 hours")), (720, _("12 hours")))


class Moment(forms.DateTimeField):
    """A moment to the minute, typed with the browser's own calendar."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **more)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _staff(unit: Unit | None) -> Any:
    return User.objects.filter(is_active=True, posts__isnull=False, unit=unit).distinct().order_by("name", "pk")


def _offer(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class OpenForm(DeedForm):
    """What is known when an incident is opened."""

    title = forms.CharField(
        label=_("What it is called"),
        max_length=MOST_TITLE,
        help_text=_("The notice is headed by it: place and matter."),
    )
    sort = forms.ChoiceField(label=pgettext_lazy("emergency", "Sort"), choices=IncidentSort, widget=forms.RadioSelect)
    level = forms.ChoiceField(label=_("Level"))
    colour = forms.ChoiceField(
        label=_("Warning colour"),
        choices=[("", _("None")), *Colour.choices],
        required=False,
        help_text=_("Only for emergencies of which a warning was issued."),
    )
    place = forms.CharField(label=_("Place"), max_length=MOST_PLACE, required=False)
    happened_at = Moment(label=_("When it happened"))
    found_at = Moment(label=_("When we found out"))
    starts = forms.ChoiceField(label=_("What starts the hours"), choices=Starts, widget=forms.RadioSelect)
    starts_because = forms.CharField(
        label=_("Why not the office's choice"), max_length=300, required=False, widget=_area(2)
    )
    disposal = forms.ChoiceField(label=_("How it is disposed of"), required=False)

    def __init__(self, key: str, usual: str, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _offer(self, "level", levels(key))
        _offer(self, "disposal", [("", _("Not decided yet")), *disposals(key)])
        self.fields["starts"].help_text = _("No act says which. The office's choice: %(choice)s.") % {
            "choice": Starts(usual).label
        }


class GradeForm(DeedForm):
    level = forms.ChoiceField(label=_("Level"))
    colour = forms.ChoiceField(label=_("Warning colour"), choices=[("", _("None")), *Colour.choices], required=False)
    disposal = forms.ChoiceField(label=_("How it is disposed of"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=_area(2))

    def __init__(self, incident: Incident, data: Any = None) -> None:
        kept = {name: getattr(incident, name) for name in ("level", "colour", "disposal")}
        super().__init__(data, initial=kept)
        _offer(self, "level", levels(incident.case.regulation))
        _offer(self, "disposal", [("", _("Not decided yet")), *disposals(incident.case.regulation)])
        if incident.sort != IncidentSort.EMERGENCY:
            self.fields["colour"].widget = forms.HiddenInput()


class CorrectForm(DeedForm):
    """When it happened and was found, as is now known."""

    happened_at = Moment(label=_("When it happened"))
    found_at = Moment(label=_("When we found out"))
    starts = forms.ChoiceField(label=_("What starts the hours"), choices=Starts, widget=forms.RadioSelect)
    starts_because = forms.CharField(
        label=_("Why not the office's choice"), max_length=MOST_CORRECTION, required=False, widget=_area(2)
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=MOST_CORRECTION, widget=_area(2))

    def __init__(self, incident: Incident, data: Any = None) -> None:
        kept = {name: getattr(incident, name) for name in ("happened_at", "found_at", "starts", "starts_because")}
        super().__init__(data, initial=kept)


class ReleaseForm(DeedForm):
    """The four parts of a notice, and the text that they became."""

    sort = forms.ChoiceField(label=pgettext_lazy("emergency", "Sort"), widget=forms.RadioSelect)
    held_at = Moment(label=_("When the press conference is held"), required=False)
    situation = forms.CharField(
        label=_("What happened"),
        max_length=MOST_PART,
        required=False,
        widget=_area(4),
        help_text=_("When, where, what, how many people; only what is certain."),
    )
    verified = forms.CharField(
        label=_("First verification"),
        max_length=MOST_PART,
        required=False,
        widget=_area(4),
        help_text=_("Who verified what, what is not known yet, what of the rumours is untrue."),
    )
    measures = forms.CharField(
        label=_("Measures taken"),
        max_length=MOST_PART,
        required=False,
        widget=_area(4),
        help_text=_("What the government has done and is doing, who leads it."),
    )
    advice = forms.CharField(
        label=_("What the public should do"),
        max_length=MOST_PART,
        required=False,
        widget=_area(4),
        help_text=_("Where not to go, what to close, whom to call, where the next news comes from."),
    )
    every = forms.TypedChoiceField(
        label=_("The next release is due after"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("No next one is announced")), *EVERY],
    )
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Text of the notice"), max_length=MOST_TEXT, required=False, widget=_area(18), strip=True
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, possible: list[str], every: int, data: Any = None, initial: Any = None) -> None:
        """`possible` are the sorts that may come now. The first word has all four parts; the text may still be made."""
        super().__init__(data, initial=initial)
        for name in PARTS:
            self.fields[name].required = ReleaseSort.FIRST in possible
        for name in ("title", "text"):
            self.fields[name].required = not data or "compose" not in data
        _offer(self, "sort", [(sort, ReleaseSort(sort).label) for sort in possible])
        if every not in dict(EVERY):  # the office's own interval is among those offered
            hours = (every, _("%(n)d minutes") % {"n": every})
            _offer(self, "every", [("", _("No next one is announced")), hours, *EVERY])


class DecideForm(DeedForm):
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    comment = forms.CharField(label=_("What is to be changed"), max_length=500, required=False, widget=_area(3))


class ConferForm(DeedForm):
    held_at = Moment(label=_("When it was held"))
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who took part"), widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(
        label=_("Guests"), max_length=MOST_GUESTS, required=False, help_text=_("People of other organs, in words.")
    )
    points = forms.CharField(label=_("What was said"), max_length=MOST_MINUTES, widget=_area(6))
    decisions = forms.CharField(label=_("What was decided"), max_length=MOST_MINUTES, widget=_area(5))
    level = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, incident: Incident, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["people"].queryset = _staff(incident.unit)  # type: ignore[attr-defined]
        _offer(self, "level", [("", SAME), *levels(incident.case.regulation)])


class TaskForm(forms.Form):
    what = forms.CharField(label=_("What is to be done"), max_length=MOST_WHAT)
    who = forms.ModelChoiceField(User.objects.none(), label=_("Who"))
    due_at = Moment(label=_("By when"))

    def __init__(self, *args: Any, people: Any, choices: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["who"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
        field.choices = choices


class BaseTasks(BaseFormSet[TaskForm]):
    """Rows of tasks; one that is left empty is none."""

    def assignments(self) -> list[Assignment]:
        return [Assignment(**form.cleaned_data) for form in self.forms if form.cleaned_data]


_Tasks = formset_factory(
    TaskForm, formset=BaseTasks, extra=3, max_num=MOST_TASKS, absolute_max=MOST_TASKS, validate_max=True
)


def task_rows(incident: Incident, data: Any = None) -> BaseTasks:
    """Three empty rows, or those that were typed; the staff is asked for once for all of them."""
    people = _staff(incident.unit)
    choices = [("", "---------"), *((person.pk, str(person)) for person in people)]
    rows = _Tasks(data, prefix="tasks", form_kwargs={"people": people, "choices": choices})
    assert isinstance(rows, BaseTasks)
    return rows


class EndForm(DeedForm):
    reason = forms.CharField(label=_("Why it ends"), max_length=MOST_REASON, required=False, widget=_area(3))

    def __init__(self, *, needed: bool, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].required = needed


class AfterActionForm(DeedForm):
    well = forms.CharField(label=_("What went well"), max_length=MOST_MINUTES, required=False, widget=_area(5))
    wrong = forms.CharField(label=_("What went wrong"), max_length=MOST_MINUTES, required=False, widget=_area(5))
    causes = forms.CharField(label=_("Causes"), max_length=MOST_MINUTES, required=False, widget=_area(5))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, review: AfterAction, data: Any = None) -> None:
        kept = {name: getattr(review, name) for name in ("well", "wrong", "causes", "version")}
        super().__init__(data, initial=kept)


class DutyForm(DeedForm):
    """Days of a month, and who is on duty on each of them."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    leader = forms.ModelChoiceField(User.objects.none(), label=_("Duty leader"))
    officer = forms.ModelChoiceField(User.objects.none(), label=_("Duty officer"))

    def __init__(self, unit: Unit | None, days: list[date], data: Any = None) -> None:
        super().__init__(data)
        _offer(self, "days", [(day.isoformat(), day.isoformat()) for day in days])
        self.fields["leader"].queryset = _staff(unit).filter(posts__role=Role.LEADER)  # type: ignore[attr-defined]
        self.fields["officer"].queryset = _staff(unit)  # type: ignore[attr-defined]


class LettersForm(DeedForm):
    """Letters of the topic that one answer would serve."""

    letters = forms.ModelMultipleChoiceField(
        Case.objects.none(), label=_("Letters"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, fit: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["letters"].queryset = fit  # type: ignore[attr-defined]


def rounded(moment: datetime) -> datetime:
    """To the minute, as the fields write it."""
    return moment.replace(second=0, microsecond=0)
