"""The figures of the desk: what came, what was answered and when, and what its writers thought of it."""

from typing import Final

from django.db.models import Count as Many
from django.db.models import F, Q, QuerySet

from huiying.assessment.models import Topic
from huiying.core.lifecycle import WITHOUT_REPLY
from huiying.core.loops import FOUNDED
from huiying.feedback.models import Rating
from huiying.handling.models import (
    Adoption,
    Case,
    CaseQuerySet,
    Clock,
    ClockQuerySet,
    Decision,
    Inquiry,
    Outcome,
    Reply,
    ReplyQuerySet,
    Review,
)
from huiying.intake.models import Voice, VoiceQuerySet
from huiying.ledger.models import Entry
from huiying.publication.models import PublishedAnswer

from .endings import PARTICIPATION_RATE, RATED, REPLIES
from .figure import Count, Figure, Quantile, Share
from .period import Period
from .responding import NOT_RESPONDED, RESPONDED, RESPONSE_RATE
from .standing import RECEIVED

IN_TIME = Q(stopped_at__lte=F("due_at"))
# A clock that stopped since its case was not accepted, transferred or merged tells of no answer in time.
DONE = Q(stopped_because="")


def _answered(p: Period) -> CaseQuerySet:
    return p.cases().filter(answered_at__lt=p.closes)


def _open(p: Period) -> CaseQuerySet:
    return p.cases().exclude(answered_at__lt=p.closes).exclude(closed_at__lt=p.closes)


def _over_without_an_answer(p: Period) -> CaseQuerySet:
    """Not accepted, transferred out, or merged into a case that is not answered yet."""
    return p.cases().exclude(answered_at__lt=p.closes).filter(closed_at__lt=p.closes)


def _closed(p: Period) -> CaseQuerySet:
    return p.cases().filter(closed_at__lt=p.closes).exclude(state__in=WITHOUT_REPLY)


def _kept(p: Period) -> ClockQuerySet:
    return p.clocks().filter(IN_TIME, DONE, stopped_at__lt=p.closes)


def _stopped_late(p: Period) -> ClockQuerySet:
    return p.clocks().filter(stopped_at__lt=p.closes).exclude(IN_TIME)


def _overdue(p: Period) -> ClockQuerySet:
    """Clocks that ran past their due moment before the period closed, not stopped by then and not standing still."""
    late = p.clocks().filter(due_at__lt=p.closes).exclude(stopped_at__lt=p.closes)
    return late.exclude(paused_at__lt=p.closes)


def _of_several_sections(p: Period) -> CaseQuerySet:
    return p.cases().annotate(sections=Many("parts")).filter(sections__gt=1)


def _agreed(p: Period) -> ReplyQuerySet:
    """Replies whose writers and reviewers agreed to show them."""
    return p.replies().filter(make_public=True, case__voice__wants_public=True)


def _unanswered_topics(p: Period) -> QuerySet[Topic]:
    """Topics with voices in the period of which no voice is answered."""
    raised = p.voices().filter(proposal__topic__isnull=False)
    topics = raised.values("proposal__topic").annotate(answered=Many("case", filter=Q(case__answered_at__lt=p.closes)))
    return Topic.objects.filter(pk__in=topics.filter(answered=0).values("proposal__topic"))


def _of_kinds(p: Period, *kinds: str) -> VoiceQuerySet:
    return p.voices().filter(proposal__kind__in=kinds)


def _decided(p: Period) -> CaseQuerySet:
    """Suggestions of which it was said before the period closed what became of them."""
    return p.cases().filter(~Q(adoption=""), pk__in=Adoption.objects.filter(at__lt=p.closes).values("case"))


def _justified(p: Period) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(
        p.of("case__opened_at"), p.within("case__unit"), verdict__in=sorted(FOUNDED), found_at__lt=p.closes
    )


def _signed_twice(p: Period) -> ReplyQuerySet:
    """Replies whose text was signed off by the section head and by the leader."""
    approved = Review.objects.filter(decision=Decision.APPROVED).values("draft").annotate(steps=Many("step"))
    return p.replies().filter(draft__in=approved.filter(steps__gte=2).values("draft"))


REPLIED: Final = Count("replied", "已答复数", "answered", "期内来件中，截至期末已答复的件数", "件", Case, _answered)
OPEN: Final = Count(
    "open", "未答复数", "not answered yet", "期内来件中，截至期末尚未答复也未了结的件数", "件", Case, _open
)
REPLY_RATE: Final = Share(
    "reply_rate", "答复率", "reply rate", "已答复数÷（已答复数＋未答复数）", "%", REPLIED, (REPLIED, OPEN)
)
CLOSED: Final = Count("closed", "已办结数", "closed", "期内来件中，截至期末已归档办结的件数", "件", Case, _closed)
CLOSED_UNANSWERED: Final = Count(
    "closed_unanswered",
    "未答复了结数",
    "over without an answer",
    "期内来件中，截至期末不予受理、转出，或者并案而尚未一并答复的件数",
    "件",
    Case,
    _over_without_an_answer,
)
ON_TIME: Final = Count(
    "on_time",
    "按时答复数",
    "answered in time",
    "期内起算的时限中，到期前停止计时的件数，因不予受理、转出、并案而停止的不计",
    "件",
    Clock,
    _kept,
)
LATE_CLOSED: Final = Count(
    "late_closed", "超期答复数", "answered late", "期内起算的时限中，到期后才停止计时的件数", "件", Clock, _stopped_late
)
OVERDUE_OPEN: Final = Count(
    "overdue_open",
    "超期未答复数",
    "overdue and open",
    "期内起算的时限中，截至期末已到期仍未停止计时的件数，计时暂停的不计",
    "件",
    Clock,
    _overdue,
)
ON_TIME_RATE: Final = Share(
    "on_time_rate",
    "按时答复率",
    "on-time rate",
    "按时答复数÷（按时答复数＋超期答复数＋超期未答复数）",
    "%",
    ON_TIME,
    (ON_TIME, LATE_CLOSED, OVERDUE_OPEN),
)
MEDIAN_DAYS: Final = Quantile(
    "median_days",
    "答复用时中位数",
    "median days to answer",
    "期内来件从提出到答复的自然日数，取中位数",
    "天",
    REPLIED,
    "opened_at",
    "answered_at",
    0.5,
)
P90_DAYS: Final = Quantile(
    "p90_days",
    "九成办件答复用时",
    "90th percentile of days to answer",
    "期内来件从提出到答复的自然日数，取第90百分位数",
    "天",
    REPLIED,
    "opened_at",
    "answered_at",
    0.9,
)
RETURNED: Final = Count(
    "returned",
    "退回次数",
    "times returned",
    "期内科室退回综合信息科重新交办的次数",
    "次",
    Entry,
    lambda p: p.deeds("case.returned"),
)
MULTI_SECTION: Final = Count(
    "multi_section",
    "多科室办件数",
    "cases of several sections",
    "期内办件中，由两个以上科室共同办理的件数",
    "件",
    Case,
    _of_several_sections,
)
REOPENED: Final = Count(
    "reopened",
    "重新办理次数",
    "times reopened",
    "期内来件人不满意而重新办理的次数",
    "次",
    Entry,
    lambda p: p.deeds("case.reopened"),
)
SATISFIED: Final = Count(
    "satisfied",
    "满意数",
    "satisfied",
    "评价中四星和五星的件数",
    "件",
    Rating,
    lambda p: p.ratings().filter(stars__gte=4),
)
SATISFACTION_RATE: Final = Share(
    "satisfaction_rate", "满意率", "satisfaction rate", "满意数÷评价数", "%", SATISFIED, (RATED,)
)
SOLVED_TOLD: Final = Count(
    "solved_told",
    "对是否解决作答数",
    "said whether it is solved",
    "评价中对问题是否解决作答的件数",
    "件",
    Rating,
    lambda p: p.ratings().exclude(solved=None),
)
SOLVED: Final = Count(
    "solved",
    "已解决数",
    "said to be solved",
    "评价中来件人表示已解决的件数",
    "件",
    Rating,
    lambda p: p.ratings().filter(solved=True),
)
SOLVED_RATE: Final = Share(
    "solved_rate", "解决率", "solution rate", "已解决数÷对是否解决作答数", "%", SOLVED, (SOLVED_TOLD,)
)
PUBLISHED_ANSWERS: Final = Count(
    "published_answers",
    "公开答复数",
    "answers published",
    "期内在门户网站公开的答复篇数",
    "篇",
    PublishedAnswer,
    Period.published,
)
AGREED: Final = Count(
    "agreed_public",
    "同意公开的答复数",
    "replies agreed to be shown",
    "期内办件的答复中，来件人和审签人均同意公开的件数",
    "件",
    Reply,
    _agreed,
)
AGREED_SHOWN: Final = Count(
    "agreed_published",
    "同意公开且已公开的答复数",
    "replies agreed to be shown and published",
    "同意公开的答复中，截至期末已公开的件数",
    "件",
    Reply,
    lambda p: _agreed(p).filter(published_at__lt=p.closes),
)
PUBLISH_RATE: Final = Share(
    "publish_rate",
    "答复公开率",
    "publication rate of answers",
    "同意公开且已公开的答复数÷同意公开的答复数",
    "%",
    AGREED_SHOWN,
    (AGREED,),
)
UNANSWERED_TOPICS: Final = Count(
    "unanswered_topics",
    "未回应热点数",
    "topics without an answer",
    "期内有来件、但所涉来件均未答复的热点个数",
    "个",
    Topic,
    _unanswered_topics,
)
SUGGESTIONS: Final = Count(
    "suggestions", "建议件数", "suggestions", "期内来件中类别为建议的件数", "件", Voice, lambda p: _of_kinds(p, "建议")
)
COMPLAINTS: Final = Count(
    "complaints",
    "投诉举报件数",
    "complaints and reports of wrongdoing",
    "期内来件中类别为投诉或举报的件数",
    "件",
    Voice,
    lambda p: _of_kinds(p, "投诉", "举报"),
)
SUGGESTIONS_DECIDED: Final = Count(
    "suggestions_decided",
    "建议答复采纳情况件数",
    "suggestions with their outcome told",
    "期内办件中，截至期末已说明是否采纳的建议件数",
    "件",
    Case,
    _decided,
)
SUGGESTIONS_ADOPTED: Final = Count(
    "suggestions_adopted",
    "采纳建议件数",
    "suggestions adopted",
    "其中采纳和部分采纳的件数",
    "件",
    Case,
    lambda p: _decided(p).filter(adoption__in=(Outcome.ADOPTED, Outcome.PARTLY)),
)
ADOPTION_RATE: Final = Share(
    "adoption_rate",
    "建议采纳率",
    "adoption rate",
    "采纳建议件数÷建议答复采纳情况件数",
    "%",
    SUGGESTIONS_ADOPTED,
    (SUGGESTIONS_DECIDED,),
)
JUSTIFIED: Final = Count(
    "justified",
    "属实件数",
    "found justified",
    "期内办件中，截至期末认定属实或者部分属实的投诉举报件数",
    "件",
    Inquiry,
    _justified,
)
CONCLUDED: Final = Count(
    "concluded",
    "查结件数",
    "investigations concluded",
    "属实件数中，截至期末核查已有结果的件数",
    "件",
    Inquiry,
    lambda p: _justified(p).filter(concluded_at__lt=p.closes),
)
CONCLUDED_RATE: Final = Share(
    "concluded_rate", "查结率", "conclusion rate", "查结件数÷属实件数", "%", CONCLUDED, (JUSTIFIED,)
)
REVIEWS_TWO_STEP: Final = Count(
    "reviews_two_step",
    "两级审签答复数",
    "replies signed off twice",
    "期内办件的答复中，经科室负责人和分管领导两级审签的件数",
    "件",
    Reply,
    _signed_twice,
)

DESK: Final[tuple[Figure, ...]] = (
    RECEIVED,
    REPLIED,
    OPEN,
    REPLY_RATE,
    CLOSED,
    CLOSED_UNANSWERED,
    ON_TIME,
    LATE_CLOSED,
    OVERDUE_OPEN,
    ON_TIME_RATE,
    MEDIAN_DAYS,
    P90_DAYS,
    RETURNED,
    MULTI_SECTION,
    REOPENED,
    RATED,
    SATISFIED,
    SATISFACTION_RATE,
    SOLVED_TOLD,
    SOLVED,
    SOLVED_RATE,
    PUBLISHED_ANSWERS,
    AGREED,
    AGREED_SHOWN,
    PUBLISH_RATE,
    UNANSWERED_TOPICS,
    SUGGESTIONS,
    COMPLAINTS,
    SUGGESTIONS_DECIDED,
    SUGGESTIONS_ADOPTED,
    ADOPTION_RATE,
    JUSTIFIED,
    CONCLUDED,
    CONCLUDED_RATE,
    REVIEWS_TWO_STEP,
    RESPONDED,
    NOT_RESPONDED,
    RESPONSE_RATE,
    REPLIES,
    PARTICIPATION_RATE,
)
"""Those that an account of the whole lists in its table."""
