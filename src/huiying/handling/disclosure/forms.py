"""The forms of the pane of a disclosure request: one for each step that a person takes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.errors import HuiyingError
from huiying.core.provisions import RefusalGround
from huiying.people.forms import DayInput, DeedForm

from ..models import Applicant, FeeMethod, Opinion, PartySort, Way
from .course import Course
from .frequency import earlier_in_month

MOST_TEXT, MOST_LINE, MOST_NUMBER = 3_000, 300, 100_000
CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
CHOSEN: list[tuple[str, Any]] = [("", _("Choose"))]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **more)


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=forms.Textarea({"rows": 3}), strip=True, **more)


class StepForm(DeedForm):
    """A form of one request; it knows where that stands."""

    def __init__(self, told: Course, *args: Any, **kwargs: Any) -> None:
        self.course = told
        super().__init__(*args, **kwargs)


class ReceiptForm(StepForm):
    way = forms.ChoiceField(label=_("Way of arrival"), choices=Way, error_messages=CHOOSE)
    received_on = _day(_("Day of receipt"))
    evidence = forms.CharField(
        label=_("What proves the day"),
        max_length=MOST_LINE,
        help_text=_("The stamp, the number of the registered letter, who confirmed by phone and when."),
    )
    applicant = forms.ChoiceField(
        label=_("Sort of applicant"), choices=[*CHOSEN, *Applicant.choices], error_messages=CHOOSE
    )
    reason = forms.CharField(label=_("Why a recorded day is changed"), max_length=MOST_LINE, required=False, strip=True)

    def __init__(self, told: Course, *args: Any, **kwargs: Any) -> None:
        row = told.request
        known = {"way": row.way, "received_on": row.received_on, "evidence": row.evidence, "applicant": row.applicant}
        kwargs.setdefault("initial", known)
        super().__init__(told, *args, **kwargs)


class CorrectionForm(StepForm):
    what = _text(_("What is to be corrected"), help_text=_("Once and completely: it cannot be asked again."))
    until = _day(_("Until when"))


class CorrectedForm(StepForm):
    text = _text(_("The corrected request"))
    arrived_on = _day(_("Arrived on"))


class NothingForm(StepForm):
    """A step of which nothing more is to be said."""


class ConsultForm(StepForm):
    sort = forms.ChoiceField(label=_("Who is asked"), choices=PartySort, error_messages=CHOOSE)
    name = forms.CharField(label=_("Name"), max_length=120)
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    what = _text(
        _("What of the information concerns them"), help_text=_("It stands in the letter to them. Do not say who asks.")
    )


class ReasonsForm(StepForm):
    why = _text(_("How many requests, how often"), help_text=_("It stands in the letter to the applicant."))


class JudgeForm(StepForm):
    reasons = _text(_("Reasons that the applicant gave"), required=False)
    sound = forms.TypedChoiceField(
        label=_("Are they sound"),
        choices=[("yes", _("Sound")), ("no", _("Not sound, or none given"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    until = _day(_("Answer delayed until"), required=False)


class FeeForm(StepForm):
    method = forms.ChoiceField(label=_("Counted"), choices=FeeMethod, error_messages=CHOOSE)
    count = forms.IntegerField(label=_("Items, or pages"), min_value=1, max_value=MOST_NUMBER)
    before = forms.IntegerField(
        label=_("Requests of this applicant earlier in the month"),
        min_value=0,
        max_value=MOST_NUMBER,
        required=False,
        help_text=_("Needed where it is counted by item."),
    )
    how = forms.CharField(
        label=_("How it is paid"),
        max_length=MOST_LINE,
        help_text=_("Account or payment code, what to write with it, whom to ask. It stands in the notice."),
    )

    def __init__(self, told: Course, *args: Any, **kwargs: Any) -> None:
        if told.request.pk is not None:
            kwargs.setdefault("initial", {"before": earlier_in_month(told.request), "count": 1})
        super().__init__(told, *args, **kwargs)

    def clean_before(self) -> int:
        return int(self.cleaned_data.get("before") or 0)


class PaidForm(StepForm):
    paid_on = _day(_("Paid on"))


class UnpaidForm(StepForm):
    reached_on = _day(_("The notice reached the applicant on"))


class DecideForm(StepForm):
    outcome = forms.ChoiceField(label=_("How it is answered"), error_messages=CHOOSE)
    ground = forms.ChoiceField(
        label=_("On which ground"),
        required=False,
        help_text=_("Needed where it is denied, cannot be provided, is not processed or is otherwise concluded."),
    )
    why = _text(
        _("Reasons, or where it is found"),
        required=False,
        help_text=_("It stands in the answer: why not, where it is published, which organ has it and how to reach it."),
    )

    def __init__(self, told: Course, *args: Any, **kwargs: Any) -> None:
        row = told.request
        kwargs.setdefault("initial", {"outcome": row.outcome, "ground": row.ground, "why": row.why})
        super().__init__(told, *args, **kwargs)
        outcomes, ground = self.fields["outcome"], self.fields["ground"]
        assert isinstance(outcomes, forms.ChoiceField)
        assert isinstance(ground, forms.ChoiceField)
        outcomes.choices = [*CHOSEN, *((each.id, each.title) for each in told.outcomes)]
        ground.choices = [
            ("", _("None")),
            *((each.title, _listed(told.grounds_of(each))) for each in told.outcomes if told.grounds_of(each)),
        ]


def _listed(grounds: Sequence[RefusalGround]) -> list[tuple[str, str]]:
    return [(ground.id, ground.title) for ground in grounds]


class ReachedForm(DeedForm):
    reached_on = _day(_("The letter reached them on"))


class OpinionForm(DeedForm):
    opinion = forms.ChoiceField(
        label=_("What they said"),
        choices=[c for c in Opinion.choices if c[0] != Opinion.WAITING],
        error_messages=CHOOSE,
    )
    reasons = _text(_("Their reasons"), required=False)
    answered_on = _day(_("Answered on"), required=False)


class OverrideForm(DeedForm):
    because = _text(_("Why not to disclose it would gravely harm the public interest"))


class PassagesForm(DeedForm):
    """Passages to be taken out, each with its ground; lines that are left empty do not count."""

    ROWS, AT_HAND = 10, 3

    def __init__(self, grounds: Sequence[RefusalGround], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, self.ROWS + 1):
            self.fields[f"passage_{row}"] = forms.CharField(
                label=_("Words to be taken out"), max_length=500, required=False, widget=forms.Textarea({"rows": 1})
            )
            self.fields[f"ground_{row}"] = forms.ChoiceField(
                label=_("Ground"), required=False, choices=[*CHOSEN, *_listed(grounds)]
            )

    def refuse(self, error: HuiyingError) -> None:
        """Above the form: what is refused is the copy, and no line of it is a field of that name."""
        self.add_error(None, " ".join(filter(None, (error.what, error.fix))))

    def at_hand(self) -> list[tuple[Any, Any]]:
        return self._rows(range(1, self.AT_HAND + 1))

    def more(self) -> list[tuple[Any, Any]]:
        return self._rows(range(self.AT_HAND + 1, self.ROWS + 1))

    def _rows(self, numbers: Iterable[int]) -> list[tuple[Any, Any]]:
        return [(self[f"passage_{row}"], self[f"ground_{row}"]) for row in numbers]

    def chosen(self) -> list[tuple[str, str]]:
        told = self.cleaned_data
        return [(told[f"passage_{row}"], told[f"ground_{row}"]) for row in range(1, self.ROWS + 1)]
