"""Incidents in number for the tests: a topic of overheard voices and letters, an incident, its releases."""

from datetime import datetime, timedelta
from typing import Any

from huiying.assessment.models import Proposal, Topic
from huiying.handling.actions import take_waiting
from huiying.handling.actions.emergencies import (
    Account,
    Written,
    open_incident,
    save_release,
    sign_release,
    submit_release,
)
from huiying.handling.emergencies.notice import seal_of
from huiying.handling.models import Incident, Release
from huiying.intake.models import Voice
from tests.office import SUNDAY, Office

from .desk import HOUR

MINUTE = timedelta(minutes=1)
HAPPENED, FOUND = SUNDAY, SUNDAY + HOUR
OPENED = SUNDAY + 2 * HOUR
PARTS = {
    "situation": "3月15日10时许，松溪产业园一处原料仓库起火冒烟。",
    "verified": "经现场核实，暂无人员伤亡，起火原因正在调查。",
    "measures": "消防救援力量已到场，周边企业人员已疏散。",
    "advice": "请不要前往围观，关好门窗，以官方发布的信息为准。",
}


def smoke(office: Office, letters: int = 2) -> Topic:
    """A topic: one overheard post, then letters to us with open cases."""
    topic = Topic.objects.create(
        description="松溪产业园仓库起火", first_at=SUNDAY, last_at=SUNDAY, voices_count=letters + 1
    )
    for number in range(letters + 1):
        voice = office.letter(
            f"松溪产业园仓库起火冒烟，第{number}声。", ident=f"smoke-{number}", at=SUNDAY + number * MINUTE
        )
        Proposal.objects.create(voice=voice, kind="求助", lead=office.project, topic=topic, proposed_at=SUNDAY)
        if number == 0:
            Voice.objects.filter(pk=voice.pk).update(addressed=False)
    take_waiting(at=SUNDAY + HOUR)
    return topic


def account(**more: Any) -> Account:
    told = {
        "title": "松溪产业园仓库起火",
        "sort": "emergency",
        "level": "重大",
        "happened_at": HAPPENED,
        "found_at": FOUND,
    }
    return Account(**(told | more))


def burning(office: Office, **more: Any) -> Incident:
    """A running emergency of level 重大, opened by the information officer."""
    return open_incident(smoke(office), account(**more), by=office.officer, at=OPENED)


def written(sort: str = "first", **more: Any) -> Written:
    told: dict[str, Any] = {
        "sort": sort,
        "title": "关于松溪产业园仓库起火的情况通报",
        "text": "起火已得到控制。",
        **PARTS,
    }
    return Written(**(told | more))


def released(incident: Incident, office: Office, at: datetime, sort: str = "first", **more: Any) -> Release:
    """A release that the officer wrote and the leader signed at `at`."""
    release = save_release(incident, written(sort, **more), by=office.officer, at=at - MINUTE)
    submit_release(release, by=office.officer, at=at - MINUTE)
    sign_release(release, digest=seal_of(release), by=office.leader, at=at)
    return release
