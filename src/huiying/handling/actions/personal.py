"""个人信息请求 · A person gets a copy of what is held on them; or asks that it be erased, which one of the staff
registers and another decides, since it cannot be undone.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from huiying.core.erasing import RESTRICTED, Ground, Kept, verdict
from huiying.core.errors import InputError, RuleError
from huiying.core.retention import ended_before
from huiying.intake.models import AddressKind, Correspondent, Delivery, Voice
from huiying.intake.numbers import take
from huiying.language import privacy
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from ..keeping.due import act, is_over, retention
from ..keeping.masking import Masker, known_of, mask_rows
from ..keeping.places import OF_ITS_VOICES
from ..models import Case, ErasureGround, PersonRequest, Proof, Restriction
from ..persons.letters import DEED, FOLLOWERS, OPINIONS, Letters, left_elsewhere, letters_of_person, persons, units_of
from ..persons.outcome import Line, Outcome, letter, refusal
from .anonymising import anonymise
from .forgetting import forget_writers, letters_of
from .indexing import index_again

APPROVE = "handling.personal.approve"
MOST_REASON = 300


@transaction.atomic
def register_copy(
    person: Correspondent, *, proof: str, received_on: date, letters: int, files: int, by: User, at: datetime
) -> PersonRequest:
    """Record that a copy of what is held on a person is handed to them (个人信息保护法 art. 45)."""
    made = _registered(person, PersonRequest.Kind.COPY, proof, received_on, by, at)
    made.state, made.decided_by, made.decided_at = PersonRequest.State.DONE, by, at
    made.save()
    record("personal.copied", about=made.ref, by=by, at=at, proof=proof, letters=letters, files=files)
    return made


@transaction.atomic
def ask_erasure(
    person: Correspondent, *, proof: str, ground: str, received_on: date, by: User, at: datetime
) -> PersonRequest:
    """Register that a person asks for erasure; nothing is erased before somebody else approves it."""
    if ground not in ErasureGround.values:
        raise InputError(_("Say on which ground it is asked for."), where="ground")
    if PersonRequest.objects.filter(correspondent=person, state=PersonRequest.State.WAITING).exists():
        raise RuleError(_("A request of this person waits for approval already."))
    made = _registered(person, PersonRequest.Kind.ERASE, proof, received_on, by, at, ground)
    made.save()
    record("personal.asked", about=made.ref, by=by, at=at, ground=ground, proof=proof)
    return made


def foreseen(request: PersonRequest, at: datetime) -> list[Line]:
    """What an approval now would do, letter by letter; nothing where the person is gone."""
    if request.correspondent is None:
        return []
    return _lines(letters_of_person(request.correspondent, request.unit), Ground(request.ground), at)


@transaction.atomic
def approve_erasure(request: PersonRequest, *, by: User, at: datetime) -> PersonRequest:
    """Erase what nothing keeps, restrict what is kept by its term or a hold, and write the answer to the person."""
    now = _waiting(request, by)
    person = now.correspondent
    if person is None:
        raise RuleError(_("Nothing leads to this person any more."), where=now.number)
    found, basis = letters_of_person(person, now.unit), f"个人信息保护法 art. 47，{now.number}"
    reaches = list(person.addresses.exclude(kind=AddressKind.NAME))
    masker = Masker([person.name, *(row.value for row in reaches)])
    opinions, follows = _forget_elsewhere(person, now.unit, masker)
    lines = _lines(found, Ground(now.ground), at)
    _erase(found, lines, basis, now.asked_by, at)
    _restrict(now, found, lines, at)
    forgotten = not Correspondent.objects.filter(pk=person.pk).exists()
    outcome = Outcome(tuple(lines), opinions, follows, forgotten)
    now.refresh_from_db()
    with translation.override(settings.LANGUAGE_CODE):
        text = letter(now, outcome, term=act(retention(at)))
    return _decided(now, PersonRequest.State.DONE, by, at, outcome=[line.to_json() for line in lines], letter=text)


@transaction.atomic
def refuse_erasure(request: PersonRequest, *, reason: str, by: User, at: datetime) -> PersonRequest:
    """Refuse with a reason, which the person is told and may sue about (art. 50)."""
    now, reason = _waiting(request, by), reason.strip()
    if not reason or len(reason) > MOST_REASON:
        raise InputError(_("Say why, in at most %(limit)d characters.") % {"limit": MOST_REASON}, where="reason")
    if privacy.find(reason):
        raise InputError(_("Write the reason without personal data."), where="reason")
    with translation.override(settings.LANGUAGE_CODE):
        text = refusal(now, reason)
    return _decided(now, PersonRequest.State.REFUSED, by, at, reason=reason, letter=text)


@transaction.atomic
def lift_restriction(restriction: Restriction, *, by: User, at: datetime) -> None:
    """Use a restricted case again: its writer wrote anew about it, or a court asks."""
    policies.require(by, APPROVE, restriction.request)
    if not Restriction.objects.filter(pk=restriction.pk, lifted_at=None).update(lifted_at=at, lifted_by=by):
        raise RuleError(_("Somebody else has just lifted this restriction."), where=restriction.case.number)
    record("personal.unrestricted", about=restriction.case.ref, by=by, at=at, request=restriction.request.number)


def _registered(  # noqa: PLR0917
    person: Correspondent, kind: str, proof: str, received_on: date, by: User, at: datetime, ground: str = ""
) -> PersonRequest:
    """Of a person who wrote to one unit of `by`, and who is known to be the one that asks."""
    policies.require(by, DEED)
    if not persons(by).filter(pk=person.pk).exists():
        raise RuleError(_("This person wrote to no unit of yours."))
    if proof not in Proof.values:
        raise InputError(_("Say how the person proved who they are."), where="proof")
    if received_on > timezone.localtime(at).date():
        raise InputError(_("This day is in the future."), where="received_on")
    units = units_of(person, by)
    if len(units) != 1:
        raise RuleError(_("This person wrote to several units; each answers for itself."))
    year = timezone.localtime(at).year
    number = f"P{year}-{take(f'personal:{year}')[0]:04d}"
    told = {"proof": proof, "received_on": received_on, "asked_by": by, "asked_at": at, "ground": ground}
    return PersonRequest(number=number, kind=kind, unit=units[0], correspondent=person, **told)


def _waiting(request: PersonRequest, by: User) -> PersonRequest:
    policies.require(by, APPROVE, request)
    now = PersonRequest.objects.select_for_update().get(pk=request.pk)
    if now.state != PersonRequest.State.WAITING:
        raise RuleError(_("This request is decided already."), where=now.number)
    if now.asked_by_id == by.pk:
        raise RuleError(
            _("Who registered a request does not decide it."), where=now.number, fix=_("Let another person decide.")
        )
    return now


def _decided(now: PersonRequest, state: str, by: User, at: datetime, **told: object) -> PersonRequest:
    now.state, now.decided_by, now.decided_at = state, by, at
    for name, value in told.items():
        setattr(now, name, value)
    now.save()
    if state == PersonRequest.State.DONE:
        kept = [line["kept"] for line in now.outcome if line["kept"]]
        counts = {"erased": len(now.outcome) - len(kept), "kept": len(kept), "restricted": now.restrictions.count()}
        record("personal.approved", about=now.ref, by=by, at=at, ground=now.ground, **counts)
    else:
        record("personal.refused", about=now.ref, by=by, at=at, ground=now.ground)
    return now


def _lines(found: Letters, ground: Ground, at: datetime) -> list[Line]:
    lines = [
        Line(voice.number, found.cases[voice.pk].number, _why_kept(found.cases[voice.pk], ground, at))
        for voice in found.voices
        if voice.pk in found.cases and not found.cases[voice.pk].anonymised_at
    ]
    return lines + [
        Line(voice.number, kept="" if voice.taken_at or not voice.addressed else str(Kept.OPEN))
        for voice in found.without_case
    ]


def _why_kept(case: Case, ground: Ground, at: datetime) -> str:
    term = retention(at)
    runs = bool(term and term.years) and not (
        case.closed_at and case.closed_at < ended_before(timezone.localtime(at), term.years or 0)  # type: ignore[union-attr]
    )
    waiting = (Delivery.State.WAITING, Delivery.State.SENDING)
    underway = Delivery.objects.filter(voice__in=letters_of(case), state__in=waiting).exists()
    kept = verdict(
        ground,
        over=is_over(case),
        underway=underway or Case.objects.waiting_with(case).exists(),
        held=case.holds.filter(lifted_at=None).exists(),
        term_runs=runs,
    )
    return str(kept or "")


def _erase(found: Letters, lines: Sequence[Line], basis: str, by: User, at: datetime) -> None:
    """Each case by the deed that takes personal data out of one; `by` registered the request that was approved."""
    gone = {line.letter for line in lines if not line.kept}
    for voice in found.voices:
        if voice.number in gone and voice.pk in found.cases:
            anonymise(found.cases[voice.pk], basis=basis, by=by, at=at)
    _forget_overheard([voice for voice in found.without_case if voice.number in gone], by, at, basis)


def _forget_overheard(voices: Sequence[Voice], by: User, at: datetime, basis: str) -> None:
    if not voices:
        return
    masker, keys = Masker(known_of(voices)), [voice.pk for voice in voices]
    for place in OF_ITS_VOICES:
        mask_rows(place, keys, masker)
    forget_writers(voices)
    index_again(keys)
    for voice in voices:
        facts = {"basis": basis, "voices": 1, "files": 0, "entries": {}}
        record("case.anonymised", about=f"voice:{voice.number}", by=by, at=at, **facts)


def _restrict(request: PersonRequest, found: Letters, lines: Sequence[Line], at: datetime) -> None:
    cases = {case.number: case for case in found.cases.values()}
    for line in lines:
        if line.case and line.kept in RESTRICTED:
            Restriction.objects.get_or_create(
                case=cases[line.case], lifted_at=None, defaults={"request": request, "because": line.kept, "at": at}
            )


def _forget_elsewhere(person: Correspondent, unit: Unit, masker: Masker) -> tuple[int, int]:
    """Name and contact in opinions, of which the words are material of a decision and stay masked; and follows."""
    opinions = list(left_elsewhere(person, unit, OPINIONS))
    for row in opinions:
        row.writer, row.contact, row.person, row.text = "", {}, "", masker.text(row.text)
        row.save()
    followed = left_elsewhere(person, unit, FOLLOWERS)
    keys = list(followed.values_list("pk", flat=True))
    for key in keys:
        Delivery.objects.filter(voice=None, key__startswith=f"board:{key}:").update(to={})
    apps.get_model(FOLLOWERS)._default_manager.filter(pk__in=keys).delete()
    return len(opinions), len(keys)
