"""公开 · What the public sees: answers by the month in which they were given, as the portal lists them, the board, and
consultations.
"""

from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from huiying.intake.models import Voice
from huiying.publication.models import BoardThread, Consultation, Opinion, PublishedAnswer

from .figure import Count, Figure
from .period import Period


def _days(p: Period, field: str) -> Q:
    """Whether a day of a row lies in the period."""
    bounds: dict[str, date] = {f"{field}__gte": p.start, f"{field}__lte": p.end}
    return Q(**bounds)


def _answers_given(p: Period) -> QuerySet[PublishedAnswer]:
    shown = PublishedAnswer.objects.filter(_days(p, "replied_on"))
    if p.units is None:
        return shown
    return shown.filter(reference__in=Voice.objects.filter(p.within("channel__unit")).values("number"))


def _threads(p: Period) -> QuerySet[BoardThread]:
    return BoardThread.objects.public().filter(_days(p, "accepted_on"), p.within("unit"))


def _consultations(p: Period) -> QuerySet[Consultation]:
    return Consultation.objects.held().filter(_days(p, "starts_on"), p.within("unit"))


def _opinions(p: Period) -> QuerySet[Opinion]:
    return Opinion.objects.counted().filter(p.of("said_at"), p.within("consultation__unit"))


ANSWERS_GIVEN: Final = Count(
    "answers_given",
    "期内作出的公开答复数",
    "published answers given in the period",
    "门户网站公开的答复中，期内作出的篇数，与门户网站按月列示的相同",
    "篇",
    PublishedAnswer,
    _answers_given,
)
THREADS: Final = Count(
    "board_threads",
    "百姓畅言帖数",
    "threads on the board",
    "期内受理并在百姓畅言公开展示的帖数，与门户网站按月列示的相同",
    "帖",
    BoardThread,
    _threads,
)
THREADS_ANSWERED: Final = Count(
    "board_answered",
    "百姓畅言已答复帖数",
    "threads answered on the board",
    "百姓畅言帖数中，截至期末已公开答复的帖数",
    "帖",
    BoardThread,
    lambda p: _threads(p).filter(answered_on__lte=p.until or p.end),
)
CONSULTATIONS: Final = Count(
    "consultations",
    "意见征集次数",
    "consultations",
    "期内开始的意见征集次数，撤回的不计",
    "次",
    Consultation,
    _consultations,
)
OPINIONS_COUNTED: Final = Count(
    "consultation_opinions",
    "征集意见数",
    "opinions on drafts",
    "期内收到的有效意见条数，同一人重复提交的只计一条",
    "条",
    Opinion,
    _opinions,
)
PUBLISHED: Final[tuple[Figure, ...]] = (
    ANSWERS_GIVEN,
    THREADS,
    THREADS_ANSWERED,
    CONSULTATIONS,
    OPINIONS_COUNTED,
)
