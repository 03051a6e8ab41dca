"""The deeds by which a consultation is prepared, opened, prolonged and called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.zone import in_office_zone
from huiying.handling.files import Attached, filled
from huiying.handling.files import checked as checked_file
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, Unit, User

from ..consultations.drafts import articles_of, plain
from ..consultations.terms import MOST_REASON, checked
from ..models import Consultation, ConsultationFile, ConsultationResult, Phase, PortalStamp, ResultState
from ..searching.findable import CONSULTATION
from .finding import look_at

RUN = "publication.consultation"
MOST_FILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the office tells of a consultation."""

    section: Section
    kind: str
    title: str
    background: str
    who: str
    how: str
    draft: str
    starts_on: date
    ends_on: date
    shortened_because: str = ""


@transaction.atomic
def make_consultation(told: Told, *, unit: Unit, by: User, at: datetime) -> Consultation:
    """Begin a consultation; nobody outside sees it before it is published."""
    policies.require(by, RUN, unit)
    made = Consultation(slug=_slug(told.starts_on.year), unit=unit, made_by=by, made_at=at)
    _write(made, told)
    record("consultation.made", about=made.ref, by=by, at=at, title=made.title)
    return made


@transaction.atomic
def change_consultation(consultation: Consultation, told: Told, *, by: User, at: datetime) -> None:
    """Write it anew. Once it is published what people speak on does not change any more."""
    policies.require(by, RUN, consultation)
    now = _locked(consultation)
    if now.published_at is not None:
        raise RuleError(
            _("A published draft is not changed: people speak on it."),
            where=now.slug,
            fix=_("Call it off with a reason and hold another."),
        )
    _write(now, told)
    record("consultation.changed", about=now.ref, by=by, at=at, title=now.title)


def _write(one: Consultation, told: Told) -> None:
    if told.section.unit_id != one.unit_id:
        raise InputError(_("This section belongs to another unit."), where="section")
    articles = articles_of(told.draft)
    found, reason = checked(told.kind, told.starts_on, told.ends_on, told.shortened_because)
    one.section, one.kind = told.section, told.kind
    one.title, one.background, one.who = _line(told.title), plain(told.background), _line(told.who)
    one.how, one.draft = plain(told.how), plain(told.draft)
    one.starts_on, one.ends_on = told.starts_on, told.ends_on
    one.least_on, one.because, one.shortened_because = found.on, list(found.because), reason
    one.save()
    one.write_articles(articles)


@transaction.atomic
def publish_consultation(consultation: Consultation, *, by: User, at: datetime) -> None:
    """Put it on the portal: it opens on its first day by itself. One that would open late is not as long as the rule
    wants, so its first day must not be over.
    """
    policies.require(by, RUN, consultation)
    now = _locked(consultation)
    if now.published_at is not None:
        raise RuleError(_("This consultation is published already."), where=now.slug)
    if now.starts_on < in_office_zone(at).date():
        raise RuleError(
            _("Its first day is over already."), where=now.slug, fix=_("Choose today or a later day, and the end anew.")
        )
    Consultation.objects.filter(pk=now.pk).update(published_at=at)
    look_at(CONSULTATION, [now.pk])
    PortalStamp.change()
    facts = {"starts_on": now.starts_on.isoformat(), "ends_on": now.ends_on.isoformat()}
    record("consultation.published", about=now.ref, by=by, at=at, reason=now.shortened_because, **facts)


@transaction.atomic
def extend_consultation(consultation: Consultation, *, ends_on: date, reason: str, by: User, at: datetime) -> None:
    """Leave it open for longer; the reason stands on its page. What is over does not begin again."""
    policies.require(by, RUN, consultation)
    now, reason = _locked(consultation), _reason(reason)
    if now.phase(in_office_zone(at).date()) not in {Phase.COMING, Phase.OPEN}:
        raise RuleError(_("Only what is open, or will be, can be prolonged."), where=now.slug)
    if ends_on <= now.ends_on:
        raise InputError(_("The new last day has to be later than the one before."), where="ends_on")
    checked(now.kind, now.starts_on, ends_on, now.shortened_because or reason)
    told = {"first_ends_on": now.first_ends_on or now.ends_on, "extended_because": reason}
    Consultation.objects.filter(pk=now.pk).update(ends_on=ends_on, **told)
    PortalStamp.change()
    days = {"before_day": now.ends_on.isoformat(), "ends_on": ends_on.isoformat()}
    record("consultation.extended", about=now.ref, by=by, at=at, reason=reason, **days)


@transaction.atomic
def call_off_consultation(consultation: Consultation, *, reason: str, by: User, at: datetime) -> None:
    """End it without a result. It stays on the portal with the reason, so that who wrote knows."""
    policies.require(by, RUN, consultation)
    now, reason = _locked(consultation), _reason(reason)
    if now.phase(in_office_zone(at).date()) not in {Phase.COMING, Phase.OPEN, Phase.CLOSED}:
        raise RuleError(_("There is nothing to call off."), where=now.slug)
    Consultation.objects.filter(pk=now.pk).update(called_off_because=reason)
    look_at(CONSULTATION, [now.pk])
    waiting = ConsultationResult.objects.filter(consultation=now, state=ResultState.SUBMITTED)
    waiting.update(state=ResultState.DRAFT, submitted_at=None)
    PortalStamp.change()
    record("consultation.called_off", about=now.ref, by=by, at=at, reason=reason)


@transaction.atomic
def attach_to_consultation(
    consultation: Consultation, files: Sequence[Attached], *, by: User, at: datetime
) -> list[ConsultationFile]:
    """Put files with the draft, each checked by its content. InputError for a file that is not taken."""
    policies.require(by, RUN, consultation)
    now = _locked(consultation)
    if now.published_at is not None:
        raise RuleError(_("A published draft is not changed: people speak on it."), where=now.slug)
    if now.files.count() + len(files) > MOST_FILES:
        raise InputError(_("At most %(most)d files go with a draft.") % {"most": MOST_FILES}, where="files")
    kept = []
    for file in files:
        fit = checked_file(file.name, file.content)
        if not now.files.filter(digest=fit.digest).exists():
            one = filled(ConsultationFile(consultation=now), fit)
            one.save()
            kept.append(one)
    if kept:
        names = [one.name for one in kept]
        record("consultation.file_attached", about=now.ref, by=by, at=at, names="、".join(names))
    return kept


@transaction.atomic
def detach_from_consultation(file: ConsultationFile, *, by: User, at: datetime) -> None:
    """Take a file away again, before anybody outside has seen it."""
    policies.require(by, RUN, file.consultation)
    now = _locked(file.consultation)
    if now.published_at is not None:
        raise RuleError(_("A published draft is not changed: people speak on it."), where=now.slug)
    record("consultation.file_taken_out", about=now.ref, by=by, at=at, names=file.name)
    file.delete()


def _locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _slug(year: int) -> str:
    """The next number of the year: zj-2026-03, after 征集."""
    start = f"zj-{year}-"
    taken = Consultation.objects.select_for_update().filter(slug__startswith=start).values_list("slug", flat=True)
    numbers = [int(slug.removeprefix(start)) for slug in taken]
    return f"{start}{max(numbers, default=0) + 1:02d}"


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _reason(reason: str) -> str:
    told = " ".join(reason.split())
    if not told:
        raise InputError(_("Say why: it is published."), where="reason")
    if len(told) > MOST_REASON:
        raise InputError(
            _("Please make it shorter: at most %(limit)d characters.") % {"limit": MOST_REASON}, where="reason"
        )
    return told
