"""Letters whose writers left a mail address, and a mail channel that sends nothing, for the tests of what is told."""

from collections.abc import Iterator

import pytest

from huiying.handling import actions
from huiying.handling.models import Case
from huiying.intake import outbox
from huiying.intake.actions import set_up_channel
from huiying.intake.channel import Account, Outgoing, Sent
from huiying.intake.models import Channel, Delivery
from tests.office import SUNDAY, Office
from tests.portal import LETTER, written

MAIL = "wang@example.cn"


class Post:
    """A mail connector that sends nothing."""

    settings = ()
    sends_once = True

    def check(self, account: Account) -> str:
        return "ok"

    def send(self, account: Account, message: Outgoing) -> Sent:
        return Sent(external_id="1")


def speaking_mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    """One open mail channel that speaks."""
    found = outbox.connector
    monkeypatch.setattr(outbox, "connector", lambda name: Post() if name == "mail" else found(name))
    yield set_up_channel("office-mail", name="局邮箱", connector="mail", form="mailbox", at=SUNDAY)


def mailed(office: Office, text: str = LETTER, **more: object) -> tuple[Case, str]:
    """The case of a letter whose writer is reached by mail, and the query code."""
    voice, code = written(office, text, reply_to={"mail": MAIL}, contact={"mail": MAIL}, **more)
    return actions.open_case(voice, by=None, at=SUNDAY), code


def told(case: Case) -> list[Delivery]:
    """What is laid in the outbox for the writer of a case, beside the receipt."""
    return list(Delivery.objects.filter(voice=case.voice).exclude(kind="receipt").order_by("pk"))
