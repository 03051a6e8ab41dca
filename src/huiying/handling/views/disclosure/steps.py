"""The steps of a request in the pane of its case: which are done, which are possible for this person, and why the
others are not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.people import policies
from huiying.people.models import User

from ... import actions
from ...clocks.terms import term_title_of
from ...disclosure.beginning import KIND
from ...disclosure.course import WHY_NOT, Course, course, last_day_of
from ...disclosure.forms import (
    ConsultForm,
    CorrectedForm,
    CorrectionForm,
    DecideForm,
    FeeForm,
    JudgeForm,
    NothingForm,
    OpinionForm,
    OverrideForm,
    PaidForm,
    ReachedForm,
    ReasonsForm,
    ReceiptForm,
    StepForm,
    UnpaidForm,
)
from ...disclosure.redacting import ENDINGS
from ...models import Case, CaseFile, ConsultedParty, DisclosureNotice, DisclosureRequest, RedactedCopy


@dataclass(frozen=True, slots=True)
class Deed:
    """A step: what it is called, its article, the deed that grants it, its form, and what it does."""

    title: Any
    article: str
    grant: str
    form: Callable[..., StepForm]
    do: Callable[..., object]
    said: Any
    button: Any
    hint: Any = ""
    always: bool = True  # shown also where it is not possible, with the reason


DEEDS: dict[str, Deed] = {
    "receipt": Deed(
        gettext_lazy("Day of receipt"),
        "31",
        "handling.disclosure.receipt",
        ReceiptForm,
        actions.record_receipt,
        gettext_lazy("The day of receipt is recorded; the clocks run from it."),
        gettext_lazy("Record the receipt"),
        gettext_lazy(
            "Handed in: that day. Registered post: the day it is signed for. Ordinary post: confirmed with the"
            " applicant the same day. Internet or fax: the day on which both sides confirm."
        ),
    ),
    "correction": Deed(
        gettext_lazy("Correction notice"),
        "30",
        "handling.ask",
        CorrectionForm,
        actions.ask_correction,
        gettext_lazy("The applicant is told what to correct; the clock stands still."),
        gettext_lazy("Send the notice"),
        gettext_lazy("Once only, within 7 working days of receipt. The term runs anew from the correction."),
    ),
    "corrected": Deed(
        gettext_lazy("The correction arrived on paper"),
        "30",
        "handling.ask",
        CorrectedForm,
        actions.take_correction,
        gettext_lazy("The correction is kept; the term runs anew from the day it arrived."),
        gettext_lazy("Keep the correction"),
        always=False,
    ),
    "uncorrected": Deed(
        gettext_lazy("Not corrected in time"),
        "30",
        "handling.disclosure.decide",
        NothingForm,
        actions.let_correction_lapse,
        gettext_lazy("The request is given up; the answer that says so is drafted."),
        gettext_lazy("Give the request up"),
        always=False,
    ),
    "consult": Deed(
        gettext_lazy("Third parties and co-producing organs"),
        "32, 34",
        "handling.disclosure.consult",
        ConsultForm,
        actions.consult,
        gettext_lazy("The letter is made; the clock stands still until the opinion is in."),
        gettext_lazy("Make the letter"),
        gettext_lazy(
            "Each party has a letter of its own and 15 working days. An organ that stays silent agrees; of a third"
            " party the office then decides by the regulation."
        ),
    ),
    "reasons": Deed(
        gettext_lazy("Very many requests: ask for reasons"),
        "35",
        "handling.ask",
        ReasonsForm,
        actions.ask_reasons,
        gettext_lazy("The applicant is asked for reasons; the clock runs on."),
        gettext_lazy("Send the notice"),
    ),
    "judge": Deed(
        gettext_lazy("Are the reasons sound"),
        "35",
        "handling.disclosure.decide",
        JudgeForm,
        actions.judge_reasons,
        gettext_lazy("It is kept whether the reasons are sound."),
        gettext_lazy("Keep it"),
        always=False,
    ),
    "fee": Deed(
        gettext_lazy("Processing fee"),
        "42",
        "handling.disclosure.fee",
        FeeForm,
        actions.ask_fee,
        gettext_lazy("The fee notice is sent; the clock stands still until it is paid."),
        gettext_lazy("Send the fee notice"),
        gettext_lazy(
            "By item or by page, never by both; only where requests are beyond reason in number. By page only for what"
            " is provided, not for what is public already. The term runs anew once it is paid."
        ),
    ),
    "paid": Deed(
        gettext_lazy("The fee was paid"),
        "42",
        "handling.disclosure.fee",
        PaidForm,
        actions.pay_fee,
        gettext_lazy("The payment is recorded; the clock runs again."),
        gettext_lazy("Record the payment"),
        always=False,
    ),
    "unpaid": Deed(
        gettext_lazy("Not paid in time"),
        "42",
        "handling.disclosure.decide",
        UnpaidForm,
        actions.let_fee_lapse,
        gettext_lazy("The request is given up; the answer that says so is drafted."),
        gettext_lazy("Give the request up"),
        gettext_lazy("20 working days run from the day after the notice reached the applicant."),
        always=False,
    ),
    "decide": Deed(
        gettext_lazy("How it is answered"),
        "36, 37",
        "handling.disclosure.decide",
        DecideForm,
        actions.decide,
        gettext_lazy("It is decided; the draft of the answer is written. Read it, mend it, send it into review."),
        gettext_lazy("Write the answer"),
        gettext_lazy("What is chosen here is what the register and the annual report count."),
    ),
}
PARTY_DEEDS: dict[str, tuple[str, Callable[..., Any], Callable[..., object], Any]] = {
    "reached": (
        "handling.disclosure.consult",
        ReachedForm,
        actions.reached,
        gettext_lazy("Their 15 working days run from that day."),
    ),
    "opinion": ("handling.disclosure.consult", OpinionForm, actions.take_opinion, gettext_lazy("The opinion is kept.")),
    "override": (
        "handling.disclosure.override",
        OverrideForm,
        actions.override,
        gettext_lazy("It is disclosed all the same; the notice to the party is made."),
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the page: with a form, or with why it is not possible."""

    name: str
    deed: Deed
    why_not: str
    form: StepForm | None


@dataclass(frozen=True, slots=True)
class PartyLine:
    party: ConsultedParty
    until: str
    forms: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class CopyLine:
    copy: RedactedCopy
    marks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """All that the pane shows."""

    course: Course
    request: DisclosureRequest
    steps: tuple[Step, ...]
    parties: tuple[PartyLine, ...]
    notices: tuple[DisclosureNotice, ...]
    copies: tuple[CopyLine, ...]
    sources: tuple[CaseFile, ...]
    why_no_copy: str
    answer: str
    ground: str
    term: str
    fee_until: str


def disclosure_context(case: Case, person: User, at: datetime | None = None) -> dict[str, object]:
    """The pane of a request; nothing for a case of another kind."""
    return {"disclosure": pane(case, person, at or timezone.now()) if case.kind == KIND else None}


def pane(case: Case, person: User, at: datetime) -> Pane:
    told = course(case, at)
    request = told.request
    kept = request.pk is not None
    outcome = next((each.title for each in told.outcomes if each.id == request.outcome), "")
    ground = told.rules.grounds.get(request.ground)
    may_redact = policies.allows(person, "handling.disclosure.redact", case)
    why_no_copy = WHY_NOT["redact"](told) if may_redact else _not_yours()
    return Pane(
        course=told,
        request=request,
        steps=tuple(_steps(told, case, person)) if case.is_open else (),
        parties=tuple(_party_line(party, told, person) for party in told.parties),
        notices=tuple(request.notices.all()) if kept else (),
        copies=tuple(_copies(told)) if kept else (),
        sources=() if why_no_copy else tuple(_sources(case)),
        why_no_copy=why_no_copy,
        answer=outcome,
        ground=ground.title if ground else "",
        term=term_title_of("disclosure.answer"),
        fee_until=last_day_of(told.fee.due_at) if told.fee else "",
    )


def _copies(told: Course) -> Iterator[CopyLine]:
    grounds = told.rules.grounds
    for copy in told.request.copies.select_related("source", "result", "by").prefetch_related("redactions"):
        marks = [(each.mark, grounds[each.ground].title) for each in copy.redactions.all() if each.ground in grounds]
        yield CopyLine(copy, tuple(marks))


def _sources(case: Case) -> QuerySet[CaseFile]:
    """What a copy can be made of: files for the case alone that are no copies themselves."""
    return case.case_files.kept().filter(to_writer=False, media_type__in=ENDINGS, redacted_from=None)


def _steps(told: Course, case: Case, person: User) -> list[Step]:
    steps = []
    for name, deed in DEEDS.items():
        why_not = WHY_NOT[name](told)
        if why_not and not deed.always:
            continue
        if not why_not and not policies.allows(person, deed.grant, case):
            why_not = _not_yours()
        steps.append(Step(name, deed, why_not, None if why_not else deed.form(told, auto_id=f"d-{name}-%s")))
    return steps


def _not_yours() -> str:
    return _("This is done by the handler of the case, or by whoever else holds the post for it.")


def _party_line(party: ConsultedParty, told: Course, person: User) -> PartyLine:
    return PartyLine(party, last_day_of(party.due_at), _party_forms(party, told, person))


def _party_forms(party: ConsultedParty, told: Course, person: User) -> tuple[tuple[str, Any], ...]:
    offered = ["reached", "opinion"] if party.waits else ["override"] if party.stands_against else []
    if not told.case.is_open:
        return ()
    return tuple(
        (name, PARTY_DEEDS[name][1](auto_id=f"p{party.pk}-{name}-%s"))
        for name in offered
        if policies.allows(person, PARTY_DEEDS[name][0], told.case)
    )
