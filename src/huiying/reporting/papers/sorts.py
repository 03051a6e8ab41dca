"""Every kind of paper: what it gathers into a snapshot, how it is composed from that alone, and in which forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from huiying.people.models import User
from huiying.reporting.asked import Asked
from huiying.reporting.facts import gather
from huiying.reporting.figures import Numbers
from huiying.reporting.improving import check_promised, keep_promised
from huiying.reporting.models import PaperForm, PaperKind, Snapshot
from huiying.reporting.official import OfficialDocument, as_pdf, render

from . import (
    annual,
    case_sheet,
    daily,
    daily_paper,
    key_work,
    ledger,
    mailbox,
    periodical,
    periodical_paper,
    special,
    special_paper,
    supervision,
    supervision_paper,
)
from .book import xlsx
from .citing import printed
from .self_inspection import compose

Facts = Mapping[str, Any]


def nothing_first(asked: Asked, by: User | None) -> None:
    """Most papers only read."""


def nothing_then(snapshot: Snapshot, by: User | None, at: datetime) -> None:
    """Most papers promise nothing."""


@dataclass(frozen=True, slots=True)
class Sort:
    """`gather` takes every number from `Numbers`, which freezes it with its rows; `compose` reads nothing but the facts
    and cites each number (`citing.cite`); what it makes has a `title`, and `writers` turn it into files.
    """

    gather: Callable[[Asked, Numbers], Facts]
    compose: Callable[[Facts], Any]
    writers: Mapping[PaperForm, Callable[[Any], bytes]]
    first: Callable[[Asked, User | None], None] = nothing_first
    """What is done before the facts are gathered."""
    then: Callable[[Snapshot, User | None, datetime], None] = nothing_then
    """What is kept when the paper is written."""


def docx(document: OfficialDocument) -> bytes:
    return render(printed(document))


def pdf(document: OfficialDocument) -> bytes:
    return as_pdf(printed(document))


OFFICIAL: Final = {PaperForm.DOCX: docx, PaperForm.PDF: pdf}
"""The forms of an official document."""
TABLE: Final = {PaperForm.XLSX: xlsx}
"""The form of a table that is worked with."""


SORTS: Final[Mapping[PaperKind, Sort]] = {
    PaperKind.LEDGER: Sort(ledger.gather, ledger.compose, TABLE),
    PaperKind.CASE_SHEET: Sort(case_sheet.gather, case_sheet.compose, TABLE),
    PaperKind.MAILBOX: Sort(
        mailbox.gather,
        mailbox.compose,
        {
            PaperForm.DOCX: lambda statistics: docx(statistics.document),
            PaperForm.PDF: lambda statistics: pdf(statistics.document),
            PaperForm.XLSX: lambda statistics: xlsx(statistics.book),
        },
    ),
    PaperKind.KEY_WORK: Sort(key_work.gather, key_work.compose, OFFICIAL),
    PaperKind.SELF_INSPECTION: Sort(
        gather,
        compose,
        OFFICIAL,
        first=lambda asked, by: check_promised(asked, by=by),
        then=lambda snapshot, by, at: keep_promised(snapshot, by=by, at=at),
    ),
    PaperKind.DAILY: Sort(daily.gather, daily_paper.daily, OFFICIAL),
    PaperKind.WEEKLY: Sort(partial(periodical.gather, kind=PaperKind.WEEKLY), periodical_paper.weekly, OFFICIAL),
    PaperKind.MONTHLY: Sort(partial(periodical.gather, kind=PaperKind.MONTHLY), periodical_paper.monthly, OFFICIAL),
    PaperKind.SPECIAL: Sort(special.gather, special_paper.special, OFFICIAL),
    PaperKind.SUPERVISION: Sort(supervision.gather, supervision_paper.supervision, OFFICIAL),
    PaperKind.ANNUAL: Sort(annual.gather, annual.compose, OFFICIAL),
}
