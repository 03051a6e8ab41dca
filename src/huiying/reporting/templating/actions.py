"""The deeds on templates: given, when tried on real figures; withdrawn, when the former one is to hold again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.handling.files import require_harmless
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User
from huiying.reporting import subjects
from huiying.reporting.asked import Asked
from huiying.reporting.facts import common
from huiying.reporting.figures import Numbers, Period
from huiying.reporting.models import PaperForm, PaperKind, PaperTemplate
from huiying.reporting.moment import one_moment
from huiying.reporting.papers.sorts import SORTS

from .filling import fill
from .keeping import take_all
from .package import check_tags, opened

DEED = "reporting.templates"
TRIED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Trial:
    """A paper composed from the figures of the last thirty days, kept nowhere: what a template is tried on."""

    facts: Mapping[str, Any]
    composed: Any


def may_have(kind: str) -> bool:
    """Whether papers of a kind are written as DOCX, so that a template can be given for them."""
    return kind in SORTS and PaperForm.DOCX in SORTS[PaperKind(kind)].writers


def trial(kind: PaperKind, *, by: User, at: datetime) -> Trial | None:
    """None where a kind needs a matter and there is none to try it on."""
    today, reach = timezone.localtime(at).date(), policies.units(by, "reporting.read")
    subject = next((key for key, _title in subjects.search(kind, "", reach)), "")
    if kind in subjects.NEEDED and not subject:
        return None
    asked = Asked(Period(today - TRIED, today, reach), at, subject)
    numbers = Numbers(asked.period)
    with one_moment():
        take_all(numbers)
        gathered = SORTS[kind].gather(asked, numbers)
    facts = {**common(asked), **gathered, "numbers": numbers.facts()}
    return Trial(facts, SORTS[kind].compose(facts))


def give_template(kind: PaperKind, name: str, content: bytes, *, by: User, at: datetime) -> PaperTemplate:
    """Keep the next version for the person's unit, if it can be filled; later papers are written with it."""
    unit = by.place()
    policies.require(by, DEED, unit)
    assert unit is not None
    if not may_have(kind):
        raise InputError(_("Papers of this kind are not written as DOCX."), where="kind", fix=_("Choose another kind."))
    require_harmless(name, content)
    check_tags(opened(name, content))
    if tried := trial(kind, by=by, at=at):
        fill(content, tried.facts, tried.composed)
    with transaction.atomic():
        versions = PaperTemplate.objects.select_for_update().filter(unit=unit, kind=kind)
        last = versions.aggregate(last=Max("version"))["last"] or 0
        given = PaperTemplate.objects.create(
            unit=unit,
            kind=kind,
            version=last + 1,
            name=name[-120:],
            content=content,
            digest=hashlib.sha256(content).hexdigest(),
            uploaded_at=at,
            by=by,
        )
        tell_ledger("paper_template.given", given, by, at)
    return given


@transaction.atomic
def withdraw_template(template: PaperTemplate, *, by: User, at: datetime) -> None:
    """The version before holds again, or none; papers that were written with it keep it."""
    policies.require(by, DEED, template)
    if PaperTemplate.objects.filter(pk=template.pk, withdrawn_at=None).update(withdrawn_at=at):
        tell_ledger("paper_template.withdrawn", template, by, at)


def tell_ledger(deed: str, template: PaperTemplate, by: User, at: datetime) -> None:
    told = {"kind": template.kind, "version": template.version, "digest": template.digest}
    record(deed, about=f"paper_template:{template.pk}", by=by, at=at, **told)
