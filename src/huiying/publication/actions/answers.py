"""The verbs of publication: an answer goes over the wall as a copy, or is kept back with a reason."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.handling.models import Reply
from huiying.handling.publishable import publishable
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..models import BoardThread, PublishedAnswer


@transaction.atomic
def publish_answer(reply: Reply, *, by: User, at: datetime) -> PublishedAnswer:
    """Publish the redacted copy of an answer that the writer and the reviewers agreed to show (政府信息公开条例
    art. 15).
    """
    policies.require(by, "publication.publish", reply)
    if not _waiting(reply).update(published_at=at):
        raise RuleError(_("This answer is published already, or was not meant to be shown."), where=reply.case.number)
    copy = publishable(reply)
    # what a person hid of the letter on the board stays hidden where it is answered
    shown = BoardThread.objects.filter(reference=copy.reference).first()
    answer, _created = PublishedAnswer.objects.update_or_create(
        reference=copy.reference,
        defaults={
            "title": shown.title if shown else copy.title,
            "question": shown.text if shown else copy.question,
            "answer": copy.answer,
            "channel": copy.channel,
            "theme": copy.theme,
            "section": copy.section,
            "accepted_on": copy.accepted_on,
            "replied_on": copy.replied_on,
            "published_at": at,
            "adoption": copy.adoption,
            "adoption_reason": copy.adoption_reason,
        },
    )
    record("answer.published", about=reply.case.ref, by=by, at=at, reference=copy.reference, masked=copy.masked)
    return answer


@transaction.atomic
def keep_back(reply: Reply, *, reason: str, by: User, at: datetime) -> None:
    """Decide not to publish an answer, and say why."""
    policies.require(by, "publication.publish", reply)
    if not reason.strip():
        raise InputError(_("An answer is kept back with a reason."), where=reply.case.number, fix=_("Say why."))
    if not _waiting(reply).update(make_public=False):
        raise RuleError(_("This answer no longer waits for publication."), where=reply.case.number)
    record("answer.kept_back", about=reply.case.ref, by=by, at=at, reason=reason.strip())


def _waiting(reply: Reply) -> QuerySet[Reply]:
    """The reply while it waits for publication. What an editor changes is asked of the row itself: of two who press at
    once PostgreSQL would let both through what stands behind the joins alone.
    """
    shelf = Reply.objects.publishable().values("pk")
    return Reply.objects.filter(pk=reply.pk, make_public=True, published_at=None, pk__in=shelf)
