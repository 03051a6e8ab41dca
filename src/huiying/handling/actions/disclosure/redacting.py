"""部分公开 · A copy of a file of the case without the passages that are not disclosed (art. 37): checked, kept beside
the original, and sent with the answer.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.intake.channel import Attached
from huiying.people.models import User

from ...disclosure.redacting import ENDINGS, Passage, redact
from ...disclosure.redacting.passages import LEAST, MOST, bare
from ...models import CaseFile, RedactedCopy, Redaction
from ..enclosing import enclose
from ..moving import require, tell_ledger
from .beginning import looked_at

MOST_PASSAGES = 40


@transaction.atomic
def make_copy(source: CaseFile, *, passages: Sequence[tuple[str, str]], by: User, at: datetime) -> RedactedCopy:
    """A copy of `source` without the passages, each given with its ground. The original does not go to the writer."""
    case = source.case
    require(by, "handling.disclosure.redact", case)
    told = looked_at(case, "redact", at)
    if source.removed_at is not None or not source.file:
        raise RuleError(_("This file was taken out of the case."), where=case.number)
    if source.to_writer:
        raise RuleError(
            _("The original would go to the applicant with the answer."),
            where=case.number,
            fix=_("Take it out, and attach it for the case alone."),
        )
    grounds = {ground.id: ground for ground in told.rules.grounds.values() if ground.row.startswith("3.")}
    sought = _passages(passages, set(grounds))
    with source.file.open("rb") as kept:
        made = redact(kept.read(), source.media_type, sought)
    number = told.request.copies.count() + 1
    name = _("disclosed-copy-%(n)d") % {"n": number}
    file = Attached(name=f"{name}.{ENDINGS[source.media_type]}", content=made.content)
    what = _("Redacted copy, %(n)d passages taken out") % {"n": len(sought)}
    (result,) = enclose(case, [file], description=what, to_writer=True, by=by, at=at)
    copy = RedactedCopy.objects.create(request=told.request, source=source, result=result, by=by, at=at)
    Redaction.objects.bulk_create(
        Redaction(copy=copy, mark=each.mark, ground=each.ground, times=made.times[each.mark]) for each in sought
    )
    facts = {"source": source.pk, "file": result.pk, "passages": len(sought), "left_out": made.left_out}
    tell_ledger("disclosure.copy_made", case, by, at, **facts)
    return copy


def _passages(told: Sequence[tuple[str, str]], grounds: set[str]) -> list[Passage]:
    """Each line of a passage by itself: lines are what can be found again in every sort of file."""
    sought: list[Passage] = []
    for text, ground in told:
        if not text.strip():
            continue
        if ground not in grounds:
            raise InputError(_("Say on which ground the passage is withheld."), where="passages")
        for line in filter(None, (line.strip() for line in text.splitlines())):
            sought.append(Passage(len(sought) + 1, _fitting(line), ground))
    if not sought:
        raise InputError(_("Choose at least one passage."), where="passages")
    if len(sought) > MOST_PASSAGES:
        raise InputError(_("At most %(most)d passages at once.") % {"most": MOST_PASSAGES}, where="passages")
    return sought


def _fitting(line: str) -> str:
    if not LEAST <= len(bare(line)) <= MOST:
        told = {"least": LEAST, "most": MOST}
        raise InputError(_("A passage has %(least)d to %(most)d characters.") % told, where="passages")
    return line
