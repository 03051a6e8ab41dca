"""收回结果 · The result of a drill comes back into the office: kept with its digest, its report written, its lessons
noted among what is to be trained.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User
from huiying.people.trainings.items import MOST_WHAT, add_training_item
from huiying.reporting.papers.sorts import OFFICIAL

from .models import Drill, DrillPaper, DrillState
from .report import due_on, report
from .scoring import digest_of, read_result

RUN = "drills.run"
OVER = (DrillState.STOPPED, DrillState.FAILED)
"""A drill that is astir is stopped first: a result says how it ended."""
MOST_EARLIER = 5


@transaction.atomic
def take_result(drill: Drill, result: Mapping[str, Any] | str | bytes, *, by: User, at: datetime) -> None:
    """Keep the result of a drill that is over, once, with its report. InputError where it is none, or is that of
    another drill.
    """
    policies.require(by, RUN, drill)
    told = read_result(result if isinstance(result, str | bytes) else json.dumps(result, ensure_ascii=False))
    if (told["drill"]["key"], told["drill"]["seed"]) != (drill.slug, drill.seed):
        raise InputError(
            _("This is the result of another drill."),
            where=told["drill"]["key"],
            fix=_("Take it from this drill's own world."),
        )
    kept = {"result": told, "score": told["score"], "digest": digest_of(told), "state": DrillState.SCORED}
    over = Drill.objects.filter(pk=drill.pk, state__in=OVER)
    if not over.update(**kept, ended_at=drill.ended_at or at):
        raise RuleError(
            _("This drill is scored already, or still goes on."), where=drill.title, fix=_("Stop it first.")
        )
    drill.refresh_from_db()
    papers = _write(drill, told, at)
    items = _teach(drill, told, by, at)
    facts = {"title": drill.title, "score": told["score"], "digest": drill.digest, "papers": papers, "items": items}
    record("drill.scored", about=f"drill:{drill.slug}", by=by, at=at, **facts)


def earlier(drill: Drill) -> list[Mapping[str, Any]]:
    """The results of earlier drills of the same sort in the same unit, the latest last."""
    scored = Drill.objects.filter(unit=drill.unit_id, sort=drill.sort, state=DrillState.SCORED)
    before = scored.filter(made_at__lte=drill.made_at).exclude(pk=drill.pk).order_by("-made_at", "-pk")
    return list(before.values_list("result", flat=True)[:MOST_EARLIER])[::-1]


def _write(drill: Drill, told: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """The report in each of its forms; returns their digests."""
    document = report(told, earlier(drill), dated=timezone.localtime(at).date())
    digests = {}
    for form, write in OFFICIAL.items():
        content = write(document)
        digests[form.value] = hashlib.sha256(content).hexdigest()
        DrillPaper.objects.create(
            drill=drill, form=form.value, content=content, digest=digests[form.value], written_at=at
        )
    return digests


def _teach(drill: Drill, told: Mapping[str, Any], by: User, at: datetime) -> int:
    """Each lesson becomes an item to train, by its day; returns how many."""
    lessons: Sequence[Mapping[str, Any]] = told["lessons"]
    for lesson in lessons:
        add_training_item(
            drill.unit,
            what=lesson["what"][:MOST_WHAT],
            source=f"drill:{drill.slug}",
            due_on=due_on(lesson, timezone.localtime(at).date()),
            by=by,
            at=at,
        )
    return len(lessons)
