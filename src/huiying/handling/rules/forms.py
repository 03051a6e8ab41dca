"""The forms by which the rules are changed at the desk. Each makes a change, or keeps the refusal to show beside it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.core.errors import HuiyingError, InputError
from huiying.core.owndays import MOST_DAYS, OwnDay
from huiying.people.forms import DayInput

from .changing import MOST_BYTES, MOST_REASON, Change, days_change, regulation_change, year_change

DAY = timedelta(days=1)


class ChangeForm(forms.Form):
    """A form that proposes a change of the rules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{type(self).__name__.lower()}-%s"  # three forms stand on one page
        self.refusal: HuiyingError | None = None

    def proposed(self) -> Change:
        """The change that valid fields make; InputError or RuleError where a file or the days are not allowed."""
        raise NotImplementedError

    def change(self) -> Change | None:
        """The change, or None with `refusal` set, or with the errors of the fields."""
        if not self.is_valid():
            return None
        try:
            return self.proposed()
        except HuiyingError as refusal:
            self.refusal = refusal
            return None


def file_field(accept: str, help_text: Any) -> forms.FileField:
    picker = forms.ClearableFileInput(attrs={"accept": accept})
    return forms.FileField(label=gettext_lazy("File"), help_text=help_text, widget=picker)


def _read(file: "UploadedFile[Any]") -> tuple[bytes, str]:
    """The file and its name. What is larger than allowed is not read: the refusal would be the same."""
    if file.size is not None and file.size > MOST_BYTES:
        raise InputError(_("The file is larger than 1 MB."), where=str(file.name), fix=_("Choose another file."))
    return file.read(), str(file.name)


class YearForm(ChangeForm):
    file = file_field(".toml,.json,.ics", gettext_lazy("TOML, JSON or a calendar file (ICS)."))
    year = forms.IntegerField(
        label=gettext_lazy("Which year"),
        required=False,
        min_value=2000,
        max_value=2060,
        help_text=gettext_lazy("Only where the file holds several years."),
    )

    def proposed(self) -> Change:
        data, name = _read(self.cleaned_data["file"])
        return year_change(data, name=name, year=self.cleaned_data["year"])


class DayForm(ChangeForm):
    start = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    end = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Leave it empty for a single day."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("On these days the office"),
        choices=[("off", gettext_lazy("is closed")), ("worked", gettext_lazy("works"))],
        initial="off",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=40,
        help_text=gettext_lazy("As it will stand in the reason for a date: suspended for the typhoon."),
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=200,
        help_text=gettext_lazy("Who ordered it, by which paper."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        start, end = told.get("start"), told.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first."))
        elif start and end and (end - start).days >= MOST_DAYS:
            self.add_error("end", _("At most %(days)d days at a time.") % {"days": MOST_DAYS})
        return told

    def proposed(self) -> Change:
        told = self.cleaned_data
        days = span(told["start"], told["end"], off=told["kind"] == "off", name=told["name"], ground=told["ground"])
        return days_change(days)


def span(first: date, last: date | None, *, off: bool, name: str, ground: str) -> list[OwnDay]:
    """The same own day from `first` to `last`, or once."""
    count = ((last or first) - first).days + 1
    return [OwnDay(first + n * DAY, off, name, ground) for n in range(count)]


class RegulationForm(ChangeForm):
    file = file_field(".toml", gettext_lazy("A TOML file; what it does not change stays as in the national set."))
    for_running = forms.BooleanField(label=gettext_lazy("Also for the cases that are open now"), required=False)

    def proposed(self) -> Change:
        data, name = _read(self.cleaned_data["file"])
        return regulation_change(data, name=name, for_running=self.cleaned_data["for_running"])


class BecauseForm(forms.Form):
    """Why the rules change: it is written to the ledger, and to every case whose date moves."""

    because = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is written to the ledger, and to every case whose date moves."),
    )


FORMS: dict[str, type[ChangeForm]] = {"year": YearForm, "days": DayForm, "regulation": RegulationForm}
