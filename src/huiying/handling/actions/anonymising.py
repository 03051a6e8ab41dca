"""匿名化 · The personal data of a case that is over leaves it, for good; number, times, parts and figures stay
(个人信息保护法 arts. 19, 47). What is needed longer is held, with a reason.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import HuiyingError, InputError, RuleError
from huiying.core.retention import Retention
from huiying.intake.models import Delivery, Voice
from huiying.language import privacy
from huiying.ledger.actions import take_words_out
from huiying.ledger.turns import turn
from huiying.people.models import User

from ..keeping.due import due, is_over, retention
from ..keeping.masking import Masker, known_of, mask_copies, mask_rows
from ..keeping.places import IN_PUBLIC, OF_ITS_VOICES, OF_THE_CASE
from ..models import Case, ConsultedParty, Hold, HoldGround, PartySort, Slip
from .declining import checked
from .forgetting import forget_writers, letters_of, remove_files_of
from .indexing import index_again
from .moving import require, tell_ledger

log = logging.getLogger(__name__)

MOST_BASIS = 300
BATCH = 20


@transaction.atomic
def anonymise(case: Case, *, basis: str, remove_files: bool = True, by: User | None, at: datetime) -> None:
    """Take the personal data out of the case, its letters, drafts, replies and messages, out of what of it stands in
    public, and people's words out of the ledger's entries about it. `basis` is why now: the term of the regulation, or
    that its writer asked for it. It cannot be undone.
    """
    require(by, "handling.anonymise", case)
    basis = _basis(basis)
    locked = _locked(case)
    voices = letters_of(locked)
    _refuse_waiting(locked, voices)
    masker = Masker([*known_of(voices), *_third_parties(locked)])
    for places, keys in ((OF_THE_CASE, [locked.pk]), (OF_ITS_VOICES, [voice.pk for voice in voices])):
        for place in places:
            mask_rows(place, keys, masker)
    mask_copies(IN_PUBLIC, [voice.number for voice in voices], masker)
    Slip.objects.filter(case=locked).delete()
    files = remove_files_of(locked, voices) if remove_files else 0
    forget_writers(voices)
    index_again([voice.pk for voice in voices])
    gone = take_words_out([locked.ref, *(f"voice:{voice.number}" for voice in voices)])
    Case.objects.filter(pk=locked.pk).update(anonymised_at=at)
    case.refresh_from_db()
    facts = {"basis": basis, "voices": len(voices), "files": files, "entries": gone}
    tell_ledger("case.anonymised", case, by, at, **facts)


def anonymise_due(*, at: datetime, limit: int = BATCH) -> int:
    """Take what is due by a regulation that says that the machine does it; returns how many were taken. One that
    refuses is left, and told in the log.
    """
    told = retention(at)
    if told is None or told.years is None or not told.automatic:
        return 0
    with turn("anonymising") as ours:
        return _taken(told, at, limit) if ours else 0


def _taken(told: Retention, at: datetime, limit: int) -> int:
    assert told.years is not None
    taken = 0
    for case in due(Case.objects.all(), at, told.years)[: 5 * limit]:
        if taken == limit:
            break
        try:
            anonymise(case, basis=told.cited.zh, remove_files=told.removes_files, by=None, at=at)
        except HuiyingError as refused:
            log.warning("The personal data of case %s stays: %s", case.number, refused)
        else:
            taken += 1
    return taken


@transaction.atomic
def hold(case: Case, *, ground: str, reason: str, by: User, at: datetime) -> Hold:
    """Keep the personal data of a case beyond its term: somebody complains, petitions or sues about it."""
    require(by, "handling.hold", case)
    if ground not in HoldGround.values:
        raise InputError(_("Say on what ground it is held."), where="ground")
    reason = checked(reason, case, _("reason"), needed=True)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.anonymised_at:
        raise RuleError(_("The personal data of this case is gone already."), where=case.number)
    if locked.holds.filter(lifted_at=None).exists():
        raise RuleError(_("This case is held already."), where=case.number)
    tell_ledger("case.held", case, by, at, ground=ground, reason=reason)
    return Hold.objects.create(case=case, ground=ground, reason=reason, by=by, at=at)


@transaction.atomic
def lift(held: Hold, *, by: User, at: datetime) -> None:
    """Hold a case no longer; from now on its term counts again."""
    require(by, "handling.hold", held.case)
    if not Hold.objects.filter(pk=held.pk, lifted_at=None).update(lifted_at=at, lifted_by=by):
        raise RuleError(_("Somebody else has just lifted this hold."), where=held.case.number)
    tell_ledger("case.hold_lifted", held.case, by, at)


def _third_parties(case: Case) -> list[str]:
    """Whom a disclosure request concerned besides its applicant, and how they were reached."""
    asked = ConsultedParty.objects.filter(request__case=case, sort=PartySort.THIRD_PARTY)
    return [word for row in asked.values_list("name", "contact") for word in row if word]


def _basis(basis: str) -> str:
    basis = " ".join(basis.split())
    if not basis or len(basis) > MOST_BASIS:
        raise InputError(_("The basis has between 1 and %(limit)d characters.") % {"limit": MOST_BASIS}, where="basis")
    if privacy.find(basis):
        raise InputError(_("The basis stays in the ledger; write it without personal data."), where="basis")
    return basis


def _locked(case: Case) -> Case:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.anonymised_at:
        raise RuleError(_("The personal data of this case is gone already."), where=case.number)
    if not is_over(locked):
        raise RuleError(
            _("Only a case that is over loses its personal data."), where=case.number, fix=_("Close its file first.")
        )
    if locked.holds.filter(lifted_at=None).exists():
        raise RuleError(_("This case is held."), where=case.number, fix=_("Lift the hold first."))
    return locked


def _refuse_waiting(case: Case, voices: Sequence[Voice]) -> None:
    waiting = (Delivery.State.WAITING, Delivery.State.SENDING)
    if Delivery.objects.filter(voice__in=voices, state__in=waiting).exists():
        raise RuleError(
            _("A message to the writer has not left yet."),
            where=case.number,
            fix=_("Wait until it is sent, or stop it in the outbox."),
        )
    if Case.objects.waiting_with(case).exists():
        raise RuleError(_("Other cases wait for the reply of this one."), where=case.number)
