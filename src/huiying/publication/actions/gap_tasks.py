"""补缺任务 · From a gap to a page: a task, a draft from the best answers, and its end when the page is found."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User

from ..columns import INTERACTION
from ..demand.drafting import Sentence
from ..demand.thresholds import thresholds
from ..demand.weighing import Supply
from ..models import ArticlePage, ColumnPage, Demand, PublishingTask, Ruling

LONGEST_TITLE, LONGEST_WHY = 200, 500
LATEST = timedelta(days=366)
RETURNS = frozenset({Ruling.MISSING, Ruling.OUT_OF_DATE, Ruling.UNCLEAR})
State = PublishingTask.State


@transaction.atomic
def make_task(
    demand: Demand, *, title: str, why: str, due_on: date, section: Section | None, by: User, at: datetime
) -> PublishingTask:
    """Ask a section to publish what is missing; the questions of today are those that must find it."""
    policies.require(by, "publication.gap.judge", demand)
    title, why = " ".join(title.split())[:LONGEST_TITLE], " ".join(why.split())[:LONGEST_WHY]
    today = timezone.localtime(at).date()
    if not title:
        raise InputError(_("A task has a title."), where=demand.matter, fix=_("Write what is to be published."))
    if not today <= due_on <= today + LATEST:
        raise InputError(
            _("A task is due within a year, from today on."), where=due_on.isoformat(), fix=_("Choose another day.")
        )
    if section is not None and section.unit_id != demand.unit_id:
        raise InputError(_("This section is of another unit."), where=section.name, fix=_("Choose one of your own."))
    if not demand.questions:
        raise RuleError(_("Nobody asks for this any more."), where=demand.matter)
    task, made = PublishingTask.objects.get_or_create(
        demand=demand,
        defaults={
            "title": title,
            "why": why,
            "due_on": due_on,
            "section": section,
            "questions": demand.questions,
            "by": by,
            "at": at,
        },
    )
    if not made:
        raise RuleError(_("There is a task for this matter already."), where=task.title)
    name = section.name if section else ""
    record("gap.task_made", about=demand.ref, by=by, at=at, task=title, day=due_on.isoformat(), section=name)
    return task


@transaction.atomic
def draft_page(task: PublishingTask, sentences: list[Sentence], *, by: User, at: datetime) -> ArticlePage:
    """A page that is not published, from sentences that are: each with its source. No word of a letter stands in it."""
    policies.require(by, "publication.gap.judge", task.demand)
    if task.draft_page and Page.objects.filter(pk=task.draft_page).exists():
        raise RuleError(_("This task has a draft already."), where=task.title)
    column = ColumnPage.objects.filter(slug=INTERACTION).first()
    if column is None:
        raise RuleError(_("The portal has no column for questions."), where=INTERACTION)
    page: ArticlePage = column.add_child(
        instance=ArticlePage(
            title=task.title,
            slug=f"faq-{task.pk}-{at:%Y%m%d%H%M%S}",
            summary="",
            body=_body(task, sentences),
            section=task.section.name if task.section else "",
            locale=column.locale,
            live=False,
            has_unpublished_changes=True,
        )
    )
    page.save_revision(user=by)
    PublishingTask.objects.filter(pk=task.pk).update(draft_page=page.pk)
    sources = sorted({sentence.source for sentence in sentences})
    record("gap.draft_made", about=task.demand.ref, by=by, at=at, task=task.title, sources=", ".join(sources)[:300])
    return page


def _body(task: PublishingTask, sentences: list[Sentence]) -> str:
    """Sentences as they were published, in the order of their sources; marked as a draft to be looked over."""
    note = _("Draft put together from what is published. Check each sentence before publishing.")
    told = [f"<p>{escape(one.text)} <a href='{escape(one.url)}'>[{escape(one.title)}]</a></p>" for one in sentences]
    empty = f"<p>{escape(_('Nothing published answers this yet. Write the answer here.'))}</p>"
    return f"<p><i>{escape(note)}</i></p>" + ("".join(told) or empty)


def settle_tasks(supply: Supply, *, unit: int | None, at: datetime) -> int:
    """Close the tasks whose page is found by their questions, open those again whose demand returned."""
    tasks = PublishingTask.objects.filter(demand__unit=unit).select_related("demand")
    return sum(_close(task, supply, at) if task.is_open else _open_again(task, at) for task in tasks)


@transaction.atomic
def _close(task: PublishingTask, supply: Supply, at: datetime) -> bool:
    """Only a page that was published or changed since the task was made is its answer."""
    limits, since = thresholds(), timezone.localtime(task.at).date()
    found: Counter[str] = Counter()
    for matches in supply.matcher.search_many(task.questions, limits.top):
        found.update({m.id for m in matches if m.score >= limits.answers and supply.things[m.id].on >= since})
    if not found:
        return False
    key, hits = min(found.items(), key=lambda item: (-item[1], item[0]))
    share = round(hits / len(task.questions), 3)
    if share < limits.closes:
        return False
    thing = supply.things[key]
    evidence: dict[str, Any] = {"page": key, "title": thing.title, "url": thing.url, "share": share, "found": hits}
    changed = PublishingTask.objects.filter(pk=task.pk).exclude(state=State.CLOSED)
    if not changed.update(state=State.CLOSED, closed_at=at, evidence=evidence):
        return False
    facts = {"page": thing.title, "found": hits, "questions": len(task.questions)}
    record("gap.task_closed", about=task.demand.ref, by=None, at=at, **facts)
    return True


@transaction.atomic
def _open_again(task: PublishingTask, at: datetime) -> bool:
    assert task.closed_at is not None
    demand, limits = task.demand, thresholds()
    since = timezone.localtime(task.closed_at).date()
    asked = sum(n for day, n in demand.days_asked.items() if day > since)
    if asked < limits.reopens or demand.ruling not in RETURNS:
        return False
    if not PublishingTask.objects.filter(pk=task.pk, state=State.CLOSED).update(
        state=State.REOPENED, closed_at=None, evidence=task.evidence | {"asked_since": asked}
    ):
        return False
    record("gap.task_reopened", about=demand.ref, by=None, at=at, task=task.title, asked=asked)
    return True
