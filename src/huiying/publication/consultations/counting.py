"""意见统计 · The figures of a consultation. One person's copies of the same words are one opinion; form letters of
several people are each their writer's, and are told as what they are.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db.models import Count, Q

from huiying.handling.models import Outcome

from ..models import Consultation, ResultState, Standing


@dataclass(frozen=True, slots=True)
class Figures:
    """`opinions` are those that count: neither set aside nor withdrawn, of one person's copies the first. `people` are
    the writers that can be told apart: by the contact they left, else by the browser they wrote with.
    """

    received: int
    opinions: int
    people: int
    copies: int
    set_aside: int
    withdrawn: int
    form_letters: int
    sent_alike: int
    unplaced: int
    points: int
    decided: int
    adopted: int
    partly: int
    not_adopted: int

    @property
    def adopted_share(self) -> int | None:
        """Points adopted, in full or in part, per hundred that were decided."""
        return round(100 * (self.adopted + self.partly) / self.decided) if self.decided else None

    def told(self) -> dict[str, Any]:
        return asdict(self) | {"adopted_share": self.adopted_share}


def figures(consultation: Consultation) -> Figures:
    """Two queries."""
    kept = Q(standing=Standing.KEPT)
    counts = Q(standing=Standing.KEPT, copy_of=None)
    told = consultation.opinions.aggregate(
        received=Count("id"),
        opinions=Count("id", filter=counts),
        people=Count("person", filter=kept & ~Q(person=""), distinct=True),
        unknown=Count("id", filter=counts & Q(person="")),
        copies=Count("id", filter=kept & ~Q(copy_of=None)),
        set_aside=Count("id", filter=Q(standing=Standing.JUNK)),
        withdrawn=Count("id", filter=Q(standing=Standing.WITHDRAWN)),
        form_letters=Count("form_letter", filter=counts, distinct=True),
        sent_alike=Count("id", filter=counts & ~Q(form_letter=None)),
        unplaced=Count("id", filter=counts & Q(point=None)),
    )
    told["people"] += told.pop("unknown")
    points = consultation.points.aggregate(
        points=Count("id"),
        decided=Count("id", filter=~Q(outcome="")),
        **{outcome: Count("id", filter=Q(outcome=outcome)) for outcome in Outcome.values},
    )
    return Figures(**told, **points)


def told_figures(consultation: Consultation) -> Figures:
    """Once a result is published its figures, as they were approved: with the contacts goes what tells people apart, so
    they cannot be counted anew. Until then those of now.
    """
    approved = _approved(consultation)
    if approved is None:
        return figures(consultation)
    return Figures(**{field.name: approved["figures"][field.name] for field in fields(Figures)})


def told_points(consultation: Consultation) -> list[dict[str, Any]]:
    """Once a result is published its points, as they were approved; until then those of now. Each with its outcome in
    words.
    """
    approved = _approved(consultation)
    rows = rows_of_points(consultation) if approved is None else approved["points"]
    words = {str(key): str(label) for key, label in Outcome.choices}
    return [row | {"outcome_words": words.get(row["outcome"], "")} for row in rows]


def _approved(consultation: Consultation) -> dict[str, Any] | None:
    result = getattr(consultation, "result", None)
    approved: dict[str, Any] | None = result.content if result and result.state == ResultState.PUBLISHED else None
    return approved


def rows_of_points(consultation: Consultation) -> list[dict[str, Any]]:
    """The points with what became of each, those that most people raised first; by article."""
    counted = Q(opinions__standing=Standing.KEPT, opinions__copy_of=None)
    points = consultation.points.select_related("article", "section").annotate(raised=Count("opinions", filter=counted))
    ordered = sorted(points, key=lambda one: (-one.raised, one.pk))
    return [
        {
            "key": one.pk,
            "article": one.article.label if one.article else "",
            "name": one.name,
            "opinions": one.raised,
            "outcome": one.outcome,
            "reason": one.reason,
            "section": one.section.name if one.section else "",
        }
        for one in ordered
    ]
