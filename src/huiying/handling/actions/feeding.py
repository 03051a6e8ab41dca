import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import NotAllowed
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..clocks.feeds import digest_of
from ..models import FeedKey


@transaction.atomic
def renew_feed(user: User, *, by: User, at: datetime) -> str:
    """Give a person a new address for their own due dates, and return its secret part: it is said only this once. The
    old address dies in the same moment.
    """
    policies.require(by, "handling.read")
    if by.pk != user.pk:
        raise NotAllowed(
            _("Only %(who)s may ask for this address.") % {"who": user}, fix=_("Ask them to do it themselves.")
        )
    token = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(user=user, defaults={"digest": digest_of(token), "made_at": at})
    record("feed.renewed", about=f"user:{user.username}", by=by, at=at)
    return token
