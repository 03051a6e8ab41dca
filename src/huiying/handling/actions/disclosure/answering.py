"""答复 · The answer to a request goes into review only once it is decided, and becomes a paper with its number once
it is out (政府信息公开条例 art. 36).
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.core.remaining import last_day
from huiying.people.models import User

from ...disclosure import papers
from ...disclosure.beginning import KIND, begin
from ...disclosure.course import ANSWER
from ...disclosure.phrases import TITLES
from ...models import Case, Clock, DisclosureRequest, NoticeSort, Reply
from .beginning import about
from .noticing import make_notice


def refuse_undecided(case: Case) -> None:
    """The answer to a request goes into review only once it is said how it is answered, and with copies alone."""
    if case.kind != KIND:
        return
    request = DisclosureRequest.objects.filter(case=case).first()
    if request is None or not request.row:
        raise RuleError(
            _("Nobody has said yet how this request is answered."),
            where=case.number,
            fix=_("Choose the answer and its ground under “Disclosure request”."),
        )
    originals = request.copies.filter(source__to_writer=True, source__removed_at=None, source__replies=None)
    if originals.exists():
        raise RuleError(
            _("The original of a redacted copy would go to the applicant."), where=case.number, fix=_("Take it out.")
        )


def answered(case: Case, reply: Reply, *, by: User, at: datetime) -> None:
    """The answer is out: it becomes a paper with its number, and the request counts as answered today."""
    if case.kind != KIND:
        return
    day = timezone.localtime(at).date()
    asked = DisclosureRequest.objects.filter(case=case).exclude(row="").select_related("case__unit").first()
    if asked is None:
        return
    DisclosureRequest.objects.filter(case__merged_into=case, row="").update(
        outcome=asked.outcome, ground=asked.ground, row=asked.row, decided_at=at, answered_on=day
    )
    asked.answered_on = day
    asked.save(update_fields=["answered_on"])
    paragraphs = tuple(line.strip() for line in reply.text.splitlines() if line.strip())
    title = TITLES.get(asked.outcome, TITLES["other"])
    make_notice(asked, papers.Paper(NoticeSort.DECISION, title, paragraphs), by=by, at=at, reply=reply)


def extended(case: Case, clock: Clock, reason: str, *, by: User, at: datetime) -> None:
    """The applicant is told of a longer term by a paper of its own (art. 33)."""
    if case.kind != KIND or clock.term != ANSWER:
        return
    begin([case])
    asked = DisclosureRequest.objects.select_related("case__unit").get(case=case)
    paper = papers.extension(about(case, asked), last_day(timezone.localtime(clock.due_at)), reason)
    make_notice(asked, paper, by=by, at=at)
