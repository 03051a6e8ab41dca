"""舆情 · What counts as public opinion, and how far it went.

Under 国办发〔2016〕61号 what is watched and answered is what is said in public about our work; a letter is part of it
where it hits one of the five criteria or is graded above 一般.
"""

from typing import Final

from django.db.models import DecimalField, F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from huiying.assessment.models import Level
from huiying.assessment.spreading import MOST
from huiying.core.lifecycle import WITHOUT_REPLY
from huiying.handling.clues.offering import IN_PUBLIC
from huiying.intake.models import Form, Voice, VoiceQuerySet

from .figure import Count, Figure
from .period import Period
from .total import Total

GRADED = (Level.CONSIDERABLE, Level.MAJOR, Level.EXTREME)
CRITERION = Q(proposal__isnull=False) & ~Q(proposal__criteria=[])
SCREENED = Q(proposal__emergency=True) | Q(proposal__rumour=True) | Q(proposal__level__in=GRADED)
IS_OPINION: Final = IN_PUBLIC | Q(channel__form=Form.BOARD) | SCREENED | CRITERION


def _opinions(p: Period) -> VoiceQuerySet:
    return p.voices().filter(IS_OPINION)


def _answered(p: Period) -> VoiceQuerySet:
    return _opinions(p).filter(case__answered_at__lt=p.closes)


def _closed(p: Period) -> VoiceQuerySet:
    return _opinions(p).filter(case__closed_at__lt=p.closes).exclude(case__state__in=WITHOUT_REPLY)


def _spread(over: Count, sort: str, key: str, label: str, english: str) -> Total:
    """A figure of platforms, summed over the voices of which it is told; what is no count is not told."""
    return Total(
        key,
        label,
        english,
        f"{over.label}中，平台提供{label.removesuffix('总数')}的，各件相加",
        "次",
        over,
        lambda rows: rows.filter(**{f"spread__{sort}__gte": 0, f"spread__{sort}__lte": MOST}),
        lambda: Cast(KeyTextTransform(sort, "spread"), DecimalField(max_digits=20, decimal_places=0)),
    )


def _column(over: Count, column: str, label: str, english: str) -> Total:
    return Total(
        column,
        label,
        english,
        f"{over.label}中，{label.removesuffix('总数')}大于零的，各件相加",
        "次",
        over,
        lambda rows: rows.filter(**{f"{column}__gt": 0}),
        lambda: F(column),
    )


ALL: Final = Count("letters_all", "来件数", "letters received", "期内提出的来件件数", "件", Voice, Period.voices)
OPINIONS: Final = Count(
    "opinions",
    "舆情件数",
    "public opinion",
    "期内来件中，在公开平台发布的，或者符合回应标准、涉突发事件、疑似谣言、等级在较大以上的件数",
    "件",
    Voice,
    _opinions,
)
OPINIONS_REPLIED: Final = Count(
    "opinions_replied",
    "舆情已答复数",
    "public opinion answered",
    "舆情件数中，截至期末已答复的件数",
    "件",
    Voice,
    _answered,
)
OPINIONS_CLOSED: Final = Count(
    "opinions_closed",
    "舆情已办结数",
    "public opinion closed",
    "舆情件数中，截至期末已归档办结的件数",
    "件",
    Voice,
    _closed,
)
LIKES: Final = _column(ALL, "likes", "点赞总数", "likes")
AGAINST: Final = _column(ALL, "against", "反对总数", "against")
READS: Final = _spread(ALL, "reads", "reads", "阅读总数", "reads")
COMMENTS: Final = _spread(ALL, "comments", "comments", "评论总数", "comments")
REPOSTS: Final = _spread(ALL, "reposts", "reposts", "转发总数", "reposts")
OPINIONS_READS: Final = _spread(OPINIONS, "reads", "opinions_reads", "舆情阅读总数", "reads of public opinion")
OPINIONS_COMMENTS: Final = _spread(
    OPINIONS, "comments", "opinions_comments", "舆情评论总数", "comments on public opinion"
)

OPINION: Final[tuple[Figure, ...]] = (
    OPINIONS,
    OPINIONS_REPLIED,
    OPINIONS_CLOSED,
    OPINIONS_READS,
    OPINIONS_COMMENTS,
    LIKES,
    AGAINST,
    READS,
    COMMENTS,
    REPOSTS,
)
