"""The forms of the training register; each refuses at its field and keeps what was typed."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiying.drills.models import Drill
from huiying.people.forms import DayInput, DeedForm
from huiying.people.models import Section, Training, TrainingItem, TrainingSort, Unit
from huiying.people.trainings import MOST_BYTES, Particulars, particulars

ROWS = {"rows": 4}


class TrainingForm(DeedForm):
    """What a training was."""

    sort = forms.ChoiceField(label=pgettext_lazy("training", "Sort"), choices=TrainingSort.choices)
    title = forms.CharField(label=pgettext_lazy("training", "Subject"), max_length=120)
    held_on = forms.DateField(label=_("Held on"), widget=DayInput())
    hours = forms.DecimalField(
        label=pgettext_lazy("training", "Hours"),
        max_digits=4,
        decimal_places=1,
        help_text=_("To one decimal, such as 1.5."),
        widget=forms.NumberInput(attrs={"min": "0.1", "max": "80", "step": "0.1"}),
    )
    place = forms.CharField(label=pgettext_lazy("training", "Place"), max_length=120)
    lecturer = forms.CharField(
        label=_("Lecturer or who led it"), max_length=120, required=False, help_text=_("A lecture names who held it.")
    )
    content = forms.CharField(
        label=_("What was taught"), max_length=4000, widget=forms.Textarea(attrs=ROWS), help_text=_("A short summary.")
    )
    results = forms.CharField(
        label=pgettext_lazy("training", "What came of it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=ROWS),
    )
    drill = forms.ChoiceField(
        label=_("Drill of the office"), required=False, help_text=_("If this simulation was one of the drills here.")
    )

    def __init__(self, unit: Unit | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        drills = Drill.objects.filter(unit=unit).values_list("slug", "title")[:200]
        kept = self.initial.get("drill") or ""
        gone = [(kept, kept)] if kept and kept not in {slug for slug, _title in drills} else []
        self.fields["drill"].choices = [("", "—"), *gone, *drills]  # type: ignore[attr-defined]

    def told(self) -> Particulars:
        given = self.cleaned_data
        return Particulars(**{name: given[name] for name in Particulars.__dataclass_fields__})


class CorrectionForm(TrainingForm):
    """The same of a training that is recorded, with the reason of the change."""

    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)

    def __init__(self, training: Training, *args: Any, **more: Any) -> None:
        told = particulars(training)
        initial = {name: getattr(told, name) for name in Particulars.__dataclass_fields__}
        super().__init__(training.unit, *args, initial=initial, **more)


class WithdrawalForm(DeedForm):
    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300)


class MaterialForm(DeedForm):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Office files, pictures, text, sound or film, up to 10 MiB."),
    )

    def clean_file(self) -> Any:
        """Too large a file is not read at all."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MiB."), params={"most": MOST_BYTES // 1024**2}
            )
        return file


class ItemForm(DeedForm):
    """What must be learned, by whom, by when."""

    what = forms.CharField(label=_("What must be learned"), max_length=300)
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=120,
        required=False,
        help_text=_("A drill, an incident, a case: its number or name."),
    )
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("For whom"), required=False, empty_label=_("the whole unit")
    )
    due_on = forms.DateField(label=pgettext_lazy("training", "By when"), required=False, widget=DayInput())

    def __init__(self, unit: Unit | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["section"].queryset = Section.objects.filter(unit=unit)  # type: ignore[attr-defined]


class SettleForm(DeedForm):
    """Which training dealt with an item: one of the unit, held since."""

    training = forms.ModelChoiceField(Training.objects.none(), label=_("Training that dealt with it"))

    def __init__(self, item: TrainingItem, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        since = Q(unit=item.unit_id, held_on__gte=timezone.localtime(item.made_at).date())
        field = self.fields["training"]
        field.queryset = Training.objects.standing().filter(since)  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.held_on} {one.title}"  # type: ignore[attr-defined]
