"""What is wrong in a scenario: each mistake with its line and what to do, all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

MOST_MISTAKES, ENOUGH = 50, 500
"""More than fifty are counted, not told: whoever mends fifty reads again. After five hundred nobody looks further."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """`line` counts from 1; 0 is the file as a whole."""

    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        told = f"{self.what}。{self.fix}" if self.fix else self.what
        return _("Line %(line)s: %(told)s") % {"line": self.line, "told": told} if self.line else told


class ScenarioError(InputError):
    """The scenario cannot be played as it is written."""

    def __init__(self, mistakes: Sequence[Mistake], *, where: str = "") -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line))
        super().__init__(_("The scenario has %(count)s mistakes") % {"count": len(self.mistakes)}, where=where)

    def __str__(self) -> str:
        told = [str(mistake) for mistake in self.mistakes[:MOST_MISTAKES]]
        if len(self.mistakes) > MOST_MISTAKES:
            told.append(_("And %(count)s more") % {"count": len(self.mistakes) - MOST_MISTAKES})
        return "\n".join([self.where, *told] if self.where else told)


class TooMany(Exception):
    """There are so many mistakes that this is no scenario."""


class Mistakes(list[Mistake]):
    """Those found so far. TooMany where there are enough of them."""

    def add(self, line: int, what: str, fix: str) -> None:
        self.append(Mistake(line, what, fix))
        if len(self) >= ENOUGH:
            raise TooMany


def nearest(name: str, known: Sequence[str]) -> str:
    """What to do about a name that is not known: the one that was meant, or all that there are."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return _("Did you mean “%(near)s”?") % {"near": near[0]}
    return _("Use one of: %(known)s") % {"known": "、".join(known)} if known else _("Leave it out.")
