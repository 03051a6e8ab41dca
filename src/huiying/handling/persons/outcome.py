"""What an erasure did, line by line, and the letter by which the person is told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..models import ErasureGround, PersonRequest, WhyKept


@dataclass(frozen=True, slots=True)
class Line:
    """One letter by its number, and what became of it; `kept` is empty where it was erased."""

    letter: str
    case: str = ""
    kept: str = ""

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    lines: tuple[Line, ...]
    opinions: int = 0
    follows: int = 0
    forgotten: bool = False  # name and addresses too: no letter needs them


def letter(request: PersonRequest, outcome: Outcome, *, term: str) -> str:
    """The answer in words: what was erased, what is kept and why, and where one may turn (arts. 47, 50, 65). `term` is
    the act that the term of storage rests on.
    """
    erased = [line.letter for line in outcome.lines if not line.kept]
    parts = [_opening(request)]
    if erased:
        parts.append(
            _("We erased your personal data in these letters: %(letters)s.") % {"letters": _listed(erased)}
            + _(" Their numbers, times, sections and our answers stay, as a record of government work.")
        )
    kept = {why: [line.letter for line in outcome.lines if line.kept == why] for why in WhyKept}
    parts += [_kept(why, letters, term) for why, letters in kept.items() if letters]
    if outcome.opinions or outcome.follows:
        told = {"opinions": outcome.opinions, "follows": outcome.follows}
        words = _("Erased as well: your name and contact in %(opinions)d opinions, and %(follows)d follows of threads.")
        parts.append(words % told)
    if outcome.forgotten:
        parts.append(_("We keep neither your name nor a way to reach you any more."))
    parts.append(_("Backups made earlier hold the data until they are replaced; nothing is taken out of them for use."))
    return "\n\n".join([*parts, _ending()])


def refusal(request: PersonRequest, reason: str) -> str:
    told = _("We do not erase it, for this reason: %(reason)s") % {"reason": reason}
    return "\n\n".join([_opening(request), told, _ending()])


def _opening(request: PersonRequest) -> str:
    asked = {"day": _day(request.received_on), "ground": ErasureGround(request.ground).label, "number": request.number}
    return (
        _(
            "On %(day)s you asked us to erase what we hold of you (个人信息保护法 art. 47: %(ground)s). "
            "Number of your request: %(number)s."
        )
        % asked
    )


def _kept(why: WhyKept, letters: Sequence[str], term: str) -> str:
    told = {"letters": _listed(letters), "act": term}
    return {
        WhyKept.OPEN: _("Not erased, since the matter is not over: %(letters)s. Ask again once it is."),
        WhyKept.UNDERWAY: _("Not erased yet, since a message to you has not left: %(letters)s. Ask again afterwards."),
        WhyKept.HELD: _(
            "Not erased but restricted, since a complaint, a petition or a court needs it: %(letters)s. "
            "It is only kept and protected (art. 47 para. 2)."
        ),
        WhyKept.TERM: _(
            "Not erased but restricted, since its term of storage (%(act)s) still runs: %(letters)s. "
            "It is only kept and protected until then (art. 47 para. 2)."
        ),
    }[why] % told


def _ending() -> str:
    return _(
        "If you do not agree, you may complain to the department that protects personal information (art. 65), "
        "or sue where a request was refused (art. 50)."
    )


def _listed(letters: Sequence[str]) -> str:
    return "、".join(letters)


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
