"""The one matter that a paper may be about (`topic:12`, `case:20260001`), found by its name or searched for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.assessment.models import Topic
from huiying.core.errors import InputError
from huiying.handling.models import Case, ChaseOrder, Incident
from huiying.language import privacy

from .models import PaperKind

Units = frozenset[int] | None
MOST = 12


@dataclass(frozen=True, slots=True)
class Matter:
    """Rows that a paper may be about: `key` names one of them, `unit` whose it is, `words` are searched."""

    rows: Callable[[], QuerySet[Any, Any]]
    label: Any
    key: str
    unit: str
    words: tuple[str, ...]

    def found(self, units: Units) -> QuerySet[Any, Any]:
        return self.rows().filter(Q() if units is None else Q(**{f"{self.unit}__in": units}))


MATTERS: Final[Mapping[str, Matter]] = {
    "topic": Matter(Topic.objects.all, gettext_lazy("topic"), "pk", "unit", ("description",)),
    "case": Matter(Case.objects.all, gettext_lazy("case"), "number", "unit", ("number", "title")),
    "incident": Matter(Incident.objects.all, gettext_lazy("incident"), "pk", "unit", ("title",)),
    "chase": Matter(ChaseOrder.objects.all, gettext_lazy("chase order"), "pk", "unit", ("subject",)),
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    PaperKind.CASE_SHEET: ("case",),
    PaperKind.SPECIAL: ("topic", "case", "incident"),
    PaperKind.SUPERVISION: ("chase", "case"),
}
"""What papers of these kinds are about; one of another kind is about a whole period."""
OF_A_FIGURE: Final = frozenset({PaperKind.LEDGER})
"""Papers that list the rows of a figure, which may be named by its reference; who gathers them knows which."""


def checked(kind: str, subject: str, units: Units, *, where: str = "subject") -> str:
    """The subject as it is kept; InputError where the kind wants one and has none, has one and wants none, or nothing
    of these units has the name.
    """
    told, wanted = subject.strip(), NEEDED.get(kind, ())
    example = f"{wanted[0]}:…" if wanted else ""
    if not told:
        if wanted:
            raise InputError(
                _("A paper of this kind is about one matter, and none is named."),
                where=where,
                fix=_("Name it as %(example)s.") % {"example": example},
            )
        return ""
    if kind in OF_A_FIGURE:
        return told
    if not wanted:
        raise InputError(
            _("A paper of this kind is about a whole period, not about one matter."),
            where=where,
            fix=_("Leave it out."),
        )
    sort, _colon, name = told.partition(":")
    if sort not in wanted:
        raise InputError(
            _("“%(text)s” does not name such a matter.") % {"text": told},
            where=where,
            fix=_("Name it as %(example)s.") % {"example": example},
        )
    if row_of(told, units) is None:
        raise InputError(
            _("There is no %(what)s “%(name)s”.") % {"what": MATTERS[sort].label, "name": name},
            where=where,
            fix=_("Look its number up on the desk."),
        )
    return told


def row_of(subject: str, units: Units) -> Any:
    """The row that a subject names among those of the units, None where there is none."""
    sort, _colon, name = subject.partition(":")
    matter = MATTERS.get(sort)
    if matter is None or (matter.key == "pk" and not (name.isascii() and name.isdigit() and len(name) < 19)):
        return None
    return matter.found(units).filter(**{matter.key: name}).first()


def search(kind: str, words: str, units: Units) -> Iterator[tuple[str, str]]:
    """Subjects with their titles, masked, for a kind of paper, of which the words are told; the latest first."""
    for sort in NEEDED.get(kind, ()):
        matter = MATTERS[sort]
        told = Q()
        for word in words.split():
            one = Q()
            for field in matter.words:
                one |= Q(**{f"{field}__icontains": word})
            told &= one
        for row in matter.found(units).filter(told).order_by("-pk")[:MOST]:
            yield f"{sort}:{_key(row, matter)}", privacy.veil(str(row))


def _key(row: Any, matter: Matter) -> str:
    for name in matter.key.split("__"):
        row = getattr(row, name)
    return str(row)
