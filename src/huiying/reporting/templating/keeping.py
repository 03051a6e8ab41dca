"""Which template is in force for a kind of paper of a unit, and what a snapshot keeps for it."""

from huiying.reporting.figures import FIGURES, Numbers
from huiying.reporting.models import PaperTemplate


def in_force(unit: int | None, kind: str) -> PaperTemplate | None:
    """The latest version that was not withdrawn."""
    given = PaperTemplate.objects.filter(unit=unit, kind=kind, withdrawn_at=None)
    return given.order_by("-version").first()


def take_all(numbers: Numbers) -> None:
    """A template may name any figure; each is frozen with its rows."""
    for figure in FIGURES:
        numbers.take(figure.key)
