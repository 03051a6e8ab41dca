"""The forms of the desk's papers: what to write, what is written by itself, a template."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiying.core.errors import InputError
from huiying.people import policies
from huiying.people.forms import DayInput, DeedForm
from huiying.people.models import User

from . import spans
from .models import PaperKind, Rhythm
from .papers.sorts import SORTS
from .subjects import NEEDED
from .templating.actions import may_have
from .templating.package import MOST_BYTES


def kinds(*, whole: bool = False) -> list[tuple[str, Any]]:
    """The kinds that can be written; with `whole` those about a whole period."""
    return [(str(kind), kind.label) for kind in PaperKind if kind in SORTS and not (whole and kind in NEEDED)]


class PaperForm(DeedForm):
    """A kind, the days by a name or by two days, what it is about, and the notice that asks for it."""

    kind = forms.ChoiceField(label=_("Kind"))
    period = forms.CharField(
        label=_("Period by its name"),
        required=False,
        max_length=20,
        help_text=_("2026-03, 2026Q1, 2026H1, 2026, 2026-W12, yesterday, last-week, last-month, last-year"),
    )
    start = forms.DateField(label=_("or its first day"), widget=DayInput(), required=False)
    end = forms.DateField(label=_("and its last day"), widget=DayInput(), required=False)
    subject = forms.CharField(label=_("About"), required=False, max_length=60)
    notice = forms.CharField(label=_("The notice that asks for it"), max_length=120, required=False)
    notice_number = forms.CharField(label=_("Its number"), max_length=40, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors:
            self._read_days(told)
        return told

    def _read_days(self, told: dict[str, Any]) -> None:
        """One name or two days; a refusal stands at the field that is wrong."""
        today, period = timezone.localdate(), told.get("period", "")
        start, end = told.get("start"), told.get("end")
        if period and (start or end):
            self.add_error("period", _("A period is named, or told by two days, not both."))
            return
        try:
            if period:
                told["start"], told["end"] = spans.permitted(
                    *spans.named(period, today=today), today=today, where="period"
                )
            elif start and end:
                spans.permitted(start, end, today=today, where="end")
            else:
                self.add_error("period", _("Name a period, or its first and its last day."))
        except InputError as error:
            self.add_error("period" if period else "end", " ".join(filter(None, (error.what, error.fix))))


class ScheduleForm(DeedForm):
    """Which kind is written by itself, how often, at what hour, and who is told."""

    kind = forms.ChoiceField(label=_("Kind"))
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    hour = forms.IntegerField(label=_("At what hour"), min_value=0, max_value=23, initial=8)
    told = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Who is told"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, person: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = kinds(whole=True)  # type: ignore[attr-defined]
        readers = [one.pk for one in _staff(person) if policies.allows(one, "reporting.read", person.place())]
        self.fields["told"].queryset = User.objects.filter(pk__in=readers)  # type: ignore[attr-defined]


def _staff(person: User) -> Any:
    staff = User.objects.filter(is_active=True, posts__isnull=False, posts__role__in=_readers())
    return staff.distinct().order_by("name", "pk")


def _readers() -> list[str]:
    return [str(role) for role in policies.POLICY["reporting.read"]]


class TemplateForm(DeedForm):
    kind = forms.ChoiceField(label=_("Kind"))
    file = forms.FileField(label=_("Template (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"}))

    def clean_file(self) -> Any:
        """Too large a file is not read at all."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The template is larger than %(most)d MiB."), params={"most": MOST_BYTES // 1024**2}
            )
        return file

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (key, label) for key, label in kinds() if may_have(PaperKind(key))
        ]
