from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.people.forms import DeedForm
from huiying.reporting.annual_entries import NUMBERED, WORDED, AnnualEntry, Item

MOST_WORDS = 4000
GROUPS = (
    (_("Section 2: what was published on our own initiative"), NUMBERED[:10]),
    (_("Section 4: reconsideration and lawsuits"), NUMBERED[10:]),
    (_("Sections 5 and 6: in your own words"), WORDED),
)


class EntryForm(DeedForm):
    """What the office enters of a year; what is left empty is not changed."""

    source = forms.CharField(
        label=_("Source of the numbers that you enter or change now"),
        max_length=120,
        required=False,
        help_text=_("The list, the register or the section that it is from; the report names it."),
    )

    def __init__(self, *told: Any, standing: Mapping[str, AnnualEntry], **more: Any) -> None:
        super().__init__(*told, **more)
        for item in Item:
            entry = standing.get(item)
            self.fields[item.value] = _words(item, entry) if item in WORDED else _number(item, entry)

    def groups(self) -> Iterator[tuple[object, list[forms.BoundField]]]:
        for title, items in GROUPS:
            yield title, [self[item.value] for item in items]

    def entered(self) -> dict[str, Decimal | str]:
        """What was filled in, by its item."""
        told = {item.value: self.cleaned_data.get(item.value) for item in Item}
        return {item: value for item, value in told.items() if value is not None}


def _number(item: Item, entry: AnnualEntry | None) -> forms.DecimalField:
    """Whole but for yuan, which are told in ten thousands."""
    places = 6 if item == Item.FEES else 0
    initial = None if entry is None or entry.number is None else entry.number.normalize()
    return forms.DecimalField(
        label=item.label,
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=places,
        initial=None if initial is None else f"{initial:f}",
        help_text=entry.source if entry else "",
    )


def _words(item: Item, entry: AnnualEntry | None) -> forms.CharField:
    return forms.CharField(
        label=item.label,
        required=False,
        max_length=MOST_WORDS,
        initial=entry.words if entry else "",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
