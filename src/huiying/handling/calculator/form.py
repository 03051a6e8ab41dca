"""The questions of the calculator; its address holds the answers, so that it can be sent on."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.calendar import FIRST_YEAR, LAST_YEAR
from huiying.core.deadline import Deadline, due
from huiying.core.errors import HuiyingError
from huiying.core.provisions import Regulation
from huiying.core.term import Term, Unit
from huiying.core.zone import ZONE
from huiying.handling.rulebook import calendar, regulation
from huiying.people.forms import DayInput

from .matters import matters

DAY = timedelta(days=1)
DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
# The years at the two ends of the calendar are left for zones and long terms.
FIRST, LAST = date(FIRST_YEAR + 1, 1, 1), date(LAST_YEAR - 1, 12, 31)


def _day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = DayInput({"min": f"{FIRST}", "max": f"{LAST}"})
    wrong = {
        "invalid": _("This day does not exist. Write it as 2026-02-10."),
        "required": _("Say on which day it was received."),
    }
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=widget,
        input_formats=DAY_FORMATS,
        error_messages=wrong,
    )


class CalculatorForm(forms.Form):
    """Which term, from when, extended or paused; `deadline` holds the answer once all of it is in order."""

    term = forms.ChoiceField(label=_("Which matter is it"), error_messages={"required": _("Choose what it is about.")})
    received = _day_field(_("Day of receipt"), help_text=_("The day on which the office received it."))
    hour = forms.TimeField(
        label=_("Time of receipt"),
        required=False,
        help_text=_("Only for terms that are counted in hours."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=("%H:%M", "%H:%M:%S"),
        error_messages={"invalid": _("This time of day does not exist. Write it as 09:30.")},
    )
    extend = forms.IntegerField(
        label=_("Extended by"),
        required=False,
        min_value=0,
        max_value=1000,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a whole number, such as 10.")),
        help_text=_("As a number, counted like the term itself: 10 for ten working days."),
    )
    pause_from = _day_field(
        _("First day of the pause"), required=False, help_text=_("The first day on which the clock stood still.")
    )
    pause_to = _day_field(
        _("Last day of the pause"), required=False, help_text=_("Leave it empty if the clock still stands still.")
    )

    deadline: Deadline | None = None

    def __init__(self, *args: Any, rules: Regulation, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        field = self.fields["term"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = matters(rules, language)
        known = "、".join(rules.terms)
        field.error_messages["invalid_choice"] = _(
            "There is no term called “%(value)s”. Choose one from the list; their short names are: %(known)s."
        ) % {"value": "%(value)s", "known": known}

    @property
    def has_more(self) -> bool:
        """Whether an extension or a pause was given, so that its fields are shown open."""
        return any(self[name].value() or self[name].errors for name in ("extend", "pause_from", "pause_to"))

    @property
    def chosen(self) -> Term:
        """The term under the regulation of the day of receipt, else under the one that the choices come from."""
        name, then = self.cleaned_data["term"], regulation(self.cleaned_data["received"])
        return then.terms.get(name) or self.rules.term(name)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for name in ("received", "pause_from", "pause_to"):
            if told.get(name) and not FIRST <= told[name] <= LAST:
                self.add_error(name, _("The year must be one from %(first)s to %(last)s.") % _years())
        if told.get("pause_to") and not told.get("pause_from"):
            self.add_error("pause_from", _("Say on which day the pause began."))
        if not self.errors:
            self._check_hour(told)
        if not self.errors:
            self._work_out(told)
        return told

    def _check_hour(self, told: dict[str, Any]) -> None:
        if self.chosen.unit is Unit.HOUR and told["hour"] is None:
            self.add_error("hour", _("This term is counted in hours, so the time of day is needed."))

    def _work_out(self, told: dict[str, Any]) -> None:
        """The answer; a refusal of the rules stands at the field that it is about."""
        field: str | None = "extend"
        try:
            self.chosen.extended(told["extend"] or 0)
            field = "pause_from" if told["pause_from"] else None
            self.deadline = due(
                self.chosen,
                datetime.combine(told["received"], told["hour"] or time(), ZONE),
                calendar=calendar(),
                regulation=self.rules,
                pauses=_pauses(told["pause_from"], told["pause_to"]),
                extend=told["extend"] or 0,
            )
        except HuiyingError as error:
            self.add_error(field, str(error))


def _pauses(first: date | None, last: date | None) -> list[tuple[datetime, datetime | None]]:
    """The pause with its first and its last day; where the last is before the first, the rule has to refuse it."""
    if first is None:
        return []
    if last is None:
        return [(_midnight(first), None)]
    return [(_midnight(first), _midnight(last if last < first else last + DAY))]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _years() -> dict[str, int]:
    return {"first": FIRST.year, "last": LAST.year}
