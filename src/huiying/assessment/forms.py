"""The form by which the office sets its thresholds: a table of levels by figures."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.errors import HuiyingError
from huiying.language.thresholds import Thresholds

from .actions.grading import MOST_REASON
from .models import Level
from .sheets import GRADED, MOST, PEOPLE, SORTS, figures_of


class ThresholdForm(forms.Form):
    """A figure for each level and sort, empty for no threshold, and the reason; `refusal` is what the deed refused."""

    refusal: HuiyingError | None = None
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who decided it, or what it rests on. It is written to the ledger."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, sort in _cells():
            name = f"{Level(level).label} · {SORTS[sort]}"
            box = forms.NumberInput(attrs={"aria-label": name, "inputmode": "numeric", "class": "input", "step": 1})
            self.fields[_name(level, sort)] = forms.IntegerField(
                label=name, required=False, min_value=1, max_value=MOST, widget=box
            )

    @classmethod
    def of(cls, thresholds: Thresholds) -> "ThresholdForm":
        """The form as these thresholds fill it in."""
        figures = figures_of(thresholds)
        return cls(initial={_name(level, sort): figures[level].get(sort) for level, sort in _cells()})

    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The table: each level, the highest first, with its fields."""
        return [(Level(level).label, [self[_name(level, sort)] for sort in SORTS]) for level in GRADED]

    def people(self) -> list[dict[str, Any]]:
        return [{"level": str(level), PEOPLE: self.cleaned_data[_name(level, PEOPLE)]} for level in GRADED]

    def spread(self) -> list[dict[str, Any]]:
        sorts = [sort for sort in SORTS if sort != PEOPLE]
        return [
            {"level": str(level)} | {sort: self.cleaned_data[_name(level, sort)] for sort in sorts} for level in GRADED
        ]


def _cells() -> Iterator[tuple[Level, str]]:
    return ((level, sort) for level in GRADED for sort in SORTS)


def _name(level: Level, sort: str) -> str:
    return f"{level.name.lower()}_{sort}"
