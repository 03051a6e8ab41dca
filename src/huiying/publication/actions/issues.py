"""简报 · The printed bulletin: approved texts are put into an issue, which is closed and printed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from ..manuscripts import typeset
from ..manuscripts.content import Image, plain
from ..manuscripts.copying import copy_of
from ..manuscripts.forms import issue_data
from ..manuscripts.typeset import Printed
from ..models import Issue, IssueItem, Manuscript, Shape, Spreading

PUBLISH = "publication.manuscripts.publish"
MOST_ITEMS = 30


@transaction.atomic
def open_issue(*, unit: Unit, name: str, dated: date, by: User, at: datetime) -> Issue:
    """Begin the next issue of the year."""
    policies.require(by, PUBLISH, unit)
    name = plain(name)[:40]
    if not name:
        raise InputError(_("A bulletin has a name."), where="name")
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = Issue.objects.filter(unit=unit, year=dated.year).order_by("-number").first()
    number = last.number + 1 if last else 1
    issue = Issue.objects.create(unit=unit, name=name, year=dated.year, number=number, dated=dated)
    record("issue.opened", about=issue.ref, by=by, at=at, name=name, number=issue.number)
    return issue


@transaction.atomic
def set_items(issue: Issue, manuscripts: list[Manuscript], *, by: User, at: datetime) -> None:
    """Which texts stand in the issue, in this order; only what was approved, and of this unit."""
    policies.require(by, PUBLISH, issue)
    now = _open(issue)
    if len(manuscripts) > MOST_ITEMS:
        raise RuleError(_("An issue holds at most %(most)d texts.") % {"most": MOST_ITEMS}, where=str(now))
    for each in manuscripts:
        if each.unit_id != now.unit_id or each.state != Manuscript.State.APPROVED:
            raise RuleError(_("Only approved texts stand in an issue."), where=each.title)
    now.items.all().delete()
    rows = [
        IssueItem(issue=now, manuscript=each, rank=rank, digest=each.digest)
        for rank, each in enumerate(manuscripts, start=1)
    ]
    IssueItem.objects.bulk_create(rows)
    record("issue.filled", about=now.ref, by=by, at=at, items=len(rows))


@transaction.atomic
def close_issue(issue: Issue, *, by: User, at: datetime) -> None:
    """Nothing more goes into the issue."""
    policies.require(by, PUBLISH, issue)
    now = _open(issue)
    if not now.items.exists():
        raise RuleError(_("An issue without texts is not closed."), where=str(now), fix=_("Choose its texts first."))
    Issue.objects.filter(pk=now.pk).update(closed_at=at)
    record("issue.closed", about=now.ref, by=by, at=at, number=now.number)


@transaction.atomic
def take_issue(issue: Issue, *, press_ready: bool = False, by: User, at: datetime) -> Printed:
    """Make the issue's PDF and hand it out; InputError where one of its texts is not approved any more."""
    policies.require(by, PUBLISH, issue)
    found = printed_issue(issue, at=at, press_ready=press_ready)
    made = {"issue": issue, "form": Shape.BULLETIN}
    facts = {**made, "unit_id": issue.unit_id, "by": by, "at": at}
    if not Spreading.objects.filter(**made, deed=Spreading.Deed.MADE).exists():
        Spreading.objects.create(**facts, deed=Spreading.Deed.MADE)
    to = _("print-ready") if press_ready else ""
    Spreading.objects.create(**facts, deed=Spreading.Deed.DOWNLOADED, to=to)
    record("issue.taken", about=issue.ref, by=by, at=at, number=issue.number)
    return found


def printed_issue(issue: Issue, *, at: datetime, press_ready: bool = False) -> Printed:
    data, images = set_for_print(issue, at=at)
    return typeset.printed(typeset.BULLETIN, data, images, title=str(issue), press_ready=press_ready)


def set_for_print(issue: Issue, *, at: datetime) -> tuple[dict[str, object], tuple[Image, ...]]:
    """The issue as its template takes it."""
    today = timezone.localtime(at).date()
    items = issue.items.select_related("manuscript__unit", "manuscript__section").prefetch_related(
        "manuscript__pictures", "manuscript__enclosures"
    )
    contents = [copy_of(_as_put(item), today=today) for item in items]
    if not contents:
        raise InputError(_("This issue has no texts yet."), where=str(issue), fix=_("Choose its texts first."))
    dated = f"{issue.dated.year}年{issue.dated.month}月{issue.dated.day}日"
    number = f"{issue.year}年第{issue.number}期"
    imprint = f"{issue.unit.name}编印　{dated}"
    told = {"name": issue.name, "number": number, "organ": issue.unit.name, "dated": dated, "imprint": imprint}
    return issue_data(**told, contents=contents)


def _as_put(item: IssueItem) -> Manuscript:
    """The text as it was signed when it was put into the issue; RuleError where it was changed since."""
    text = item.manuscript
    if text.state != Manuscript.State.APPROVED or item.digest not in ("", text.digest) or text.seal() != text.digest:
        raise RuleError(
            _("This text was changed after it was put into the issue."),
            where=text.title,
            fix=_("Once it has passed its reviews, keep the issue again; a closed one is not printed anew."),
        )
    return text


def _open(issue: Issue) -> Issue:
    now = Issue.objects.select_for_update().get(pk=issue.pk)
    if now.closed_at is not None:
        raise RuleError(_("This issue is closed."), where=str(now), fix=_("Open the next one."))
    return now
