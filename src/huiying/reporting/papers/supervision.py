"""督办通知 · What a supervision notice tells of one chase order, gathered: the matter, its term, how late it is,
what is asked by when.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.handling.clocks.terms import term_of
from huiying.handling.models import Case, ChaseOrder, Clock
from huiying.reporting.asked import Asked
from huiying.reporting.figures import Numbers

from .matters import STATES
from .outside import due, safe, stamp, the_day_of, whole
from .told import narrowed, take_all


def gather(asked: Asked, numbers: Numbers) -> dict[str, Any]:
    order = _order(asked)
    case = order.case
    return {
        "number": f"督办〔{order.year}〕{order.serial}号",
        "section": order.section.name,
        "subject": safe(order.subject or (case.title if case else ""), 60),
        "demanded": [whole(line) for line in order.demanded.splitlines() if line.strip()],
        "by": str(order.issued_by),
        "issued": timezone.localdate(order.issued_at).isoformat(),
        "due": due(order.due_at),
        "case": _case(case, numbers) if case else None,
    }


def _order(asked: Asked) -> ChaseOrder:
    """`chase:12`, or the newest open order on `case:2026-0001`."""
    sort, _colon, key = asked.subject.partition(":")
    found = ChaseOrder.objects.filter(asked.period.within("unit")).select_related("section", "case", "issued_by")
    if sort == "chase" and key.isdecimal():
        order = found.filter(pk=int(key)).first()
    else:
        order = found.open().filter(case__number=key).first() if sort == "case" else None
    if order is None:
        raise InputError(
            _("There is no such chase order."),
            where=asked.subject,
            fix=_("Name one as chase:12, or an open one by its case as case:2026-0001."),
        )
    return order


def _case(case: Case, numbers: Numbers) -> dict[str, Any]:
    by = f"case={case.number}"
    take_all(numbers, (narrowed(key, by) for key in ("late_standing", "days_late")))
    clock = Clock.objects.ticking().filter(case=case).select_related("case").first()
    return {
        "number": case.number,
        "title": safe(case.title, 60),
        "came": the_day_of(stamp(case.opened_at)),
        "state": STATES.get(case.state, "已答复"),  # type: ignore[call-overload]
        "returns": case.returns,
        "by": by,
        "clock": _clock(clock) if clock else None,
    }


def _clock(clock: Clock) -> dict[str, str]:
    term = term_of(clock)
    return {
        "title": term.title.zh if term else clock.term,
        "amount": term.amount_zh if term else "",
        "citation": term.citation if term else "",
        "from": the_day_of(stamp(clock.restarted_at or clock.started_at)),
        "due": due(clock.due_at),
    }
