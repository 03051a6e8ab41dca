"""Disclosure requests of the test office, as far on their way as a test needs them."""

from datetime import datetime, timedelta

from huiying.core.zone import ZONE
from huiying.handling import actions
from huiying.handling.models import Case, DisclosureRequest
from tests.office import Office

from .desk import proposed

MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
DAY = timedelta(days=1)
WORDS = {"title": "2025年惠企奖补资金兑现清单", "text": "申请公开的信息：2025年惠企奖补资金兑现清单"}


def asked(
    office: Office, *, ident: str = "r1", at: datetime = MONDAY, applicant: str = "natural", **more: object
) -> Case:
    """A request that came by the internet, with its row."""
    raw = {"kind_of_case": "disclosure", "form": "disclosure", "applicant": "citizen"}
    told = {**WORDS, "said_by": "王小明", "raw": raw, **more}
    text = str(told.pop("text"))
    voice = office.letter(text, ident=ident, at=at, **told)
    proposed(voice, office)
    case = actions.open_case(voice, by=None, at=at)
    DisclosureRequest.objects.filter(case=case).update(applicant=applicant)
    return case


def in_hand(office: Office, **more: object) -> Case:
    """A request that a handler has accepted, on the day it came."""
    case = asked(office, **more)  # type: ignore[arg-type]
    at = case.opened_at
    actions.assign(case, lead=office.project, by=office.officer, at=at + timedelta(hours=1))
    actions.accept(case, handler=office.handler, by=office.head, at=at + timedelta(hours=2))
    return case


def signed_and_sent(case: Case, office: Office, at: datetime) -> Case:
    """The answer goes through its sign-off and out."""
    actions.submit(case, by=office.handler, at=at)
    actions.approve(case, by=office.head, at=at + timedelta(hours=1))
    actions.approve(case, by=office.leader, at=at + timedelta(hours=2))
    actions.deliver(case, by=office.handler, at=at + timedelta(hours=3))
    return case


def day(month: int, number: int, hour: int = 10) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=ZONE)
