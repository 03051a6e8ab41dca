"""The lessons of all three questions (kind, theme, section), drawn from the same confirmed letters."""

from collections.abc import Sequence
from typing import Protocol

from .lessons import Lessons
from .scores import Verdict
from .vectors import Vectors

Verdicts = tuple[Verdict, Verdict, Verdict]


class Confirmed(Protocol):
    """What a person confirmed of a letter."""

    @property
    def kind(self) -> str | None: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def section(self) -> str | None: ...


class Learning:
    """Letters (`texts`) with what was confirmed and what the words alone said of each; `names` are the answers known
    beforehand to each question.
    """

    def __init__(
        self,
        texts: Sequence[str],
        examples: Sequence[Confirmed],
        cold: Sequence[Verdicts],
        names: Sequence[Sequence[str]],
    ) -> None:
        self._vectors = Vectors(texts) if texts else None
        labels = [[e.kind for e in examples], [e.theme for e in examples], [e.section for e in examples]]
        self._lessons = [self._lesson(labels[i], [c[i] for c in cold], names[i]) for i in range(3)]

    def _lesson(self, labels: Sequence[str | None], cold: Sequence[Verdict], names: Sequence[str]) -> Lessons | None:
        told = [(place, label) for place, label in enumerate(labels) if label]
        if not told or self._vectors is None:
            return None
        places = [place for place, _ in told]
        return Lessons(self._vectors, places, [label for _, label in told], [cold[p] for p in places], names)

    def apply(
        self, text: str, kind: Verdict, theme: Verdict, section: Verdict
    ) -> tuple[Verdict, Verdict, Verdict | None]:
        """The three verdicts after what was confirmed; the section's is None where no section was confirmed."""
        if self._vectors is None:
            return kind, theme, None
        likeness = self._vectors.likeness(text)
        of_kind, of_theme, of_section = self._lessons
        return (
            of_kind.decide(kind, likeness) if of_kind else kind,
            of_theme.decide(theme, likeness) if of_theme else theme,
            of_section.decide(section, likeness) if of_section else None,
        )
