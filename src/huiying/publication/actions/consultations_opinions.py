"""The deeds on opinions: one is received, withdrawn by its writer, looked at in full, set aside, taken back in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.core.zone import in_office_zone
from huiying.handling.gate import codes, fingerprint
from huiying.ledger.actions import PUBLIC, record
from huiying.people import policies
from huiying.people.models import User

from ..consultations.drafts import plain
from ..models import Consultation, ConsultationArticle, JunkGround, Opinion, Phase, Standing

RUN, UNMASK = "publication.consultation", "publication.consultation.unmask"
MOST_TEXT = 3000
KEPT_AFTER = timedelta(days=30)  # names and contacts, once the result is out
BATCH = 20


@transaction.atomic
def receive_opinion(
    consultation: Consultation,
    *,
    token: UUID,
    text: str,
    article: ConsultationArticle | None = None,
    writer: str = "",
    contact: Mapping[str, str] | None = None,
    browser: str = "",
    at: datetime,
) -> tuple[Opinion, str]:
    """Take an opinion in; returns it with the query code of its writer. The same form sent twice is one opinion.

    `browser` is a key that only the writer's browser holds: by its digest one person's opinions are found where no
    contact was left. RuleError outside the term.
    """
    code = codes.code_for(str(token))
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if known := Opinion.objects.filter(token=token).first():
        return known, code
    if now.phase(in_office_zone(at).date()) != Phase.OPEN:
        raise RuleError(_("This consultation is not open now."), where=now.slug)
    if article is not None and (article.consultation_id != now.pk or not article.label):
        raise InputError(_("There is no such article in this draft."), where="article")
    words = plain(text)
    if not words or len(words) > MOST_TEXT:
        raise InputError(_("An opinion has between 1 and %(limit)d characters.") % {"limit": MOST_TEXT}, where="text")
    Consultation.objects.filter(pk=now.pk).update(taken=F("taken") + 1)
    left = {key: value for key, value in (contact or {}).items() if value}
    opinion = Opinion.objects.create(
        consultation=now,
        article=article,
        number=f"{now.slug}-{now.taken + 1:05d}",
        token=token,
        code=codes.sealed(code),
        text=words,
        writer=writer,
        contact=left,
        person=_person(left, browser),
        said_at=at,
    )
    record("opinion.received", about=now.ref, by=PUBLIC, at=at, number=opinion.number)
    return opinion, code


def _person(contact: Mapping[str, str], browser: str) -> str:
    for kind in ("phone", "mail"):
        if contact.get(kind):
            return fingerprint(kind, contact[kind].casefold())
    return fingerprint("browser", browser) if browser else ""


@transaction.atomic
def withdraw_opinion(opinion: Opinion, *, at: datetime) -> None:
    """Its writer takes it back before the end: the words and all that names the writer go, the number stays."""
    now = _locked(opinion)
    if now.consultation.phase(in_office_zone(at).date()) != Phase.OPEN:
        raise RuleError(_("The term is over; the opinion is being worked on."), where=now.number)
    if now.standing == Standing.WITHDRAWN:
        return
    now.standing, now.junk_ground, now.text, now.writer = Standing.WITHDRAWN, "", "", ""
    now.contact, now.person, now.point, now.copy_of, now.form_letter = {}, "", None, None, None
    now.save()
    now.copies.update(copy_of=None)
    record("opinion.withdrawn", about=now.consultation.ref, by=PUBLIC, at=at, number=now.number)


def show_opinion(opinion: Opinion, *, by: User, at: datetime) -> None:
    """Somebody looks at an opinion unmasked, with its writer: that is recorded."""
    policies.require(by, UNMASK, opinion)
    record("opinion.shown", about=opinion.consultation.ref, by=by, at=at, number=opinion.number)


@transaction.atomic
def set_opinion_aside(opinion: Opinion, *, ground: str, by: User, at: datetime) -> None:
    """Mark an opinion as junk, on one of the grounds. It is kept, and its writer can see on which."""
    policies.require(by, RUN, opinion)
    if ground not in JunkGround.values:
        raise InputError(_("Say on which ground it is set aside."), where="ground")
    now = _in_work(opinion)
    if now.standing != Standing.KEPT:
        raise RuleError(_("This opinion does not count already."), where=now.number)
    now.standing, now.junk_ground, now.point, now.copy_of, now.form_letter = Standing.JUNK, ground, None, None, None
    now.save()
    now.copies.update(copy_of=None)
    record("opinion.set_aside", about=now.consultation.ref, by=by, at=at, number=now.number, ground=ground)


@transaction.atomic
def take_opinion_back_in(opinion: Opinion, *, by: User, at: datetime) -> None:
    """An opinion that was set aside counts after all."""
    policies.require(by, RUN, opinion)
    now = _in_work(opinion)
    if now.standing != Standing.JUNK:
        raise RuleError(_("This opinion was not set aside."), where=now.number)
    now.standing, now.junk_ground = Standing.KEPT, ""
    now.save()
    record("opinion.taken_back_in", about=now.consultation.ref, by=by, at=at, number=now.number)


@transaction.atomic
def forget_writers(consultation: Consultation, *, by: User, at: datetime) -> int:
    """Take names and contacts out once the result is published (个人信息保护法 art. 19: no longer than necessary);
    returns of how many. The query codes still open what their writers wrote.
    """
    policies.require(by, RUN, consultation)
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if now.phase(in_office_zone(at).date()) not in {Phase.RESULT, Phase.CALLED_OFF}:
        raise RuleError(_("Contacts are needed until the result is published."), where=now.slug)
    return _forget(now, by, at)


def forget_writers_due(*, at: datetime) -> int:
    """Do so where the result is out, or the consultation called off, and who wrote had a month to ask about it; returns
    for how many consultations.
    """
    since = at - KEPT_AFTER
    told = Q(result_published_at__lte=since) | (~Q(called_off_because="") & Q(ends_on__lt=in_office_zone(since).date()))
    keys = list(Consultation.objects.filter(told, writers_forgotten_at=None).values_list("pk", flat=True)[:BATCH])
    return sum(_forgotten(key, at) for key in keys)


@transaction.atomic
def _forgotten(key: int, at: datetime) -> bool:
    now = Consultation.objects.select_for_update().get(pk=key)
    if now.writers_forgotten_at is not None:  # by another worker, while we waited
        return False
    _forget(now, None, at)
    return True


def _forget(now: Consultation, by: User | None, at: datetime) -> int:
    gone = now.opinions.update(writer="", contact={}, person="")
    Consultation.objects.filter(pk=now.pk).update(writers_forgotten_at=at)
    record("consultation.writers_forgotten", about=now.ref, by=by, at=at, count=gone)
    return gone


def _in_work(opinion: Opinion) -> Opinion:
    """The opinion, locked, of a consultation whose result is not written in stone yet."""
    now = _locked(opinion)
    refuse_when_told(now.consultation)
    return now


def _locked(opinion: Opinion) -> Opinion:
    """The opinion as it is now. Its consultation is locked first, as by the deeds that count the opinions: nothing
    slips in between the figures and their approval.
    """
    consultation = Consultation.objects.select_for_update().get(pk=opinion.consultation_id)
    now = Opinion.objects.select_for_update().get(pk=opinion.pk)
    now.consultation = consultation
    return now


def refuse_when_told(consultation: Consultation) -> None:
    """RuleError once the consultation is called off, or its result waits for approval or is published: what was counted
    stays.
    """
    if consultation.called_off_because:
        raise RuleError(_("This consultation was called off; nothing in it is worked on."), where=consultation.slug)
    result = getattr(consultation, "result", None)
    if result is not None and result.state != "draft":
        raise RuleError(
            _("The result is approved, or waits for it: nothing that it counts is changed."),
            where=consultation.slug,
            fix=_("Take the result back to drafting first."),
        )
