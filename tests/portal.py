"""The public at the portal, for the tests of its pages: a letter by form, its answer, and the client of its writer."""

import uuid
from datetime import timedelta

from django.test import Client

from huiying.handling import actions
from huiying.handling.models import Case, Reply
from huiying.intake.actions import receive_form
from huiying.intake.channel import Heard
from huiying.intake.models import Voice
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)
LETTER = "市招商局：\n园区班车能不能加一班，我们晚上八点下班赶不上。"
REPLY = "您好。\n经与公交公司商定，四月起增开二十点三十分一班。"


def written(office: Office, text: str = LETTER, **more: object) -> tuple[Voice, str]:
    """A letter by the form of the mayor's mailbox, with its query code."""
    told = {"title": "园区班车加班次", "said_by": "王小明", **more}
    heard = Heard(external_id=str(uuid.uuid4()), text=text, said_at=SUNDAY, **told)  # type: ignore[arg-type]
    return receive_form(heard, channel=office.mailbox, at=SUNDAY)


def assigned(voice: Voice, office: Office) -> Case:
    """The case of a letter, given to a section."""
    case = actions.open_case(voice, by=None, at=SUNDAY)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    return case


def answered(voice: Voice, office: Office, text: str = REPLY) -> Reply:
    """The reply to a letter, after its way through section head and leader."""
    case = assigned(voice, office)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    actions.save_draft(case, text=text, make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    actions.approve(case, by=office.head, at=SUNDAY + 5 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    return actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)


def reader(voice: Voice, code: str) -> Client:
    """The writer of a letter, who has shown its number and code."""
    client = Client()
    client.post("/status/", {"number": voice.number, "code": code})
    return client
