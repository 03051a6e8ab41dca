"""Clocks and steps in words, where Python and not a page writes them."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.lifecycle import State
from huiying.core.remaining import closing_time, last_day
from huiying.core.words import LANGUAGES

from .models import Case, Clock, Decision, Review
from .rulebook import calendar, is_final


def remaining(clock: Clock | None, at: datetime) -> str:
    """What is left of a running clock, or by how much it is overdue; nothing where none runs."""
    if clock is None or clock.stopped_at is not None:
        return ""
    if clock.paused_at is not None:
        return _("Clock paused")
    language = get_language() or ""
    unit = clock.because[0]["unit"] if clock.because else None
    return deadline.remaining(at, clock.due_at, calendar(), unit=unit).say(
        language if language in LANGUAGES else LANGUAGES[0]
    )


def due(clock: Clock | None) -> str:
    """The end of a clock as a table writes it: 2026-03-24 24:00, never the midnight that begins the next day."""
    return f"{last_day(clock.due_at)} {closing_time(clock.due_at)}" if clock else ""


def next_step(case: Case, review: Review | None) -> str:
    """Who has to do what now; `review` is the step of the sign-off at which the case waits."""
    part = case.lead_part()
    section = part.section.name if part else _("the information section")
    handler = str(part.handler) if part and part.handler else section
    told = {
        State.REGISTERED: _("The information section assesses and assigns it."),
        State.RETURNED: _assigning(case),
        State.REOPENED: _("The information section assigns it again."),
        State.ASSIGNED: _("%(section)s takes it and names a handler.") % {"section": section},
        State.ASKED: _("The answer to what was asked is awaited; then %(handler)s goes on.") % {"handler": handler},
        State.ACCEPTED: _("%(handler)s drafts the reply.") % {"handler": handler},
        State.DRAFTING: _("%(handler)s finishes the draft and sends it into review.") % {"handler": handler},
        State.IN_REVIEW: _signing(case, review, section),
        State.APPROVED: _("%(handler)s sends the reply to the writer.") % {"handler": handler},
        State.DELIVERED: _("%(handler)s closes the file.") % {"handler": handler},
        State.CLOSED: _("Nothing more is to be done."),
        State.NOT_ACCEPTED: _("Nothing more is to be done."),
        State.TRANSFERRED: _("Nothing more is to be done here; the other organ answers."),
        State.MERGED: _with_another(case),
    }
    return told[State(case.state)]


def _assigning(case: Case) -> str:
    if is_final(case.regulation, case.returns):
        return _("The information section decides whose it is; that assignment is final.")
    return _("The information section assigns it again.")


def _with_another(case: Case) -> str:
    told = {"number": case.merged_into.number if case.merged_into else ""}
    if case.answered_with_another:
        return _("It was answered with case %(number)s.") % told
    return _("It is answered with case %(number)s.") % told


def _signing(case: Case, review: Review | None, section: str) -> str:
    """Whose signature is waited for; of those that countersign side by side, all that still have to."""
    if review is None:
        return _("The next signature is asked for.")
    if review.step == "countersign":
        asked = review.draft.reviews.filter(decision=Decision.WAITING, step="countersign").select_related("section")
        names = _(", ").join(str(each.section) for each in asked)
        return _("The heads of these sections countersign: %(sections)s.") % {"sections": names}
    told = {
        "section_head": _("The head of %(section)s signs the text.") % {"section": section},
        "office": _("The information section checks the text."),
        "secrecy": _("The information section checks the text for secrets and personal data."),
        "principal": _("The principal leader signs the text."),
    }
    return told.get(review.step) or _("The leader in charge signs the text.")
