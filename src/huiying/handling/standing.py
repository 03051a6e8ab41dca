"""四个闭环 · Where cases stand in the four loops: the rules of `core.loops` on a case, and as selections of rows."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiying.core.lifecycle import OPEN, State
from huiying.core.loops import (
    COMPLAINT_KINDS,
    COMPLAINTS,
    DECIDED_KINDS,
    FOUNDED,
    TOLD,
    UNDER_WAY,
    UNTAKEN,
    Course,
    Loop,
    Standing,
    complains,
    standings,
    suggests,
)

from .models import Case, CaseQuerySet, Inquiry

LOOPS = {
    Loop.ANSWER: _("Every question answered"),
    Loop.TAKE_UP: _("Every complaint taken up"),
    Loop.INVESTIGATE: _("Every justified one investigated"),
    Loop.CONCLUDE: _("Every investigation concluded"),
}
STANDINGS = {
    Standing.DONE: _("done"),
    Standing.OPEN: _("still open"),
    Standing.LATER: _("not yet"),
    Standing.NONE: _("not asked here"),
}
_BY_LETTER = Q(voice__proposal__kind__in=COMPLAINTS) & ~Q(kind__in=DECIDED_KINDS)
COMPLAINT = _BY_LETTER | Q(kind__in=COMPLAINT_KINDS) | Q(inquiry__isnull=False)
_FOUND = Q(inquiry__verdict__in=sorted(FOUNDED))
_STARTED = Q(state__in=[*sorted(UNDER_WAY), State.CLOSED])


def open_in(loop: Loop, cases: CaseQuerySet) -> CaseQuerySet:
    """The cases among `cases` whose `loop` is open."""
    if loop is Loop.ANSWER:
        return cases.filter(state__in=sorted(OPEN)).exclude(COMPLAINT)
    if loop is Loop.TAKE_UP:
        return cases.filter(COMPLAINT, state__in=sorted(UNTAKEN))
    if loop is Loop.INVESTIGATE:
        # by their keys: the database then reads the cases under way and the inquiries not done, not every closed case
        unlooked = Case.objects.filter(COMPLAINT, state__in=sorted(UNDER_WAY), inquiry=None)
        unchecked = Inquiry.objects.filter(verdict__in=sorted(FOUNDED), investigated_at=None, concluded_at=None)
        waiting = Case.objects.filter(pk__in=unchecked.values("case"), state__in=[*sorted(UNDER_WAY), State.CLOSED])
        return cases.filter(Q(pk__in=unlooked.values("pk")) | Q(pk__in=waiting.values("pk")))
    untold = Q(inquiry__concluded_at=None) | ~Q(state__in=sorted(TOLD))
    return cases.filter(_STARTED, _FOUND, untold, inquiry__investigated_at__isnull=False)


def course_of(case: Case) -> Course:
    """What the loops need to know of this case."""
    inquiry = inquiry_of(case)
    return Course(
        complains=complains(_wanted(case), case.kind, inquired=inquiry is not None),
        state=case.state,
        verdict=inquiry.verdict if inquiry else "",
        investigated=bool(inquiry and inquiry.investigated_at),
        concluded=bool(inquiry and inquiry.concluded_at),
    )


def in_words(case: Case) -> list[tuple[Loop, str, Standing, str]]:
    """Each loop with its name, where the case stands in it, and that in a word."""
    told = standings(course_of(case))
    return [(loop, str(name), told[loop], str(STANDINGS[told[loop]])) for loop, name in LOOPS.items()]


def is_suggestion(case: Case) -> bool:
    return suggests(_wanted(case), case.kind)


def inquiry_of(case: Case) -> Inquiry | None:
    try:
        return case.inquiry
    except ObjectDoesNotExist:
        return None


def _wanted(case: Case) -> str:
    """What its letter wants, as assessment has it now."""
    proposal = getattr(case.voice, "proposal", None)
    return proposal.kind if proposal else ""
