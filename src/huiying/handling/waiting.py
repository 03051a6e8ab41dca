"""What waits for a person's own deed, counted once for all pages that say it: the rail and the home of the desk."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from huiying.intake.models import Voice
from huiying.ledger.remembering import until_the_next_deed
from huiying.people import policies
from huiying.people.models import User

from . import supervised, work
from .counting import Question
from .emergencies import seen
from .models import Clock, Reply
from .rulebook import edition

PUBLISH = "publication.publish"
ASKED_SECONDS = 60
Selection = Callable[[User], QuerySet[Any]]


def _late(person: User) -> QuerySet[Clock]:
    return Clock.objects.late_at(timezone.now()).filter(work.in_reach(person))


def _set_aside(person: User) -> QuerySet[Voice]:
    if not policies.allows(person, "assessment.confirm"):
        return Voice.objects.none()
    own = policies.within(person, "assessment.confirm", "channel__unit")
    return Voice.objects.filter(own, set_aside__gt="")


def _publishable(person: User) -> QuerySet[Reply]:
    if not policies.allows(person, PUBLISH):
        return Reply.objects.none()
    return Reply.objects.publishable().filter(policies.within(person, PUBLISH, "case__unit"))


# Notes that call a person are not among them: reading one is no deed.
SELECTIONS: dict[str, Selection] = {
    "releases overdue": seen.overdue,
    "incidents": seen.to_attend,
    "releases": seen.to_sign,
    "reviews": work.to_review,
    "extensions": work.to_grant,
    "voices": work.to_assign,
    "set aside": _set_aside,
    "parts returned": work.parts_returned,
    "cases": work.mine,
    "parts": work.my_parts,
    "late": _late,
    "cards": supervised.to_explain,
    "orders": supervised.to_answer,
    "errands": supervised.to_report,
    "orders answered": supervised.to_accept,
    "errands reported": supervised.to_judge,
    "clues": work.to_sign,
    "answers": _publishable,
}


def count_too(more: Mapping[str, Selection]) -> None:
    """What waits in a later room, which says so when it is ready: this room does not know it."""
    for name, rows in more.items():
        if SELECTIONS.setdefault(name, rows) is not rows:
            raise ValueError(f"“{name}” is counted already")


def waits(person: User) -> Mapping[str, int]:
    """How many rows of each of `SELECTIONS` wait for a person, 1,000 at most; one query, asked again after the next
    deed.
    """

    def count() -> dict[str, int]:
        return dict(zip(SELECTIONS, _question(person).ask(), strict=True))

    return until_the_next_deed(f"waits-{person.pk}", count)


def _question(person: User) -> Question:
    """Put together once a minute: on a busy day, with a deed before every page, that took more than the counting. A
    clock that runs out is counted within as long.
    """
    key = f"waits-asked-{person.pk}-{_standing(person)}"
    question: Question | None = cache.get(key)
    if question is None:
        question = Question.of([rows(person) for rows in SELECTIONS.values()], person)
        cache.set(key, question, ASKED_SECONDS)
    return question


def _standing(person: User) -> str:
    """What makes the selections of a person, but for the time of day and who leads the leading group."""
    posts = sorted((post.role, post.section_id or 0, post.unit_of or 0, post.user_id) for post in person.held_posts)
    told = (posts, sorted(person.superiors.items(), key=str), edition())
    return sha256(repr(told).encode()).hexdigest()
