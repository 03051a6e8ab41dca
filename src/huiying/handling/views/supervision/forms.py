"""The forms of supervision: what is demanded of whom by when, and what is said of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiying.assessment.models import Level
from huiying.core.errors import InputError
from huiying.people import policies
from huiying.people.forms import DayInput, DeedForm
from huiying.people.models import Section, User

from ...actions.supervising.chasing import MOST_CANCEL, MOST_DEMANDED, MOST_SUBJECT
from ...actions.supervising.instructing import MOST_INSTRUCTION
from ...actions.supervising.texts import MOST_MISSING, MOST_REASON, MOST_TEXT
from ...models import Case
from ...rulebook import calendar

MOST_DAYS = 60


class DueForm(DeedForm):
    """By when: so many working days from today, or a day; both end at 24:00."""

    days = forms.IntegerField(
        label=_("Working days"), min_value=1, max_value=MOST_DAYS, required=False, help_text=_("Today is not counted.")
    )
    day = forms.DateField(label=_("Or by this day"), required=False, widget=DayInput(), help_text=_("Until 24:00."))
    named = {"due": "day"}  # noqa: RUF012

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        days, day = told.pop("days", None), told.pop("day", None)
        if bool(days) == bool(day):
            if not self.errors:
                self.add_error("days", _("Tell the working days or the day, one of the two."))
        else:
            self._ends(told, days, day)
        return told

    def _ends(self, told: dict[str, Any], days: int | None, day: date | None) -> None:
        today = timezone.localdate()
        try:
            last = day or calendar().after(today, days or 1)
        except InputError as error:
            self.refuse(error)
            return
        told["due_at"] = midnight(last + timedelta(days=1))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def area(label: Any, most: int, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea({"rows": rows}), strip=True, help_text=help_text
    )


class ChaseForm(DueForm):
    """A chase order. On a case its subject is the case's, and only sections with a part in it can be told."""

    subject = forms.CharField(label=_("Subject"), max_length=MOST_SUBJECT, strip=True)
    section = forms.ModelChoiceField(label=_("Responsible section"), queryset=Section.objects.none())
    demanded = area(_("What is demanded"), MOST_DEMANDED)
    field_order = ("subject", "section", "demanded", "days", "day")

    def __init__(self, case: Case | None, person: User, data: Any = None) -> None:
        super().__init__(data, initial={"days": 3})
        field = self.fields["section"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Section.objects.filter(policies.within(person, "handling.chase"))
        if case is not None:
            del self.fields["subject"]
            sections = case.responsible_sections()
            if sections:
                field.queryset = Section.objects.filter(pk__in=sections)
            lead = case.lead_part()
            self.initial["section"] = lead.section_id if lead else None


class InstructionForm(DueForm):
    text = area(_("Instruction"), MOST_INSTRUCTION)
    sections = forms.ModelMultipleChoiceField(
        label=_("Who carries it out"), queryset=Section.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level)
    field_order = ("text", "sections", "level", "days", "day")

    def __init__(self, person: User, chosen: frozenset[int] = frozenset(), data: Any = None) -> None:
        super().__init__(data, initial={"days": 3, "sections": list(chosen), "level": Level.GENERAL})
        field = self.fields["sections"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Section.objects.filter(policies.within(person, "handling.instruct"))


class ExplainForm(DeedForm):
    explanation = area(_("Explanation"), MOST_TEXT, help_text=_("Why it was late, and what is done now."))


class WithdrawForm(DeedForm):
    reason = area(_("Reason"), MOST_REASON, 2)


class CancelForm(DeedForm):
    reason = area(_("Why it is cancelled"), MOST_CANCEL, 2)


class AccountForm(DeedForm):
    text = area(_("What was done"), MOST_TEXT, 5)


class MissingForm(DeedForm):
    missing = area(_("What is missing"), MOST_MISSING, 3)
