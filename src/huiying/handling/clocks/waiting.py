"""暂停 · For what a clock stands still, in words, and the open questions that say so, in one query for a list."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from ..models import Clock, Question, Why

OPEN_QUESTIONS = "open_questions"


def with_open_questions() -> "Prefetch[str]":
    """What `waiting` reads: to be prefetched with the clocks of a list."""
    return Prefetch("case__questions", Question.objects.filter(ended_at=None), to_attr=OPEN_QUESTIONS)


def waiting(clock: Clock) -> str:
    """计时暂停 · 等待补充; empty for a clock that runs."""
    if not clock.stands_still:
        return ""
    asked = next(iter(getattr(clock.case, OPEN_QUESTIONS)), None)
    told = {
        Why.ASKED: _("Clock paused · waiting for the writer"),
        Why.CORRECTION: _("Clock paused · waiting for the correction"),
        Why.THIRD_PARTY: _("Clock paused · waiting for the third party"),
        Why.CO_ORGAN: _("Clock paused · waiting for the other organ"),
        Why.FEE: _("Clock paused · waiting for the fee"),
    }
    return told[Why(asked.why)] if asked else _("Clock paused")
