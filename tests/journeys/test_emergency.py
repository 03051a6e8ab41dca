"""An emergency from the first post to the after-action review, as its people click it: the officer in the information
section, whoever is on duty, the leader, a handler with a task, and the public.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiying.assessment.models import Topic
from huiying.handling.models import AfterAction, Case, Incident, IncidentTask, Release
from huiying.handling.tests.desk import signed_in
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from huiying.ledger.seal import verify
from huiying.project import loops
from tests.office import Office

DESK = "/desk/emergencies/"
ROWS = {"tasks-TOTAL_FORMS": "3", "tasks-INITIAL_FORMS": "0"}
PARTS = {
    "situation": "今日，云帆高新园一厂房起火，过火面积约400平方米。",
    "verified": "人员已全部撤出，暂无伤亡，起火原因正在调查。",
    "measures": "消防救援力量已到场，云腾路临时管制。",
    "advice": "请勿围观，下风向请关好门窗。",
}


def typed(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def posts(office: Office, since: datetime) -> Topic:
    """Five posts about us and a letter to us; the machine gathers them."""
    for number in range(5):
        text = f"云帆高新园厂房起火，浓烟滚滚，第{number}位网友看到消防车进园。"
        office.letter(
            text, ident=f"post-{number}", at=since, title="云帆高新园厂房起火", addressed=False, said_by=f"网友{number}"
        )
    text = "云帆高新园厂房起火，浓烟滚滚，我家老人能不能住？"
    office.letter(text, ident="letter", at=since, title="云帆高新园厂房起火", said_by="叶女士")
    loops.round_of_work(at=since)
    return Topic.objects.get(proposals__voice__external_id="letter")


def write(who: Client, where: str, sort: str, version: int = 0) -> Release:
    """The four parts, made into a text, sent to be signed."""
    told: dict[str, Any] = {"sort": sort, "version": version, "every": "120", **PARTS}
    form = who.post(f"{where}write/", told | {"compose": "1"}).context["form"]
    told |= {"title": form["title"].value(), "text": form["text"].value(), "submit": "1"}
    assert who.post(f"{where}write/", told)["Location"] == where
    return Release.objects.latest("pk")


def sign(leader: Client, where: str, release: Release) -> None:
    page = leader.get(f"{where}releases/{release.number}/")
    told = {"digest": page.context["digest"], "sign": "1"}
    assert leader.post(f"{where}releases/{release.number}/", told)["Location"] == where


@pytest.mark.django_db
def test_from_the_first_post_to_the_review(office: Office) -> None:
    now = timezone.now()
    began = (now - timedelta(hours=2)).replace(second=0, microsecond=0)
    topic = posts(office, began + timedelta(minutes=10))
    officer, leader = signed_in(office.officer), signed_in(office.leader)
    on_duty, handler = signed_in(office.stranger), signed_in(office.handler)

    today = timezone.localdate()
    duty = {"days": [today.isoformat()], "leader": office.leader.pk, "officer": office.stranger.pk}
    assert officer.post(f"{DESK}duty/", duty).status_code == 302

    told = {
        "title": "云帆高新园一厂房起火",
        "sort": "emergency",
        "level": "重大",
        "colour": "orange",
        "starts": "found",
    }
    told |= {"happened_at": typed(began), "found_at": typed(began + timedelta(minutes=10))}
    where = officer.post(f"{DESK}open/?topic={topic.pk}", told)["Location"]
    incident = Incident.objects.get()
    first, press = incident.case.clocks.order_by("due_at")
    assert (first.due_at - incident.found_at, press.due_at - incident.found_at) == (
        timedelta(hours=5),
        timedelta(hours=24),
    )

    sign(leader, where, write(on_duty, where, "first"))
    loops.round_of_work(at=timezone.now())
    release = Release.objects.get()
    portal = Client().get(release.page)
    assert portal.status_code == 200
    assert all(words in portal.content.decode() for words in PARTS.values())
    first.refresh_from_db()
    assert first.met

    minutes = {"held_at": typed(now), "people": [office.officer.pk, office.leader.pk], "points": "火势可控"}
    minutes |= {"decisions": "两小时一报", "tasks-0-what": "核实过火面积", "tasks-0-who": office.handler.pk}
    minutes |= {"tasks-0-due_at": typed(now + timedelta(hours=3))}
    assert officer.post(f"{where}confer/", minutes | ROWS)["Location"] == where
    task = IncidentTask.objects.get()
    assert "核实过火面积" in handler.get("/desk/mine/").content.decode()
    handler.post(f"{DESK}tasks/{task.pk}/done/", {"note": "约400平方米", "from": "mine"})

    letter = Case.objects.get(voice=Voice.objects.get(external_id="letter"))
    officer.post(f"{where}letters/", {"letters": [letter.pk]})
    sign(leader, where, write(officer, where, "final"))
    assert officer.post(f"{where}end/", {"reason": ""})["Location"] == f"{where}review/"
    letter.refresh_from_db()
    assert letter.answered_at is not None
    assert PARTS["advice"] in letter.replies.get().text

    said = {"well": "首报及时", "wrong": "会商偏晚", "causes": "夜间人手少", "version": "1"}
    officer.post(f"{where}review/", ROWS | said | {"keep": "1"})
    leader.post(f"{where}review/", {"close": "1"})
    review = AfterAction.objects.get()
    assert review.closed_by == office.leader
    assert (review.figures["releases"], review.figures["answered"], review.figures["tasks_late"]) == (2, 2, 0)

    deeds = set(Entry.objects.filter(about=incident.case.ref).values_list("deed", flat=True))
    assert {"incident.opened", "release.signed", "release.published", "conferral.kept", "task.done"} <= deeds
    assert {"incident.ended", "reply.delivered", "review.kept", "review.closed"} <= deeds
    assert verify().ok
