"""The verbs of feedback: the writer rates the reply, and may ask for the case to be opened again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.handling import actions as handling
from huiying.handling.models import Reply
from huiying.ledger.actions import PUBLIC, record

from .models import Rating

MAX_COMMENT = 500


@transaction.atomic
def rate(reply: Reply, *, stars: int, solved: bool | None, comment: str, reopen: bool = False, at: datetime) -> Rating:
    """Keep the writer's word on a reply, once; who says it did not help may have the case opened again."""
    if stars not in range(1, 6):
        raise InputError(_("A rating is one to five stars."), where=reply.case.number)
    comment = comment.strip()[:MAX_COMMENT]
    try:
        with transaction.atomic():
            rating = Rating.objects.create(reply=reply, stars=stars, solved=solved, comment=comment, at=at)
    except IntegrityError as error:
        raise RuleError(_("This reply has been rated already."), where=reply.case.number) from error
    record("reply.rated", about=reply.case.ref, by=PUBLIC, at=at, stars=stars, solved=solved)
    if reopen and solved is False:
        handling.reopen(reply.case, reason=comment or _("The writer says the matter is not solved."), at=at)
    return rating
