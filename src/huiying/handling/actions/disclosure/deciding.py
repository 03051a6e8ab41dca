"""答复决定 · How a request is answered, on which ground, and in which row of the annual report it counts (art. 36); the
words of the answer are laid in the draft, to be signed and sent as any reply is.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.provisions import Outcome, RefusalGround
from huiying.people.models import User

from ...disclosure import papers
from ...disclosure.course import Course
from ...models import Case, Draft, PartySort, Redaction
from ..moving import require, tell_ledger
from ..signing import save_draft
from .beginning import about, looked_at, words

DISCLOSES = ("granted", "already_public")
NEEDS_NO_WORDS = ("granted", "partial", "other")  # the last where its ground has words of its own


@transaction.atomic
def decide(case: Case, *, outcome: str, ground: str = "", why: str = "", by: User, at: datetime) -> Draft:
    """Say how the request is answered; the draft of the answer is written from it."""
    require(by, "handling.disclosure.decide", case)
    told = looked_at(case, "decide", at)
    chosen = next((each for each in told.outcomes if each.id == outcome), None)
    if chosen is None:
        raise InputError(_("Say how the request is answered."), where="outcome")
    fits = _ground(told, chosen, ground)
    why = words(why, "why", _("reason"), needed=outcome not in NEEDS_NO_WORDS or ground == papers.OTHERWISE)
    _check(told, chosen, fits)
    request = told.request
    request.outcome, request.ground, request.why = outcome, fits.id if fits else "", why
    request.row, request.decided_at = fits.row if fits else chosen.row, at
    request.save(update_fields=["outcome", "ground", "why", "row", "decided_at"])
    tell_ledger("disclosure.decided", case, by, at, answer=chosen.title, row=request.row)
    text = papers.answer(
        about(case, told.request),
        outcome,
        ground=fits,
        why=why,
        taken=_taken(told) if outcome == "partial" else (),
        remedies=told.rules.remedies,
    )
    return save_draft(case, text="\n\n".join(text), make_public=False, by=by, at=at)


def _ground(told: Course, outcome: Outcome, ground: str) -> RefusalGround | None:
    """The ground that says in which row below its own the outcome counts, where it has such rows."""
    possible = told.grounds_of(outcome)
    if not possible:
        return None
    found = next((each for each in possible if each.id == ground), None)
    if found is None:
        fix = "、".join(each.title for each in possible)
        raise InputError(_("This answer needs one of its grounds."), where="ground", fix=fix)
    return found


def _check(told: Course, outcome: Outcome, ground: RefusalGround | None) -> None:
    """What the acts ask for before such an answer may be given."""
    where = told.case.number
    if not told.request.applicant:
        raise RuleError(_("Say first what sort of applicant it is: the annual report counts by it."), where=where)
    if outcome.id in DISCLOSES and (against := [p.name for p in told.parties if p.stands_against]):
        raise RuleError(
            _("These object, and nobody has decided to disclose all the same: %(names)s.")
            % {"names": "、".join(against)},
            where=where,
            fix=_("Withhold what concerns them, or have a leader override it for the public interest (art. 32)."),
        )
    if outcome.id == "partial" and not told.request.copies.filter(result__removed_at=None).exists():
        raise RuleError(
            _("A request is granted in part with a redacted copy (art. 37)."), where=where, fix=_("Make one first.")
        )
    needed = {
        "excessive": (told.request.reasons_sound is False, _("The applicant is asked for reasons first (art. 35).")),
        "third_party_right": (
            any(party.sort == PartySort.THIRD_PARTY for party in told.parties),
            _("The third party is asked in writing first (art. 32)."),
        ),
        "still_unclear": (told.corrected, _("A correction is asked for first (art. 30).")),
    }
    met, refused = needed.get(ground.id if ground else "", (True, ""))
    if not met:
        raise RuleError(refused, where=where)


def _taken(told: Course) -> list[papers.Taken]:
    rows = Redaction.objects.filter(copy__request=told.request, copy__result__removed_at=None).order_by("copy", "mark")
    grounds = told.rules.grounds
    return [
        papers.Taken(row.copy.result.name, row.mark, grounds[row.ground]) for row in rows.select_related("copy__result")
    ]
