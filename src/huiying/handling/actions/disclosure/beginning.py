"""What every deed on a disclosure request begins with: the request locked, where it stands, and words that fit."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.language.privacy import veil

from ...disclosure.beginning import KIND, begin
from ...disclosure.course import Course, course, refuse
from ...disclosure.papers import About
from ...models import Case, DisclosureRequest

MOST_TEXT, MOST_NAME, MOST_EVIDENCE = 3_000, 120, 300


def looked_at(case: Case, step: str, at: datetime) -> Course:
    """Where the request stands, for this deed alone; RuleError where the step is not possible."""
    now = Case.objects.select_for_update().get(pk=case.pk)
    if now.kind != KIND:
        raise RuleError(_("This case is no disclosure request."), where=case.number)
    case.state = now.state
    begin([case])
    told = course(case, at)
    refuse(step, told)
    return told


def about(case: Case, request: DisclosureRequest) -> About:
    """What a paper says of the request; personal data that somebody wrote into its title does not go on from there."""
    return About(case.number, veil(case.title), request.received_on, request.applicant)


def words(text: str, where: str, what: str, *, most: int = MOST_TEXT, needed: bool = True) -> str:
    text = text.strip()
    if needed and not text:
        raise InputError(_("The %(what)s is empty.") % {"what": what}, where=where, fix=_("Write it first."))
    if len(text) > most:
        raise InputError(
            _("The %(what)s is longer than %(limit)d characters.") % {"what": what, "limit": most}, where=where
        )
    return text


def day_between(day: date, first: date, last: date, where: str) -> date:
    """A day that can be true: not before what it follows, and not ahead."""
    if not first <= day <= last:
        told = {"first": first.isoformat(), "last": last.isoformat()}
        raise InputError(_("This day lies between %(first)s and %(last)s.") % told, where=where)
    return day
