"""The deeds on points: the machine gathers them; people rename, merge, split, move, give them to a section, decide."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.handling.models import Outcome
from huiying.language import privacy
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User

from ..consultations.gathering import alike, copies, form_letters, propose
from ..models import Consultation, Opinion, Point
from .consultations_opinions import refuse_when_told

RUN, DECIDE = "publication.consultation", "publication.consultation.decide"
MOST_NAME, MOST_REASON = 120, 500


@transaction.atomic
def gather_points(consultation: Consultation, *, by: User, at: datetime) -> int:
    """Find copies, form letters and points among the opinions that stand; returns how many points there are. What a
    person has done to a point stays; what is like it joins it.
    """
    policies.require(by, RUN, consultation)
    now = _locked(consultation)
    standing = list(now.opinions.standing().order_by("pk"))
    _mark_copies(standing)
    points = {point.pk: point for point in now.points.filter(by_hand=True)}
    counted = [one for one in standing if one.copy_of_id is None]
    _place(now, counted, points)
    now.points.filter(by_hand=False, opinions=None).delete()
    many = now.points.count()
    Consultation.objects.filter(pk=now.pk).update(gathered_at=at)
    record("points.gathered", about=now.ref, by=by, at=at, points=many, opinions=len(counted))
    return many


def _mark_copies(standing: Sequence[Opinion]) -> None:
    groups = alike(standing)
    first, letters = copies(groups), form_letters(groups)
    changed = []
    for one in standing:
        told = (first.get(one.pk), letters.get(one.pk))
        if told != (one.copy_of_id, one.form_letter):
            one.copy_of_id, one.form_letter = told
            if told[0]:
                one.point_id = None
            changed.append(one)
    Opinion.objects.bulk_update(changed, ["copy_of", "form_letter", "point"], batch_size=500)


def _place(now: Consultation, counted: Sequence[Opinion], points: dict[int, Point]) -> None:
    """Every opinion into its point; the machine's own points of before give way to those it finds now."""
    now.points.filter(by_hand=False).delete()
    moved = []
    for found in propose(counted, points):
        point = found.point or Point.objects.create(
            consultation=now, article_id=found.article, name=found.name[:MOST_NAME]
        )
        for place, one in enumerate(found.opinions):
            one.point, one.place = point, place
            moved.append(one)
    Opinion.objects.bulk_update(moved, ["point", "place"], batch_size=500)


@transaction.atomic
def rename_point(point: Point, *, name: str, by: User, at: datetime) -> None:
    """Give a point a better name; it is published, so it names nobody."""
    policies.require(by, RUN, point)
    now, told = _held(point), " ".join(name.split())
    if not told or len(told) > MOST_NAME:
        raise InputError(_("A name has between 1 and %(limit)d characters.") % {"limit": MOST_NAME}, where="name")
    _refuse_personal(told, "name")
    Point.objects.filter(pk=now.pk).update(name=told, by_hand=True)
    record("point.renamed", about=now.consultation.ref, by=by, at=at, before_name=now.name, name=told)


@transaction.atomic
def merge_points(into: Point, others: Collection[Point], *, by: User, at: datetime) -> None:
    """Several points are one. A decision that one of the others had is gone with it, so it is decided anew."""
    policies.require(by, RUN, into)
    now = _held(into)
    taken = list(now.consultation.points.filter(pk__in=[one.pk for one in others]).exclude(pk=now.pk))
    if not taken:
        raise InputError(_("Choose the points that are to be merged."), where="points")
    if any(one.outcome for one in taken):
        raise RuleError(
            _("A decided point is not merged into another."), where=now.name, fix=_("Take the decision back first.")
        )
    articles = {one.article_id for one in taken} | {now.article_id}
    Opinion.objects.filter(point__in=taken).update(point=now)
    Point.objects.filter(pk__in=[one.pk for one in taken]).delete()
    article = now.article_id if len(articles) == 1 else None
    Point.objects.filter(pk=now.pk).update(by_hand=True, article=article)
    names = [one.name for one in taken]
    record("points.merged", about=now.consultation.ref, by=by, at=at, name=now.name, others=names)


@transaction.atomic
def split_point(point: Point, opinions: Collection[Opinion], *, name: str, by: User, at: datetime) -> Point:
    """Some of the opinions of a point make another point of their own."""
    policies.require(by, RUN, point)
    now, told = _held(point), " ".join(name.split())
    chosen = list(now.opinions.filter(pk__in=[one.pk for one in opinions]))
    if not chosen or len(chosen) == now.opinions.count():
        raise InputError(_("Choose some of the opinions, and leave some."), where="opinions")
    if not told or len(told) > MOST_NAME:
        raise InputError(_("A name has between 1 and %(limit)d characters.") % {"limit": MOST_NAME}, where="name")
    _refuse_personal(told, "name")
    made = Point.objects.create(consultation=now.consultation, article=now.article, name=told, by_hand=True)
    Opinion.objects.filter(pk__in=[one.pk for one in chosen]).update(point=made)
    Point.objects.filter(pk=now.pk).update(by_hand=True)
    record("point.split", about=now.consultation.ref, by=by, at=at, name=now.name, made=told, count=len(chosen))
    return made


@transaction.atomic
def move_opinion(opinion: Opinion, *, to: Point, by: User, at: datetime) -> None:
    """An opinion belongs to another point."""
    policies.require(by, RUN, to)
    now = _held(to)
    if opinion.consultation_id != now.consultation_id:
        raise InputError(_("This point belongs to another consultation."), where="to")
    before = opinion.point
    Opinion.objects.filter(pk=opinion.pk).update(point=now, place=now.opinions.count())
    Point.objects.filter(pk__in=[one.pk for one in (before, now) if one]).update(by_hand=True)
    facts = {"number": opinion.number, "before_name": before.name if before else "", "name": now.name}
    record("opinion.moved", about=now.consultation.ref, by=by, at=at, **facts)


@transaction.atomic
def give_point(point: Point, *, section: Section, by: User, at: datetime) -> None:
    """A named section is to say what becomes of a point."""
    policies.require(by, RUN, point)
    now = _held(point)
    if section.unit_id != now.consultation.unit_id:
        raise InputError(_("This section belongs to another unit."), where="section")
    if now.outcome:
        raise RuleError(_("This point is decided already."), where=now.name, fix=_("Take the decision back first."))
    Point.objects.filter(pk=now.pk).update(section=section, by_hand=True)
    record("point.given", about=now.consultation.ref, by=by, at=at, name=now.name, section=section.name)


@transaction.atomic
def decide_point(point: Point, *, outcome: str, reason: str, by: User, at: datetime) -> None:
    """The section says whether a point is adopted, and why: what is said is to be sorted and studied, and what is
    reasonable adopted (重大行政决策程序暂行条例 art. 18). A later word takes the place of an earlier one.
    """
    now = _held(point)
    policies.require(by, DECIDE, now)
    if now.section is None:
        raise RuleError(_("No section has this point yet."), where=now.name, fix=_("Give it to a section first."))
    if outcome not in Outcome.values:
        raise InputError(_("Say what became of it."), where="outcome")
    told = " ".join(reason.split())
    if not told or len(told) > MOST_REASON:
        raise InputError(
            _("The reason has between 1 and %(limit)d characters.") % {"limit": MOST_REASON}, where="reason"
        )
    _refuse_personal(told, "reason")
    Point.objects.filter(pk=now.pk).update(outcome=outcome, reason=told, decided_by=by, decided_at=at, by_hand=True)
    facts = {"name": now.name, "outcome": outcome, "section": now.section.name, "reason": told}
    record("point.decided", about=now.consultation.ref, by=by, at=at, **facts)


@transaction.atomic
def undecide_point(point: Point, *, by: User, at: datetime) -> None:
    """Take a decision back, so that the point can be merged or given to another section."""
    now = _held(point)
    policies.require(by, DECIDE, now)
    Point.objects.filter(pk=now.pk).update(outcome="", reason="", decided_by=None, decided_at=None)
    record("point.decision_taken_back", about=now.consultation.ref, by=by, at=at, name=now.name)


def _locked(consultation: Consultation) -> Consultation:
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    refuse_when_told(now)
    return now


def _held(point: Point) -> Point:
    """The point as it is now, its consultation locked."""
    now = Point.objects.select_related("section", "article").get(pk=point.pk)
    now.consultation = _locked(now.consultation)
    return now


def _refuse_personal(told: str, where: str) -> None:
    if privacy.find(told):
        raise InputError(
            _("It names personal data, and it is published."),
            where=where,
            fix=_("Write it without names, numbers and addresses."),
        )
