"""The office turns its three reviews on or off."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.ledger.actions import record
from huiying.people.models import User

from .. import reviewing
from ..editors import take_out_publishers
from ..models import HomePage


@transaction.atomic
def set_reviews(*, on: bool, at: datetime) -> None:
    """Turn the three reviews (三审三校) on or off, by hand on the machine that holds the office: whoever writes pages
    cannot decide that nobody reads them.
    """
    home = HomePage.objects.first()
    if home is None:
        raise RuleError(_("There is no portal yet."), fix=_("Make the office first: huiying init"))
    if reviewing.is_on() is on:
        return
    reviewing.switch(home, on=on)
    if on:
        record("portal.reviews_on", about="portal", by=None, at=at)
    else:
        record("portal.reviews_off", about="portal", by=None, at=at)


@transaction.atomic
def stand_down(*, at: datetime) -> list[User]:
    """While the reviews are on, take out those who can publish past them: the editors of an office that was made before
    there were reviews. Returns who they were.
    """
    out = take_out_publishers() if reviewing.is_on() else []
    for person in out:
        record("portal.publisher_taken_out", about="portal", by=None, at=at, person=person.ledger_name)
    return out
