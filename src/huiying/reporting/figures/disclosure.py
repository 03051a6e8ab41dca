"""年度报告 · What the disclosure annual report counts (政府信息公开条例 art. 50), by the words of the register of
requests, and what the office entered for it.
"""

from typing import Final

from django.db.models import Case as When_
from django.db.models import F, Q, QuerySet, Value, When

from huiying.handling.disclosure.course import ANSWER
from huiying.handling.disclosure.register import CARRIED, DONE, LEFT, NEW, Year, counted
from huiying.handling.models import Case, Clock, DisclosureFee, DisclosureRequest
from huiying.people.models import Unit
from huiying.publication.models import PolicyPage
from huiying.publication.models.policies import HOLDING
from huiying.publication.statutory import Statutory
from huiying.reporting.annual_entries import AnnualEntry

from .figure import Count, Figure, Rows, as_they_are
from .period import Period
from .total import Total

UNSAID: Final = "unsaid"
KIND: Final = "disclosure"


def _requests(p: Period, count: str) -> Rows:
    """Requests that one of the four numbers counts, each with what sort of applicant made it."""
    own = DisclosureRequest.objects.filter(p.within("case__unit"), case__kind=KIND)
    said = When_(When(applicant="", then=Value(UNSAID)), default=F("applicant"))
    return counted(own, count, Year(p.start, p.end)).annotate(applicant_said=said)


def _answers(p: Period) -> QuerySet[Clock]:
    """Clocks of answers that stopped in the period since the answer went out."""
    return Clock.objects.filter(p.of("stopped_at"), p.within("case__unit"), term=ANSWER, stopped_because="")


def _cases(p: Period) -> QuerySet[Case]:
    return p.cases().filter(kind=KIND)


def _policies(p: Period) -> Rows:
    """Rules and normative documents of these units on the portal."""
    own = Unit.objects.filter(p.within("pk")).values("name")
    found: Rows = PolicyPage.objects.live().filter(statutory=Statutory.RULES, issuer__in=own)
    return found


def _in_force(p: Period) -> Rows:
    return _policies(p).filter(effect__in=HOLDING, dated__lte=p.end).exclude(expires_on__lt=p.end)


def _paid(p: Period) -> QuerySet[DisclosureFee]:
    return DisclosureFee.objects.filter(p.within("request__case__unit"), paid_on__range=(p.start, p.end))


def _entries(p: Period) -> QuerySet[AnnualEntry]:
    return AnnualEntry.objects.filter(p.within("unit"), stands=True, year=p.start.year)


FEES: Final = Count(
    "disclosure_fees",
    "信息公开处理费笔数",
    "processing fees paid",
    "期内缴纳的信息公开处理费笔数",
    "笔",
    DisclosureFee,
    _paid,
)
DISCLOSURE: Final[tuple[Figure, ...]] = (
    Count(
        "disclosure_new",
        "依申请公开新收数",
        "disclosure requests received",
        "收到日在期内的政府信息公开申请件数",
        "件",
        DisclosureRequest,
        lambda p: _requests(p, NEW),
    ),
    Count(
        "disclosure_carried",
        "依申请公开结转数",
        "disclosure requests carried over",
        "收到日在期前、期初尚未办结的政府信息公开申请件数",
        "件",
        DisclosureRequest,
        lambda p: _requests(p, CARRIED),
    ),
    Count(
        "disclosure_done",
        "依申请公开办结数",
        "disclosure requests concluded",
        "期内答复或者以其他方式办结的政府信息公开申请件数",
        "件",
        DisclosureRequest,
        lambda p: _requests(p, DONE),
    ),
    Count(
        "disclosure_left",
        "依申请公开结转下期数",
        "disclosure requests carried forward",
        "期末尚未办结的政府信息公开申请件数",
        "件",
        DisclosureRequest,
        lambda p: _requests(p, LEFT),
    ),
    Count(
        "disclosure_answers",
        "依申请公开答复数",
        "answers to disclosure requests",
        "期内因答复而停止的答复时限件数",
        "件",
        Clock,
        _answers,
    ),
    Count(
        "disclosure_late",
        "依申请公开超期答复数",
        "late answers to disclosure requests",
        "期内因答复而停止的答复时限中，到期后才停止的件数",
        "件",
        Clock,
        lambda p: _answers(p).filter(stopped_at__gt=F("due_at")),
    ),
    Count(
        "disclosure_cases",
        "依申请公开办件数",
        "cases of disclosure requests",
        "期内提出的依申请公开类办件件数",
        "件",
        Case,
        _cases,
    ),
    Count(
        "disclosure_registered",
        "已登记的依申请公开办件数",
        "registered cases of disclosure requests",
        "期内提出的依申请公开类办件中，登记簿上有的件数",
        "件",
        Case,
        lambda p: _cases(p).filter(~Q(disclosure=None)),
    ),
    Count(
        "policies_dated",
        "公开文件数",
        "policy documents published",
        "门户网站上本机关制发、成文日期在期内的规章和规范性文件件数",
        "件",
        PolicyPage,
        lambda p: _policies(p).filter(dated__range=(p.start, p.end)),
    ),
    Count(
        "policies_in_force",
        "公开的现行有效文件数",
        "policy documents in force",
        "门户网站上本机关制发、期末有效的规章和规范性文件件数",
        "件",
        PolicyPage,
        _in_force,
    ),
    FEES,
    Total(
        "disclosure_fee_yuan",
        "信息公开处理费金额",
        "processing fees in yuan",
        "期内缴纳的信息公开处理费金额",
        "元",
        FEES,
        as_they_are,
        lambda: F("yuan"),
    ),
)
ENTRIES: Final = Count(
    "annual_entries",
    "年度报告填报项数",
    "items entered for the annual report",
    "由本机关填报、注明来源的项数",
    "项",
    AnnualEntry,
    _entries,
)
ENTERED: Final = Total(
    "annual_entry",
    "年度报告填报数",
    "number entered for the annual report",
    "由本机关填报、注明来源的数",
    "",
    ENTRIES,
    as_they_are,
    lambda: F("number"),
)
"""Of one item (`annual_entry:item=licences`): over all of them the sum means nothing, so no list of figures has it."""
