"""How letters went beside the reply: longer terms, not accepted, transferred, merged; and who rated."""

from typing import Final

from django.db.models import QuerySet

from huiying.core.lifecycle import State
from huiying.feedback.models import Rating
from huiying.handling.models import Case, CaseQuerySet, Extension, Grant, Reply

from .figure import Count, Figure, Share
from .period import Period


def _extensions(p: Period) -> QuerySet[Extension]:
    return Extension.objects.filter(p.of("asked_at"), p.within("clock__case__unit"))


def _ended(p: Period, state: State) -> CaseQuerySet:
    return p.cases().filter(state=state, closed_at__lt=p.closes)


EXTENSIONS_ASKED: Final = Count(
    "extensions_asked", "申请延期次数", "extensions asked for", "期内申请延长时限的次数", "次", Extension, _extensions
)
EXTENDED: Final = Count(
    "extended",
    "批准延期次数",
    "extensions granted",
    "其中截至期末已批准的次数",
    "次",
    Extension,
    lambda p: _extensions(p).filter(grant=Grant.GRANTED, decided_at__lt=p.closes),
)
NOT_ACCEPTED: Final = Count(
    "not_accepted",
    "不予受理数",
    "not accepted",
    "期内来件中，截至期末不予受理的件数",
    "件",
    Case,
    lambda p: _ended(p, State.NOT_ACCEPTED),
)
TRANSFERRED: Final = Count(
    "transferred",
    "转出数",
    "transferred",
    "期内来件中，截至期末转其他机关办理的件数",
    "件",
    Case,
    lambda p: _ended(p, State.TRANSFERRED),
)
MERGED: Final = Count(
    "merged",
    "并案数",
    "merged",
    "期内来件中，截至期末并入其他办件的件数",
    "件",
    Case,
    lambda p: _ended(p, State.MERGED),
)
REPLIES: Final = Count(
    "replies", "发出答复数", "replies sent", "期内办件中，截至期末发出的答复件数", "件", Reply, Period.replies
)
RATED: Final = Count(
    "rated", "评价数", "ratings", "期内办件的答复中，来件人作出评价的件数", "件", Rating, Period.ratings
)
PARTICIPATION_RATE: Final = Share(
    "participation_rate", "评价参与率", "share of replies rated", "评价数÷发出答复数", "%", RATED, (REPLIES,)
)
ENDINGS: Final[tuple[Figure, ...]] = (
    EXTENSIONS_ASKED,
    EXTENDED,
    NOT_ACCEPTED,
    TRANSFERRED,
    MERGED,
    REPLIES,
    PARTICIPATION_RATE,
)
