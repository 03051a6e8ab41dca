"""Texts of a paper in their pieces: words, and numbers with what they were counted by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from huiying.reporting.figures.reference import UnknownReference, named, parts
from huiying.reporting.papers.citing import Cited, pieces

Address = Callable[[str], str]
SIGNS = {"sum": "＋", "difference": "－", "share": "÷"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a number: `place` is its line in the list of figures below the paper, `url` where its rows are."""

    text: str
    place: int = 0
    url: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the list of figures."""

    place: int
    reference: str
    label: str
    told: str
    unit: str
    formula: str
    url: str


@dataclass
class Citations:
    """The numbers of one paper, each told once, in the order in which they are first named."""

    numbers: Mapping[str, Mapping[str, Any]]
    address: Address
    found: dict[str, Figure] = field(default_factory=dict)

    def pieces(self, text: str) -> list[Piece]:
        return [self._number(piece) if isinstance(piece, Cited) else Piece(piece) for piece in pieces(text)]

    def _number(self, cited: Cited) -> Piece:
        figure = self.found.get(cited.reference) or self._figure(cited)
        return Piece(cited.text, figure.place, figure.url, f"{figure.label}：{figure.formula}")

    def _figure(self, cited: Cited) -> Figure:
        label, formula, unit = self._words(cited.reference)
        place, url = len(self.found) + 1, self.address(cited.reference)
        figure = Figure(place, cited.reference, label, cited.text, unit, formula, url)
        self.found[cited.reference] = figure
        return figure

    def _words(self, reference: str) -> tuple[str, str, str]:
        """Label, formula and unit; of a reckoned number those of its parts."""
        if told := self.numbers.get(reference):
            return str(told["label"]), str(told["formula"]), str(told["unit"])
        try:
            sign, whole = parts(reference)
        except UnknownReference:
            return self._as_named(reference)
        words = [self._words(part) for part in whole]
        mark = SIGNS[sign]
        return (
            mark.join(label for label, _f, _u in words),
            "；".join(dict.fromkeys(f for _l, f, _u in words)),
            words[0][2],
        )

    def _as_named(self, reference: str) -> tuple[str, str, str]:
        try:
            figure = named(reference).figure
        except UnknownReference:
            return reference, "", ""
        return figure.label, figure.formula, figure.unit
