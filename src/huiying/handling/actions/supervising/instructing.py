"""批示 · A leader's instruction on a case, a topic or a voice: the sections report back, and the leader accepts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.assessment.models import Level, Topic
from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.core.lifecycle import OVER, State
from huiying.intake.models import Voice
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Section, User
from huiying.people.structure import refuse_foreign

from ...models import Case, Errand, ErrandReport, Instruction
from ..moving import stamp
from ..opening import open_case
from .texts import MOST_MISSING, MOST_REASON, written

MOST_INSTRUCTION = 1000


@transaction.atomic
def instruct(
    *,
    text: str,
    sections: Sequence[Section],
    due_at: datetime,
    level: str = Level.GENERAL,
    case: Case | None = None,
    topic: Topic | None = None,
    by: User,
    at: datetime,
) -> Instruction:
    """Write an instruction on a case or a topic, for one section or several. A case that is over takes none."""
    policies.require(by, "handling.instruct", case or topic)
    about = case or topic
    refuse_foreign(sections, about.unit_id if about else None)
    text = written(text, "text", most=MOST_INSTRUCTION)
    sections = list(dict.fromkeys(sections))
    _check(sections, due_at, case, topic, at)
    instruction = Instruction.objects.create(
        unit_id=sections[0].unit_id,
        case=case,
        topic=topic,
        subject=case.title if case else topic.description if topic else "",
        text=text,
        level=level,
        due_at=due_at,
        given_at=at,
        by=by,
    )
    Errand.objects.bulk_create(Errand(instruction=instruction, section=section) for section in sections)
    facts = {"sections": [section.name for section in sections], "level": level, "due": stamp(due_at)}
    record("instruction.given", about=_about(instruction), by=by, at=at, instruction=instruction.pk, **facts)
    return instruction


@transaction.atomic
def instruct_on_voice(
    voice: Voice, *, text: str, sections: Sequence[Section], due_at: datetime, level: str, by: User, at: datetime
) -> Instruction:
    """Write it on a voice: one that we only overheard gets its case, of the kind that the machine says it is."""
    policies.require(by, "handling.instruct", voice)
    case = Case.objects.filter(voice=voice).first()
    if case is None:
        if voice.taken_at is not None:
            raise RuleError(_("This voice joined another case."), where=voice.number, fix=_("Write it on that case."))
        case = open_case(voice, by=by, at=at)
    return instruct(case=case, text=text, sections=sections, due_at=due_at, level=level, by=by, at=at)


def _check(sections: Sequence[Section], due_at: datetime, case: Case | None, topic: Topic | None, at: datetime) -> None:
    if not sections:
        raise InputError(_("No section is told to do anything."), where="sections", fix=_("Choose one at least."))
    if len({section.unit_id for section in sections}) > 1:
        raise InputError(_("These sections belong to several units."), where="sections")
    if due_at <= at:
        raise InputError(_("The instruction would be due before it is given."), where="due")
    if case is None and topic is None:
        raise InputError(_("An instruction stands on a case or on a topic."), where="text")
    if case is not None and _is_over(case):
        raise RuleError(
            _("Case %(number)s is over.") % {"number": case.number},
            where=case.number,
            fix=_("Where it was merged, write it on the case that leads; else have it taken up again."),
        )


def _is_over(case: Case) -> bool:
    """As it stands now, locked, so that nobody closes it meanwhile."""
    return Case.objects.select_for_update().get(pk=case.pk).state in OVER - {State.DELIVERED}


@transaction.atomic
def report_back(errand: Errand, *, text: str, by: User, at: datetime) -> ErrandReport:
    """The section says what it did (落实情况)."""
    policies.require(by, "handling.report_back", errand)
    text = written(text, "text")
    instruction = _locked(errand.instruction)
    _refuse_over(errand)
    if errand.reports.filter(judged_at=None).exists():
        raise RuleError(_("A report waits for the leader already."), where=errand.section.name)
    report = ErrandReport.objects.create(errand=errand, text=text, by=by, at=at)
    late = at > instruction.due_at
    record(
        "instruction.reported",
        about=_about(instruction),
        by=by,
        at=at,
        instruction=instruction.pk,
        section=errand.section.name,
        late=late,
    )
    return report


@transaction.atomic
def accept_report(report: ErrandReport, *, by: User, at: datetime) -> None:
    """The leader accepts it; with the last one the instruction is carried out."""
    errand = report.errand
    instruction = _judged(report, by, at)
    Errand.objects.filter(pk=errand.pk).update(accepted_at=at)
    done = not instruction.errands.filter(accepted_at=None).exists()
    if done:
        Instruction.objects.filter(pk=instruction.pk).update(closed_at=at)
    record(
        "instruction.accepted",
        about=_about(instruction),
        by=by,
        at=at,
        instruction=instruction.pk,
        section=errand.section.name,
        done=done,
    )


@transaction.atomic
def send_report_back(report: ErrandReport, *, missing: str, by: User, at: datetime) -> None:
    """The report does not do, for what is missing; the section goes on."""
    missing = written(missing, "missing", most=MOST_MISSING)
    instruction = _judged(report, by, at, missing=missing)
    facts = {"section": report.errand.section.name, "reason": missing}
    record("instruction.sent_back", about=_about(instruction), by=by, at=at, instruction=instruction.pk, **facts)


@transaction.atomic
def withdraw_instruction(instruction: Instruction, *, reason: str, by: User, at: datetime) -> None:
    """Whoever gave it takes it back with the reason; it binds no more."""
    _require_giver(by, instruction)
    reason = written(reason, "reason", most=MOST_REASON)
    if not Instruction.objects.open().filter(pk=instruction.pk).update(closed_at=at, withdrawn_because=reason):
        raise RuleError(_("This instruction is over already."), where=instruction.subject)
    record("instruction.withdrawn", about=_about(instruction), by=by, at=at, instruction=instruction.pk, reason=reason)


def may_judge(by: User, instruction: Instruction) -> bool:
    """Whether `by` gave the instruction or stands in for who did; any leader, once that one has left."""
    if not policies.allows(by, "handling.instruct", instruction):
        return False
    return instruction.by_id in by.acts_for or not instruction.by.is_active


def _require_giver(by: User, instruction: Instruction) -> None:
    policies.require(by, "handling.instruct", instruction)
    if not may_judge(by, instruction):
        raise NotAllowed(
            _("This is for %(leader)s, who gave the instruction, or for the stand-in.") % {"leader": instruction.by},
            where=instruction.subject,
        )


def _judged(report: ErrandReport, by: User, at: datetime, missing: str = "") -> Instruction:
    _require_giver(by, report.errand.instruction)
    instruction = _locked(report.errand.instruction)
    _refuse_over(report.errand)
    waiting = ErrandReport.objects.filter(pk=report.pk, judged_at=None)
    if not waiting.update(judged_at=at, judged_by=by, missing=missing):
        raise RuleError(_("This report has been judged already."), where=instruction.subject)
    return instruction


def _locked(instruction: Instruction) -> Instruction:
    """Locked, so that of two last reports accepted at once one closes it; and still open."""
    found = Instruction.objects.select_for_update().get(pk=instruction.pk)
    if found.closed_at is not None:
        raise RuleError(_("This instruction is over already."), where=found.subject)
    return found


def _refuse_over(errand: Errand) -> None:
    if Errand.objects.filter(pk=errand.pk, accepted_at__isnull=False).exists():
        raise RuleError(_("Its report has been accepted already."), where=errand.section.name)


def _about(instruction: Instruction) -> str:
    return instruction.case.ref if instruction.case else instruction.ref
