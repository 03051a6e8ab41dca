"""Signing in, letters in number, and workers at once, for the tests of handling."""

import threading
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client

from huiying.assessment.models import Proposal
from huiying.handling import actions
from huiying.handling.models import Case
from huiying.intake.actions import receive
from huiying.intake.channel import Heard
from huiying.intake.models import Voice
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)
REPLY = "已协调住建部门，本周内核发施工许可证。"


def signed_in(person: AbstractBaseUser) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def letters(office: Office, count: int) -> list[Voice]:
    """`count` letters with proposals and open cases, the last of them the newest; all from one person."""
    heard = [
        Heard(
            external_id=f"n{number}",
            title=f"第{number}封来信",
            text=f"厂房施工许可第{number}次没有办下来，联系电话13812345678。",
            said_at=SUNDAY + number * timedelta(minutes=1),
            said_by="王小明",
        )
        for number in range(count)
    ]
    voices = receive(heard, channel=office.files, by=None, at=SUNDAY + HOUR).new
    for voice in voices:
        proposed(voice, office)
    actions.take_waiting(at=SUNDAY + HOUR)
    indexed()
    return voices


def indexed() -> None:
    """What waits for the word index is in it."""
    while actions.index_waiting(at=SUNDAY + HOUR):
        pass


def proposed(voice: Voice, office: Office) -> Proposal:
    """What the machine might propose of a voice: three words of evidence, one criterion, two sections."""
    start = voice.text.find("施工许可")
    spans = [{"start": start, "end": start + 4, "mark": mark} for mark in ("kind", "section")] if start >= 0 else []
    proposal = Proposal.objects.create(
        voice=voice,
        kind="求助",
        theme="审批服务",
        level="一般",
        lead=office.project,
        criteria=[{"id": 2, "score": 0.9, "evidence": ["施工许可"]}],
        said={"spans": spans, "sections": [{"name": "项目服务科", "lead": True, "because": "职责中有“施工许可”"}]},
        proposed_at=SUNDAY,
    )
    proposal.co_sections.add(office.policy)
    return proposal


def opened(office: Office, **more: object) -> Case:
    """A case just registered."""
    voice = office.letter("我公司厂房施工许可一直办不下来，请协调。", **more)  # type: ignore[arg-type]
    proposed(voice, office)
    return actions.open_case(voice, by=None, at=SUNDAY)


def assigned(office: Office, **more: object) -> Case:
    case = opened(office, **more)
    actions.assign(case, lead=office.project, by=office.officer, at=SUNDAY + HOUR)
    return case


def drafted(office: Office, text: str = REPLY, **more: object) -> Case:
    case = assigned(office, **more)
    actions.accept(case, handler=office.handler, by=office.head, at=SUNDAY + 2 * HOUR)
    actions.save_draft(case, text=text, make_public=True, by=office.handler, at=SUNDAY + 3 * HOUR)
    return case


def submitted(office: Office, text: str = REPLY, **more: object) -> Case:
    case = drafted(office, text, **more)
    actions.submit(case, by=office.handler, at=SUNDAY + 4 * HOUR)
    return case


def answered(office: Office, **more: object) -> Case:
    case = submitted(office, **more)
    actions.approve(case, by=office.head, at=SUNDAY + 5 * HOUR)
    actions.approve(case, by=office.leader, at=SUNDAY + 6 * HOUR)
    actions.deliver(case, by=office.handler, at=SUNDAY + 7 * HOUR)
    return case


def at_once(work: Callable[[], object], workers: int = 4) -> list[BaseException]:
    """Let several workers, each with a connection of its own, do the same at once; returns what failed."""
    barrier, failed = threading.Barrier(workers), []

    def one() -> None:
        try:
            barrier.wait()
            work()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed
