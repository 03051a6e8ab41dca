"""The catalogue: a figure's key, its name and formula in Chinese as papers print them, its unit and its query."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from huiying.core.lifecycle import WITHOUT_REPLY
from huiying.core.loops import FOUNDED
from huiying.handling.models import Adoption, Decision, Inquiry, Outcome, Review

from .period import Period

Value = int | float | None
ON_TIME_LIMIT = Q(stopped_at__lte=F("due_at"))
# A clock that stopped since its case was not accepted, transferred or merged tells of no answer in time.
DONE = Q(stopped_because="")


@dataclass(frozen=True, slots=True)
class Figure:
    key: str
    label: str
    formula: str
    unit: str
    query: Callable[[Period], Value]


def received(p: Period) -> int:
    return p.voices().count()


def replied(p: Period) -> int:
    return p.cases().filter(answered_at__lt=p.closes).count()


def still_open(p: Period) -> int:
    return p.cases().exclude(answered_at__lt=p.closes).exclude(closed_at__lt=p.closes).count()


def closed_unanswered(p: Period) -> int:
    """Not accepted, transferred out, or merged into a case that is not answered yet."""
    return p.cases().exclude(answered_at__lt=p.closes).filter(closed_at__lt=p.closes).count()


def reply_rate(p: Period) -> Value:
    """Of what was to be answered; what was not accepted, transferred or merged does not keep it from being whole."""
    answered = replied(p)
    return share(answered, answered + still_open(p))


def closed(p: Period) -> int:
    return p.cases().filter(closed_at__lt=p.closes).exclude(state__in=WITHOUT_REPLY).count()


def on_time(p: Period) -> int:
    return p.clocks().filter(ON_TIME_LIMIT, DONE, stopped_at__lt=p.closes).count()


def overdue_open(p: Period) -> int:
    """Clocks that ran past their due moment before the period closed, not stopped by then and not standing still."""
    late = p.clocks().filter(due_at__lt=p.closes).exclude(stopped_at__lt=p.closes)
    return late.exclude(paused_at__lt=p.closes).count()


def late_closed(p: Period) -> int:
    return p.clocks().filter(stopped_at__lt=p.closes).exclude(ON_TIME_LIMIT).count()


def on_time_rate(p: Period) -> Value:
    """Closed on time ÷ (closed + open overdue): an unanswered late letter counts against the office at once."""
    kept = on_time(p)
    return share(kept, kept + late_closed(p) + overdue_open(p))


def median_days(p: Period) -> Value:
    return round(median(days), 1) if (days := _days(p)) else None


def p90_days(p: Period) -> Value:
    days = _days(p)
    return round(days[min(int(len(days) * 0.9), len(days) - 1)], 1) if days else None


def _days(p: Period) -> list[float]:
    """Days from letter to answer, shortest first."""
    moments = p.cases().filter(answered_at__lt=p.closes).values_list("opened_at", "answered_at")
    return sorted((answered - opened).total_seconds() / 86400 for opened, answered in moments if answered)


def returned(p: Period) -> int:
    return p.deeds("case.returned").count()


def multi_section(p: Period) -> int:
    return p.cases().annotate(sections=Count("parts")).filter(sections__gt=1).count()


def reopened(p: Period) -> int:
    return p.deeds("case.reopened").count()


def rated(p: Period) -> int:
    return int(p.ratings().count())


def satisfied(p: Period) -> int:
    return int(p.ratings().filter(stars__gte=4).count())


def satisfaction_rate(p: Period) -> Value:
    return share(satisfied(p), rated(p))


def solved_rate(p: Period) -> Value:
    told = p.ratings().exclude(solved=None)
    return share(told.filter(solved=True).count(), told.count())


def published_answers(p: Period) -> int:
    return int(p.published().count())


def publish_rate(p: Period) -> Value:
    """Published ÷ replies whose writers and reviewers agreed to show them."""
    agreed = p.replies().filter(make_public=True, case__voice__wants_public=True)
    return share(agreed.filter(published_at__lt=p.closes).count(), agreed.count())


def unanswered_topics(p: Period) -> int:
    """Topics with voices in the period of which no voice is answered."""
    raised = p.voices().filter(proposal__topic__isnull=False)
    topics = raised.values("proposal__topic").annotate(answered=Count("case", filter=Q(case__answered_at__lt=p.closes)))
    return topics.filter(answered=0).count()


def suggestions(p: Period) -> int:
    return p.voices().filter(proposal__kind="建议").count()


def complaints(p: Period) -> int:
    return p.voices().filter(proposal__kind__in=("投诉", "举报")).count()


def decided_suggestions(p: Period) -> int:
    return p.cases().filter(_decided_by(p)).count()


def adopted_suggestions(p: Period) -> int:
    return p.cases().filter(_decided_by(p), adoption__in=(Outcome.ADOPTED, Outcome.PARTLY)).count()


def adoption_rate(p: Period) -> Value:
    return share(adopted_suggestions(p), decided_suggestions(p))


def _decided_by(p: Period) -> Q:
    """Suggestions of which it was said before the period closed what became of them."""
    return ~Q(adoption="") & Q(pk__in=Adoption.objects.filter(at__lt=p.closes).values("case"))


def justified(p: Period) -> int:
    return _found_justified(p).count()


def concluded(p: Period) -> int:
    return _found_justified(p).filter(concluded_at__lt=p.closes).count()


def concluded_rate(p: Period) -> Value:
    return share(concluded(p), justified(p))


def _found_justified(p: Period) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(
        p.of("case__opened_at"), p.within("case__unit"), verdict__in=sorted(FOUNDED), found_at__lt=p.closes
    )


def reviews_two_step(p: Period) -> int:
    """Replies whose text was signed off by the section head and by the leader."""
    approved = Review.objects.filter(decision=Decision.APPROVED).values("draft").annotate(steps=Count("step"))
    return p.replies().filter(draft__in=approved.filter(steps__gte=2).values("draft")).count()


def share(part: float, whole: float) -> Value:
    """A percentage to one decimal, None where there is nothing to divide by."""
    return round(100 * part / whole, 1) if whole else None


FIGURES: tuple[Figure, ...] = (
    Figure("received", "来件数", "期内提出的来件件数", "件", received),
    Figure("replied", "已答复数", "期内来件中，截至期末已答复的件数", "件", replied),
    Figure("open", "未答复数", "期内来件中，截至期末尚未答复也未了结的件数", "件", still_open),
    Figure("reply_rate", "答复率", "已答复数÷（已答复数＋未答复数）", "%", reply_rate),
    Figure("closed", "已办结数", "期内来件中，截至期末已归档办结的件数", "件", closed),
    Figure(
        "closed_unanswered",
        "未答复了结数",
        "期内来件中，截至期末不予受理、转出，或者并案而尚未一并答复的件数",
        "件",
        closed_unanswered,
    ),
    Figure(
        "on_time",
        "按时答复数",
        "期内起算的时限中，到期前停止计时的件数，因不予受理、转出、并案而停止的不计",
        "件",
        on_time,
    ),
    Figure("late_closed", "超期答复数", "期内起算的时限中，到期后才停止计时的件数", "件", late_closed),
    Figure(
        "overdue_open",
        "超期未答复数",
        "期内起算的时限中，截至期末已到期仍未停止计时的件数，计时暂停的不计",
        "件",
        overdue_open,
    ),
    Figure("on_time_rate", "按时答复率", "按时答复数÷（按时答复数＋超期答复数＋超期未答复数）", "%", on_time_rate),
    Figure("median_days", "答复用时中位数", "期内来件从提出到答复的自然日数，取中位数", "天", median_days),
    Figure("p90_days", "九成办件答复用时", "期内来件从提出到答复的自然日数，取第90百分位数", "天", p90_days),
    Figure("returned", "退回次数", "期内科室退回综合信息科重新交办的次数", "次", returned),
    Figure("multi_section", "多科室办件数", "期内办件中，由两个以上科室共同办理的件数", "件", multi_section),
    Figure("reopened", "重新办理次数", "期内来件人不满意而重新办理的次数", "次", reopened),
    Figure("rated", "评价数", "期内办件的答复中，来件人作出评价的件数", "件", rated),
    Figure("satisfied", "满意数", "评价中四星和五星的件数", "件", satisfied),
    Figure("satisfaction_rate", "满意率", "满意数÷评价数", "%", satisfaction_rate),
    Figure("solved_rate", "解决率", "来件人表示已解决的件数÷对是否解决作答的件数", "%", solved_rate),
    Figure("published_answers", "公开答复数", "期内在门户网站公开的答复篇数", "篇", published_answers),
    Figure("publish_rate", "答复公开率", "已公开的答复÷来件人和审签人均同意公开的答复", "%", publish_rate),
    Figure(
        "unanswered_topics",
        "未回应热点数",
        "期内有来件、但所涉来件均未答复的热点个数",
        "个",
        unanswered_topics,
    ),
    Figure("suggestions", "建议件数", "期内来件中类别为建议的件数", "件", suggestions),
    Figure("complaints", "投诉举报件数", "期内来件中类别为投诉或举报的件数", "件", complaints),
    Figure(
        "suggestions_decided",
        "建议答复采纳情况件数",
        "期内办件中，截至期末已说明是否采纳的建议件数",
        "件",
        decided_suggestions,
    ),
    Figure("suggestions_adopted", "采纳建议件数", "其中采纳和部分采纳的件数", "件", adopted_suggestions),
    Figure("adoption_rate", "建议采纳率", "采纳建议件数÷建议答复采纳情况件数", "%", adoption_rate),
    Figure("justified", "属实件数", "期内办件中，截至期末认定属实或者部分属实的投诉举报件数", "件", justified),
    Figure("concluded", "查结件数", "属实件数中，截至期末核查已有结果的件数", "件", concluded),
    Figure("concluded_rate", "查结率", "查结件数÷属实件数", "%", concluded_rate),
    Figure(
        "reviews_two_step",
        "两级审签答复数",
        "期内办件的答复中，经科室负责人和分管领导两级审签的件数",
        "件",
        reviews_two_step,
    ),
)


def value_of(key: str, period: Period) -> Value:
    """The value of one figure in a period."""
    return next(figure for figure in FIGURES if figure.key == key).query(period)
