"""A number of a snapshot as its page tells it: what it is called, how it is counted, what it is made of, which rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from ..figures import Reference, Share, UnknownReference, Value, named
from ..figures.reference import BEFORE, LAST_YEAR, RECKONED, parts, reckon
from ..freezing import moved_between
from ..frozen import Keys, unpacked
from ..models import Snapshot, SnapshotRows

GONE, COME = "gone", "come"


@dataclass(frozen=True, slots=True)
class Piece:
    """A number that another is made of."""

    reference: str
    label: str
    value: Value
    unit: str


@dataclass(frozen=True, slots=True)
class Told:
    """`rows` is None where a number is reckoned from others."""

    reference: str
    label: str
    formula: str
    value: Value
    unit: str
    pieces: tuple[Piece, ...]
    model: str
    rows: Keys | None


def told(snapshot: Snapshot, text: str, side: str = "") -> Told:
    """A number by its reference; 404 where the snapshot has none such. `side` are the rows that are gone, or came,
    since the version before.
    """
    if RECKONED.fullmatch(text):
        return _reckoned(snapshot, text)
    number, kept = _numbers(snapshot).get(text), snapshot.rows.filter(reference=text).first()
    if number is None or kept is None:
        raise Http404(text)
    reference, rows = _known(text), unpacked(kept.members)
    if side in (GONE, COME) and snapshot.supersedes_id:
        rows = _moved(snapshot, text, rows, side)
    return Told(
        text,
        in_words(reference) if reference else number["label"],
        number["formula"],
        number["value"],
        number["unit"],
        tuple(_made_of(snapshot, reference)) if reference else (),
        kept.model,
        rows,
    )


def in_words(reference: Reference) -> str:
    """来件数 · 渠道 市长信箱 · 上期."""
    spans = {BEFORE: _("the period before"), LAST_YEAR: _("the same days of the year before")}
    narrowed = (f"{dimension.label} {dimension.name(value) or _('none')}" for dimension, value in reference.slices)
    span = spans.get(reference.span, reference.span.replace("..", "—"))
    return " · ".join(filter(None, (reference.figure.label, *narrowed, span)))


def _numbers(snapshot: Snapshot) -> Mapping[str, Any]:
    found: Mapping[str, Any] = snapshot.facts.get("numbers", {})
    return found


def _known(text: str) -> Reference | None:
    """The reference as it is understood today: a figure may be gone in five years, its number is not."""
    try:
        return named(text)
    except UnknownReference:
        return None


def _reckoned(snapshot: Snapshot, text: str) -> Told:
    try:
        sign, references = parts(text)
    except UnknownReference as unknown:
        raise Http404(text) from unknown
    pieces = tuple(_piece(snapshot, one) for one in references)
    words = {"sum": "＋", "difference": "－", "share": "÷"}
    formula = words[sign].join(piece.label for piece in pieces)
    value = reckon(sign, tuple(piece.value for piece in pieces))
    unit = "%" if sign == "share" else pieces[0].unit
    return Told(text, formula, formula, value, unit, pieces, "", None)


def _piece(snapshot: Snapshot, text: str) -> Piece:
    if RECKONED.fullmatch(text):
        inner = _reckoned(snapshot, text)
        return Piece(text, f"（{inner.label}）", inner.value, inner.unit)
    number = _numbers(snapshot).get(text)
    if number is None:
        raise Http404(text)
    reference = _known(text)
    return Piece(text, in_words(reference) if reference else number["label"], number["value"], number["unit"])


def _made_of(snapshot: Snapshot, reference: Reference) -> Iterator[Piece]:
    """Of a share its part and its whole, as far as the snapshot keeps them."""
    figure = reference.figure
    if isinstance(figure, Share):
        for count in dict.fromkeys((figure.part, *figure.whole)):
            text = str(replace(reference, figure=count))
            if text in _numbers(snapshot):
                yield _piece(snapshot, text)


def _moved(snapshot: Snapshot, text: str, rows: Keys, side: str) -> Keys:
    before = SnapshotRows.objects.filter(snapshot=snapshot.supersedes_id, reference=text).first()
    gone, come = moved_between(unpacked(before.members if before else b""), rows)
    return gone if side == GONE else come
