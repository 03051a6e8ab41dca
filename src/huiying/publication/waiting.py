"""What of publication waits for a person's own deed. The desk counts it with everything else that waits."""

from django.db.models import QuerySet
from django.utils import timezone

from huiying.handling.board import letters
from huiying.handling.models import Case
from huiying.handling.supervised import own_sections
from huiying.handling.waiting import count_too
from huiying.people import policies
from huiying.people.models import User

from .models import BoardAside, BoardThread, ConsultationResult, Manuscript, Point, ResultState
from .models.manuscript import READ as READ_MANUSCRIPTS

BOARD = "publication.board"
DECIDE, APPROVE = "publication.consultation.decide", "publication.consultation.approve"


def board_letters(person: User) -> QuerySet[Case]:
    """Letters to the board within a person's reach on which nobody decided yet, the oldest first."""
    if not policies.allows(person, BOARD):
        return Case.objects.none()
    open_ones = letters(timezone.now()).filter(policies.within(person, BOARD))
    for decided in (BoardThread, BoardAside):
        open_ones = open_ones.exclude(voice__number__in=decided.objects.values("reference"))
    return open_ones


def _manuscripts(person: User) -> QuerySet[Manuscript]:
    if not policies.allows(person, READ_MANUSCRIPTS):
        return Manuscript.objects.none()
    return Manuscript.objects.seen_by(person).waiting_for(person)


def _points(person: User) -> QuerySet[Point]:
    """Points of opinions that a person's own sections were given, of consultations whose result is not told yet."""
    if not policies.allows(person, DECIDE):
        return Point.objects.none()
    running = Point.objects.filter(consultation__called_off_because="", consultation__result_published_at=None)
    return running.filter(section__in=own_sections(person), outcome="")


def _results(person: User) -> QuerySet[ConsultationResult]:
    """Results to approve; nobody approves what they wrote."""
    if not policies.allows(person, APPROVE):
        return ConsultationResult.objects.none()
    own = policies.within(person, APPROVE, "consultation__unit")
    return ConsultationResult.objects.filter(own, state=ResultState.SUBMITTED).exclude(written_by=person)


def watch() -> None:
    """Let the desk count these too."""
    count_too(
        {"board letters": board_letters, "manuscripts": _manuscripts, "points": _points, "results": _results},
    )
