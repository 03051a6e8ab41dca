"""Numbers taken while facts are gathered: each is counted once, by its reference, and kept with the rows behind it.

The keys of the rows are asked for and counted here, so that a number and its rows are of one moment and one question.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypedDict

import numpy as np

from ..frozen import Keys, keys_of, pack, unpacked
from .figure import Count, Lengths, Quantile, Share, Value, quantile, share
from .period import Period
from .reference import BEFORE, LAST_YEAR, Reference, named, parts, reckon, spanned
from .splitting import Splits


class Number(TypedDict):
    """A number as a snapshot keeps it."""

    value: Value
    label: str
    formula: str
    unit: str


class Behind(TypedDict):
    """What a snapshot's facts say of the rows behind a number; the digest is that of their packed keys."""

    model: str
    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A number with the packed keys of its rows."""

    reference: Reference
    value: Value
    count: int
    members: bytes

    @property
    def model(self) -> str:
        return self.reference.figure.model._meta.label

    @property
    def behind(self) -> Behind:
        return {"model": self.model, "count": self.count, "digest": hashlib.sha256(self.members).hexdigest()}


class Numbers:
    """The numbers of one period. A paper can cite only what was taken here.

    Of a period that our records do not reach back over no number is taken: it is None, and no row stands behind it.
    """

    def __init__(self, period: Period) -> None:
        self.period = period
        self._taken: dict[str, Taken] = {}
        self._lengths: dict[str, Lengths] = {}
        self._splits = Splits()
        self._unsliced: dict[str, Keys] = {}

    def take(self, text: str) -> Value:
        """The value of a reference, counted at the first asking."""
        if text.endswith(")"):
            sign, pieces = parts(text)
            return reckon(sign, tuple(self.take(piece) for piece in pieces))
        return self._take(named(text), text).value

    def count(self, text: str) -> int:
        """The value of a reference to a number of rows."""
        return int(self.take(text) or 0)

    def rows_behind(self, text: str) -> int:
        """How many rows stand behind a number that was taken: of a share those of its whole."""
        return self._taken[text].count

    def references(self) -> Iterator[tuple[str, Reference]]:
        for text, taken in self._taken.items():
            yield text, taken.reference

    def taken(self) -> Iterator[tuple[str, Taken]]:
        yield from self._taken.items()

    def facts(self) -> dict[str, Number]:
        return {text: _told(taken) for text, taken in self._taken.items()}

    def behind(self) -> dict[str, Behind]:
        return {text: taken.behind for text, taken in self._taken.items()}

    def _take(self, reference: Reference, text: str) -> Taken:
        if text not in self._taken:
            self._taken[text] = self._counted(reference)
        return self._taken[text]

    def _counted(self, reference: Reference) -> Taken:
        figure = reference.figure
        if not self._is_covered(reference):
            return _kept(reference, None, np.empty(0, dtype=np.int64))
        if isinstance(figure, Share):
            part, *whole = (self._of(reference, count) for count in (figure.part, *figure.whole))
            value = share(part.count, sum(each.count for each in whole))
            return _kept(reference, value, np.concatenate([unpacked(each.members) for each in whole]))
        if isinstance(figure, Quantile):
            over = self._of(reference, figure.over)
            value = quantile(self._days(reference, figure), figure.at)
            return Taken(reference, value, over.count, over.members)
        keys = self._keys(reference)
        value = int(keys.size) if isinstance(figure, Count) else reference.value(self.period)
        return _kept(reference, value, keys)

    def _keys(self, reference: Reference) -> Keys:
        """The keys of the rows; those of one value after another are told apart here (`splitting`)."""
        figure, slices = reference.figure, reference.slices
        if isinstance(figure, Count) and len(slices) == 1 and self._splits.pays(figure.model, *slices[0]):
            return self._splits.among(self._all_of(replace(reference, slices=())), figure.model, *slices[0])
        return keys_of(reference.rows(self.period))

    def _all_of(self, reference: Reference) -> Keys:
        text = str(reference)
        if text not in self._unsliced:
            kept = self._taken.get(text)
            self._unsliced[text] = unpacked(kept.members) if kept else keys_of(reference.rows(self.period))
        return self._unsliced[text]

    def _of(self, reference: Reference, count: Count) -> Taken:
        """The same rows of another figure: what a share is made of is kept too."""
        other = replace(reference, figure=count)
        return self._take(other, str(other))

    def _days(self, reference: Reference, figure: Quantile) -> Lengths:
        """The median and the ninth decile are read off the same lengths."""
        name = f"{replace(reference, figure=figure.over)} {figure.begins} {figure.ends}"
        if name not in self._lengths:
            self._lengths[name] = figure.days(reference.rows(self.period))
        return self._lengths[name]

    def _is_covered(self, reference: Reference) -> bool:
        return {BEFORE: self._before, LAST_YEAR: self._last_year}.get(reference.span, True)

    @cached_property
    def _before(self) -> bool:
        return spanned(self.period, BEFORE).covered()

    @cached_property
    def _last_year(self) -> bool:
        return spanned(self.period, LAST_YEAR).covered()


def _told(taken: Taken) -> Number:
    figure = taken.reference.figure
    return {"value": taken.value, "label": figure.label, "formula": figure.formula, "unit": figure.unit}


def _kept(reference: Reference, value: Value, keys: Keys) -> Taken:
    return Taken(reference, value, int(keys.size), pack(keys))
