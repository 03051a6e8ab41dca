"""说明理由 · Somebody who asks far too often is asked why; unsound reasons end it, sound ones may delay the answer for
a reasonable time that the applicant is told (art. 35). No act lets the clock stand still meanwhile.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.zone import ZONE
from huiying.people.models import User

from ...clocks.receiving import set_end
from ...disclosure import papers
from ...disclosure.course import ANSWER
from ...models import Case, DisclosureNotice
from ..moving import require, tell_ledger
from .beginning import about, day_between, looked_at, words
from .noticing import make_notice

LONGEST = 366  # days; the act says "reasonable"


@transaction.atomic
def ask_reasons(case: Case, *, why: str, by: User, at: datetime) -> DisclosureNotice:
    require(by, "handling.ask", case)
    told = looked_at(case, "reasons", at)
    why = words(why, "why", _("account of the requests"))
    told.request.reasons_asked_on = told.today
    told.request.save(update_fields=["reasons_asked_on"])
    tell_ledger("disclosure.reasons_asked", case, by, at)
    return make_notice(told.request, papers.reasons(about(case, told.request), why), by=by, at=at, tell=True)


@transaction.atomic
def judge_reasons(
    case: Case, *, reasons: str, sound: bool, until: date | None = None, by: User, at: datetime
) -> DisclosureNotice | None:
    """Keep the reasons that were given, "" for none, and whether they are sound; with `until` the answer is delayed."""
    require(by, "handling.disclosure.decide", case)
    told = looked_at(case, "judge", at)
    request = told.request
    request.reasons = words(reasons, "reasons", _("reasons"), needed=sound)
    request.reasons_sound = sound
    request.delayed_until = until if sound else None
    if request.delayed_until:
        day_between(request.delayed_until, told.today, told.today + timedelta(days=LONGEST), "until")
    request.save(update_fields=["reasons", "reasons_sound", "delayed_until"])
    tell_ledger("disclosure.reasons_judged", case, by, at, sound=sound)
    if request.delayed_until is None:
        return None
    end = datetime.combine(request.delayed_until + timedelta(days=1), time(), ZONE)
    set_end(case, ANSWER, end, at=at)
    tell_ledger("disclosure.delayed", case, by, at, day=request.delayed_until.isoformat())
    return make_notice(request, papers.delay(about(case, told.request), request.delayed_until), by=by, at=at, tell=True)
