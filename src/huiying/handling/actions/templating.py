"""答复模板 · The texts from which replies begin: made, changed by versions, put aside. A draft keeps the words that it
took.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.assessment.models import Kind
from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from ..models import ReplyTemplate, TemplateVersion
from ..variables import KNOWN, unknown

MOST_TEXT_OF_A_TEMPLATE = 5000


@transaction.atomic
def make_template(unit: Unit, *, name: str, kinds: Sequence[str], text: str, by: User, at: datetime) -> ReplyTemplate:
    """A new template of a unit, for these kinds of letter, or for all where none is named."""
    policies.require(by, "handling.templates", unit)
    told = _checked(unit, name, kinds, text)
    template = ReplyTemplate.objects.create(unit=unit, by=by, at=at, **told)
    _keep(template)
    record("template.made", about=f"template:{template.pk}", by=by, at=at, name=template.name)
    return template


@transaction.atomic
def change_template(
    template: ReplyTemplate, *, seen: int, name: str, kinds: Sequence[str], text: str, by: User, at: datetime
) -> None:
    """Write the next version; `seen` is the version that was changed. Nothing changed means somebody was first."""
    policies.require(by, "handling.templates", template)
    told = _checked(template.unit, name, kinds, text, but=template.pk)
    mine = ReplyTemplate.objects.filter(pk=template.pk, version=seen, retired_at=None)
    if not mine.update(version=seen + 1, by=by, at=at, **told):
        raise RuleError(
            _("Somebody else has just changed this template."), fix=_("Open it again, and compare with what you wrote.")
        )
    template.refresh_from_db()
    _keep(template)
    facts = {"name": template.name, "version": template.version}
    record("template.changed", about=f"template:{template.pk}", by=by, at=at, **facts)


@transaction.atomic
def retire_template(template: ReplyTemplate, *, by: User, at: datetime) -> None:
    """Put a template aside: it is offered no more; what was written from it stays."""
    policies.require(by, "handling.templates", template)
    if not ReplyTemplate.objects.filter(pk=template.pk, retired_at=None).update(retired_at=at):
        raise RuleError(_("This template is put aside already."))
    record("template.retired", about=f"template:{template.pk}", by=by, at=at, name=template.name)


def _checked(unit: Unit, name: str, kinds: Sequence[str], text: str, *, but: int = 0) -> dict[str, object]:
    name, text = name.strip(), text.strip()
    if not name or not text:
        raise InputError(_("A template has a name and a text."), where="text" if name else "name")
    if wrong := [kind for kind in kinds if kind not in Kind.values]:
        raise InputError(_("There is no kind “%(kind)s”.") % {"kind": wrong[0]}, where="kinds")
    if wrong := unknown(text):
        told = {"names": "、".join(f"{{{one}}}" for one in wrong)}
        raise InputError(
            _("Unknown variables: %(names)s.") % told,
            where="text",
            fix=_("Known: %(names)s.") % {"names": "、".join(f"{{{one}}}" for one in KNOWN)},
        )
    if ReplyTemplate.objects.filter(unit=unit, name=name, retired_at=None).exclude(pk=but).exists():
        raise InputError(_("There is a template of this name already."), where="name")
    return {"name": name, "kinds": list(kinds), "text": text}


def _keep(template: ReplyTemplate) -> None:
    told = {"name": template.name, "kinds": template.kinds, "text": template.text}
    TemplateVersion.objects.create(template=template, version=template.version, by=template.by, at=template.at, **told)
