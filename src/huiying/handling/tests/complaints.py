"""Complaints and suggestions of the test office, as far on their way as a test needs them."""

from datetime import date, timedelta

from huiying.handling import actions
from huiying.handling.models import Case
from tests.office import SUNDAY, Office

from .desk import HOUR, answered, drafted

MONDAY = date(2026, 3, 16)
EVIDENCE = "现场照片和夜间噪声检测报告均显示超标。"


def of_kind(case: Case, kind: str) -> Case:
    """The case, its letter assessed as `kind`; looked at afresh."""
    case.voice.proposal.kind = kind
    case.voice.proposal.save()
    return Case.objects.get(pk=case.pk)


def complaint(office: Office, **more: object) -> Case:
    """A complaint whose reply is being drafted."""
    return of_kind(drafted(office, **more), "投诉")


def found(office: Office, verdict: str = "justified", **more: object) -> Case:
    case = complaint(office, **more)
    actions.find(case, verdict=verdict, evidence=EVIDENCE, by=office.handler, at=SUNDAY + 30 * HOUR)
    return case


def investigated(office: Office, **more: object) -> Case:
    case = found(office, **more)
    told = {
        "checked": "到厂区现场查看，调取三日记录。",
        "who": "陆承办、执法队",
        "first": MONDAY,
        "last": MONDAY,
    }
    actions.investigate(case, **told, seen=1, by=office.handler, at=SUNDAY + 40 * HOUR)  # type: ignore[arg-type]
    return case


def concluded(office: Office, **more: object) -> Case:
    case = investigated(office, **more)
    measures = "责令夜间停工，加装隔声屏。"
    actions.conclude(case, result="handled", measures=measures, seen=2, by=office.handler, at=SUNDAY + 50 * HOUR)
    return case


def sent(case: Case, office: Office) -> Case:
    """The case with its reply out to the writer."""
    at = SUNDAY + timedelta(days=3)
    actions.submit(case, by=office.handler, at=at)
    actions.approve(case, by=office.head, at=at + HOUR)
    actions.approve(case, by=office.leader, at=at + 2 * HOUR)
    actions.deliver(case, by=office.handler, at=at + 3 * HOUR)
    return case


def suggestion(office: Office, **more: object) -> Case:
    """A suggestion that is answered."""
    return of_kind(answered(office, **more), "建议")
