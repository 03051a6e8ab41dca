"""响应率 and 四个闭环: whether the office took a letter up in time, and where cases stand in the four loops.

The loops are those of `core.loops`, counted at the period's end: what was done after it does not count as done.
"""

from datetime import timedelta
from typing import Final

from django.db.models import Q

from huiying.core.lifecycle import OPEN, WITHOUT_REPLY, State
from huiying.core.loops import FOUNDED, TOLD, UNDER_WAY, UNTAKEN
from huiying.handling.models import Case, CaseQuerySet, Part
from huiying.handling.standing import COMPLAINT

from .days import Days
from .figure import Count, Figure, Share
from .period import Period

# 接诉即办 counts as a response that the citizen was reached within a day; no act sets the term. Here it is that the
# section took the letter, or that its writer was told where it went; half a second more for the reckoning in days.
RESPONSE_DAYS: Final = (24 * 3600 + 0.5) / 86400
STARTED: Final = sorted({*UNDER_WAY, State.CLOSED})


def _taken(p: Period) -> Q:
    """Cases whose leading section took them within a day, or which were over within a day without a reply."""
    parts = Part.objects.filter(p.of("case__opened_at"), is_lead=True, accepted_at__lt=p.closes)
    soon = parts.alias(_days=Days("case__opened_at", "accepted_at")).filter(_days__lte=RESPONSE_DAYS)
    over = Case.objects.filter(p.of("opened_at"), state__in=sorted(WITHOUT_REPLY), closed_at__lt=p.closes)
    told = over.alias(_days=Days("opened_at", "closed_at")).filter(_days__lte=RESPONSE_DAYS)
    return Q(pk__in=soon.values("case")) | Q(pk__in=told.values("pk"))


def _responded(p: Period) -> CaseQuerySet:
    return p.cases().filter(_taken(p))


def _not_responded(p: Period) -> CaseQuerySet:
    """Those whose day was over before the period closed. What came with its answer has no taking up on record."""
    with_a_part = Part.objects.filter(p.of("case__opened_at"), is_lead=True)
    past = p.cases().filter(opened_at__lt=p.closes - timedelta(days=RESPONSE_DAYS))
    brought = Q(answered_at__isnull=False) & ~Q(pk__in=with_a_part.values("case"))
    return past.exclude(_taken(p)).exclude(brought)


def _over(p: Period) -> Q:
    return Q(answered_at__lt=p.closes) | Q(closed_at__lt=p.closes)


def _questions(p: Period) -> CaseQuerySet:
    return p.cases().exclude(state=State.MERGED).exclude(COMPLAINT)


def _complaints(p: Period) -> CaseQuerySet:
    return p.cases().exclude(state=State.MERGED).filter(COMPLAINT)


def _answered(p: Period) -> CaseQuerySet:
    return _questions(p).filter(_over(p)).exclude(state__in=sorted(OPEN))


def _unanswered(p: Period) -> CaseQuerySet:
    return _questions(p).filter(Q(state__in=sorted(OPEN)) | ~_over(p))


def _taken_up(p: Period) -> Q:
    parts = Part.objects.filter(p.of("case__opened_at"), is_lead=True, accepted_at__lt=p.closes)
    return ~Q(state__in=sorted(UNTAKEN)) & (Q(pk__in=parts.values("case")) | _over(p))


def _founded(p: Period) -> CaseQuerySet:
    return p.cases().filter(state__in=STARTED, inquiry__verdict__in=sorted(FOUNDED))


def _investigated(p: Period) -> CaseQuerySet:
    return _founded(p).filter(inquiry__investigated_at__lt=p.closes)


def _to_investigate(p: Period) -> CaseQuerySet:
    """Found justified and not investigated, or not looked into yet while it is in hand."""
    unlooked = p.cases().filter(COMPLAINT, state__in=sorted(UNDER_WAY), inquiry=None)
    unchecked = _founded(p).exclude(inquiry__investigated_at__lt=p.closes)
    return p.cases().filter(Q(pk__in=unlooked.values("pk")) | Q(pk__in=unchecked.values("pk")))


def _due_investigation(p: Period) -> CaseQuerySet:
    return p.cases().filter(Q(pk__in=_investigated(p).values("pk")) | Q(pk__in=_to_investigate(p).values("pk")))


def _concluded(p: Period) -> CaseQuerySet:
    return _investigated(p).filter(inquiry__concluded_at__lt=p.closes, state__in=sorted(TOLD))


def _to_conclude(p: Period) -> CaseQuerySet:
    return _investigated(p).exclude(inquiry__concluded_at__lt=p.closes, state__in=sorted(TOLD))


RESPONDED: Final = Count(
    "responded",
    "24小时内响应数",
    "taken up within 24 hours",
    "期内来件中，提出后24小时内由承办科室签收，或者不予受理、转出、并案的件数",
    "件",
    Case,
    _responded,
)
NOT_RESPONDED: Final = Count(
    "not_responded",
    "24小时内未响应数",
    "not taken up within 24 hours",
    "期内来件中，截至期末提出已满24小时而24小时内未响应的件数，随答复一并导入的历史来件不计",
    "件",
    Case,
    _not_responded,
)
RESPONSE_RATE: Final = Share(
    "response_rate",
    "响应率",
    "response rate",
    "24小时内响应数÷（24小时内响应数＋24小时内未响应数）",
    "%",
    RESPONDED,
    (RESPONDED, NOT_RESPONDED),
)


def _loop(key: str, label: str, english: str, *counts: Count) -> tuple[Figure, ...]:
    """The counts of a loop, done and open, and the share of those done."""
    whole, done, still = counts
    told = Share(
        f"{key}_rate",
        f"{label}闭环率",
        f"{english}: share closed",
        f"{done.label}÷（{done.label}＋{still.label}）",
        "%",
        done,
        (done, still),
    )
    return (whole, done, still, told)


LOOPS: Final[tuple[Figure, ...]] = (
    *_loop(
        "loop_answer",
        "有问必答",
        "every question answered",
        Count(
            "loop_answer_opened",
            "有问必答应办数",
            "questions",
            "期内来件中，投诉举报和并案的除外",
            "件",
            Case,
            _questions,
        ),
        Count(
            "loop_answer_done",
            "有问必答办结数",
            "questions answered",
            "有问必答应办数中，截至期末已答复或者已了结的件数",
            "件",
            Case,
            _answered,
        ),
        Count(
            "loop_answer_open",
            "有问必答未办结数",
            "questions not answered",
            "有问必答应办数中，截至期末尚未答复也未了结，或者重新办理的件数",
            "件",
            Case,
            _unanswered,
        ),
    ),
    *_loop(
        "loop_take_up",
        "有诉必理",
        "every complaint taken up",
        Count(
            "loop_take_up_opened",
            "有诉必理应办数",
            "complaints",
            "期内来件中的投诉举报件数，并案的除外",
            "件",
            Case,
            _complaints,
        ),
        Count(
            "loop_take_up_done",
            "有诉必理办结数",
            "complaints taken up",
            "有诉必理应办数中，截至期末承办科室已签收，或者已依规不予受理、转出的件数",
            "件",
            Case,
            lambda p: _complaints(p).filter(_taken_up(p)),
        ),
        Count(
            "loop_take_up_open",
            "有诉必理未办结数",
            "complaints not taken up",
            "有诉必理应办数中，截至期末无科室签收的件数",
            "件",
            Case,
            lambda p: _complaints(p).exclude(_taken_up(p)),
        ),
    ),
    *_loop(
        "loop_investigate",
        "有理必查",
        "every justified one investigated",
        Count(
            "loop_investigate_opened",
            "有理必查应办数",
            "complaints to investigate",
            "期内来件中，已签收的投诉举报认定属实、部分属实或者尚未认定的件数",
            "件",
            Case,
            _due_investigation,
        ),
        Count(
            "loop_investigate_done",
            "有理必查办结数",
            "complaints investigated",
            "有理必查应办数中，截至期末已核查的件数",
            "件",
            Case,
            _investigated,
        ),
        Count(
            "loop_investigate_open",
            "有理必查未办结数",
            "complaints not investigated",
            "有理必查应办数中，截至期末尚未核查的件数",
            "件",
            Case,
            _to_investigate,
        ),
    ),
    *_loop(
        "loop_conclude",
        "有查必果",
        "every investigation concluded",
        Count(
            "loop_conclude_opened",
            "有查必果应办数",
            "investigations",
            "有理必查办结数中的全部件数",
            "件",
            Case,
            _investigated,
        ),
        Count(
            "loop_conclude_done",
            "有查必果办结数",
            "investigations concluded and told",
            "有查必果应办数中，截至期末核查有结果并已告知来件人的件数",
            "件",
            Case,
            _concluded,
        ),
        Count(
            "loop_conclude_open",
            "有查必果未办结数",
            "investigations without a result told",
            "有查必果应办数中，截至期末核查无结果或者未告知来件人的件数",
            "件",
            Case,
            _to_conclude,
        ),
    ),
)
