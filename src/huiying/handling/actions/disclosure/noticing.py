"""A paper gets its number and is kept as it was made; what goes to the applicant is laid in the outbox."""

from datetime import datetime

from django.utils import timezone

from huiying.intake import numbers
from huiying.people.models import User

from ... import telling
from ...disclosure.papers import Paper
from ...disclosure.phrases import MARKS
from ...models import DisclosureNotice, DisclosureRequest, Reply
from ..moving import tell_ledger


def make_notice(
    request: DisclosureRequest, paper: Paper, *, by: User, at: datetime, tell: bool = False, reply: Reply | None = None
) -> DisclosureNotice:
    """Keep the paper under the next number of its mark, unit and year. `tell` lays its words in the outbox."""
    case, day = request.case, timezone.localtime(at).date()
    mark = MARKS[paper.sort]
    (given,) = numbers.take(f"disclosure:{case.unit_id}:{day.year}:{mark}")
    made = DisclosureNotice.objects.create(
        request=request,
        sort=paper.sort,
        number=f"{mark}〔{day.year}〕{given}号",
        addressee=paper.addressee,
        title=paper.title,
        paragraphs=list(paper.paragraphs),
        organ=str(case.unit) if case.unit else "",
        dated=day,
        reply=reply,
        by=by,
        at=at,
    )
    tell_ledger("disclosure.paper_made", case, by, at, paper_title=made.title, number=made.number)
    if tell:
        telling.notice(made, at=at)
    return made
