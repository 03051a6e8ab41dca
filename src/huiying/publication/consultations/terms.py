"""征求意见期限 · How long a draft has to lie open: 30 days for a major administrative decision and a policy that
concerns enterprises (重大行政决策程序暂行条例 art. 15; 优化营商环境条例) and for draft rules (规章制定程序条例
art. 15), 7 working days for another normative document. An office that has a special reason may hold it shorter, if
it publishes the reason; so a shorter term needs one. For other matters the office sets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from huiying.core import deadline, regulation
from huiying.core.errors import InputError
from huiying.core.zone import ZONE
from huiying.handling import rulebook

from ..models import ConsultationKind

TERMS: Mapping[str, str] = {
    ConsultationKind.DECISION: "consultation.open",
    ConsultationKind.RULES: "consultation.rules",
    ConsultationKind.ENTERPRISE: "consultation.open",
    ConsultationKind.NORMATIVE: "consultation.normative",
}
LONGEST = 366  # days: what is open for longer has been forgotten
MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class Least:
    """The earliest last day by the rule (None where no rule says one), and how it was counted."""

    on: date | None
    because: tuple[Any, ...] = ()


def least(kind: str, starts_on: date) -> Least:
    """The day of the opening is not counted, and a term that ends on a day off ends on the next working day (民法典
    arts. 201, 203): the regulation in force on the first day says how many days there are.
    """
    term = TERMS.get(kind)
    if term is None:
        return Least(None)
    opened = datetime.combine(starts_on, time(9), ZONE)
    rules = rulebook.regulation(opened)
    if term not in rules.terms:  # an office's own regulation may say nothing of it
        rules = regulation.load()
    end = deadline.due(term, opened, calendar=rulebook.calendar(), regulation=rules)
    return Least(end.due_date, end.because)


def checked(kind: str, starts_on: date, ends_on: date, shortened_because: str) -> tuple[Least, str]:
    """The least term with the reason for a shorter one, "" where it is not shorter; InputError for what may not be."""
    if ends_on < starts_on:
        raise InputError(_("The last day lies before the first."), where="ends_on")
    if (ends_on - starts_on).days > LONGEST:
        raise InputError(_("A consultation is open for a year at most."), where="ends_on")
    found, reason = least(kind, starts_on), " ".join(shortened_because.split())
    if found.on is None or ends_on >= found.on:
        return found, ""
    if not reason:
        raise InputError(
            _("The rule wants it open until %(day)s at least.") % {"day": found.on.isoformat()},
            where="shortened_because",
            fix=_("Choose a later last day, or say which special reason makes it shorter: it is published."),
        )
    if len(reason) > MOST_REASON:
        raise InputError(
            _("Please make it shorter: at most %(limit)d characters.") % {"limit": MOST_REASON},
            where="shortened_because",
        )
    return found, reason
