"""自编脚本 · A unit's own scenarios: checked, kept as versions, found again beside those that ship."""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from ..models import OwnScenario
from ..scenario.model import Scenario
from ..scenario.reading import read, shipped

WRITE = "drills.scenarios"
LONGEST = 200_000  # characters: a long day is a tenth of it
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")


@transaction.atomic
def keep_scenario(text: str, *, unit: Unit, by: User, at: datetime) -> OwnScenario:
    """Keep a scenario as the next version of its key; ScenarioError tells every mistake of it."""
    policies.require(by, WRITE, unit)
    if len(text) > LONGEST:
        raise InputError(_("This scenario is too long."), where=str(len(text)))
    found = read(text)
    if not _KEY.fullmatch(found.key):
        raise InputError(_("A key has small letters, digits and hyphens."), where=found.key[:60])
    if found.key in {one.key for one in shipped()}:
        raise InputError(
            _("A scenario that ships has this key."), where=found.key, fix=_("Choose another key for your own.")
        )
    last = OwnScenario.objects.filter(unit=unit, key=found.key).aggregate(last=Max("version"))["last"] or 0
    made = OwnScenario.objects.create(
        unit=unit, key=found.key, version=last + 1, title=found.title[:120], text=text, by=by, at=at
    )
    record("scenario.kept", about=f"scenario:{found.key}", by=by, at=at, title=made.title, version=made.version)
    return made


def own() -> QuerySet[OwnScenario]:
    """The last version of each."""
    same = OwnScenario.objects.filter(unit=OuterRef("unit"), key=OuterRef("key")).order_by("-version")
    return OwnScenario.objects.filter(pk=Subquery(same.values("pk")[:1]))


def scenario_named(key: str, *, unit: Unit) -> Scenario | None:
    """The scenario of this key: one that ships, or the unit's own as it reads now."""
    for found in shipped():
        if found.key == key:
            return found
    row = own().filter(unit=unit, key=key).first()
    return read(row.text) if row else None


def all_of(unit: Unit) -> list[Scenario]:
    """Every scenario that this unit can play. One of its own that a later version of the house refuses is left out."""
    found = list(shipped())
    for row in own().filter(unit=unit):
        try:
            found.append(read(row.text))
        except InputError:
            continue
    return found
