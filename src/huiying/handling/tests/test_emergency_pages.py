"""应急 · The pages: opened, written, signed, ended by clicking, and what a page says to whom."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiying.handling.actions.emergencies import Assignment, Minutes, confer, end_incident, set_duty
from huiying.handling.emergencies.notice import seal_of
from huiying.handling.emergencies.seen import incidents
from huiying.handling.models import AfterAction, Case, Conferral, Duty, Incident, IncidentTask, Release
from tests.office import SUNDAY, Office

from .desk import HOUR, assigned, signed_in
from .incidents import OPENED, PARTS, burning, released, smoke

LIST = "/desk/emergencies/"
OPEN = {
    "title": "松溪产业园仓库起火",
    "sort": "emergency",
    "level": "重大",
    "happened_at": "2026-03-15T10:00",
    "found_at": "2026-03-15T11:00",
    "starts": "found",
}
ROWS = {"tasks-TOTAL_FORMS": "3", "tasks-INITIAL_FORMS": "0"}


def at(incident: Incident, page: str = "") -> str:
    return f"{LIST}{incident.number}/{page}"


@pytest.fixture
def officer(office: Office) -> Client:
    return signed_in(office.officer)


def test_an_incident_is_opened_from_the_page_of_its_topic(office: Office, officer: Client) -> None:
    topic = smoke(office)
    assert f"/desk/emergencies/open/?topic={topic.pk}" in officer.get(f"/desk/topics/{topic.pk}/").content.decode()
    form = officer.get(f"{LIST}open/?topic={topic.pk}")
    assert form.context["form"]["title"].value() == "松溪产业园仓库起火"
    done = officer.post(f"{LIST}open/?topic={topic.pk}", OPEN)
    incident = Incident.objects.get()
    assert done["Location"] == at(incident)
    again = officer.post(f"{LIST}open/?topic={topic.pk}", OPEN)
    assert again.status_code == 422
    assert at(incident) in again.content.decode()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"found_at": "2026-03-15T09:00"}, "happened_at"),
        ({"found_at": "2999-03-15T09:00"}, "found_at"),
        ({"happened_at": "gestern"}, "happened_at"),
        ({"starts": "happened"}, "starts_because"),
        ({"title": ""}, "title"),
    ],
)
def test_wrong_input_comes_back_in_the_form(office: Office, officer: Client, told: dict[str, str], field: str) -> None:
    topic = smoke(office)
    page = officer.post(f"{LIST}open/?topic={topic.pk}", OPEN | told)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert page.context["form"]["level"].value() == "重大"
    assert not Incident.objects.exists()


@pytest.mark.parametrize("asked", ["", "topic=x", "topic=99999", "topic=9999999999999999999", "voice=no", "case=no"])
def test_what_is_not_there_opens_nothing(officer: Client, asked: str) -> None:
    assert officer.get(f"{LIST}open/?{asked}").status_code == 404


def test_a_case_leads_to_its_incident(office: Office, officer: Client) -> None:
    case = assigned(office)
    assert f"{LIST}open/?case={case.number}" in officer.get(f"/desk/cases/{case.number}/").content.decode()
    officer.post(f"{LIST}open/?case={case.number}", OPEN | {"sort": "opinion"})
    page = officer.get(f"/desk/cases/{case.number}/")
    assert at(Incident.objects.get()) in page.content.decode()
    assert not page.context["endings"]  # nothing is offered that would be refused
    assert f"{LIST}open/?case=" not in signed_in(office.head).get(f"/desk/cases/{case.number}/").content.decode()


def test_a_release_is_made_from_its_parts_kept_sent_and_signed(office: Office, officer: Client) -> None:
    incident = burning(office)
    parts = {"sort": "first", "every": "120", "version": "0", **PARTS}
    made = officer.post(at(incident, "write/"), parts | {"compose": "1"})
    text = made.context["form"]["text"].value()
    assert made.status_code == 200
    assert "三、已采取的措施" in text
    assert not Release.objects.exists()
    title = made.context["form"]["title"].value()
    officer.post(at(incident, "write/"), parts | {"title": title, "text": text, "keep": "1"})
    release = Release.objects.get()
    kept = officer.get(at(incident, "write/")).context["form"]
    assert (kept["version"].value(), kept["text"].value()) == (1, release.text)
    officer.post(at(incident, "write/"), parts | {"title": title, "text": text, "version": "1", "submit": "1"})
    leader = signed_in(office.leader)
    assert title in leader.get(LIST).content.decode()
    page = leader.get(at(incident, "releases/1/"))
    signed = leader.post(at(incident, "releases/1/"), {"digest": page.context["digest"], "sign": "1"})
    assert signed.status_code == 302
    release.refresh_from_db()
    assert (release.state, release.signed_by, release.text) == ("signed", office.leader, text.strip())
    assert title in leader.get(at(incident)).content.decode()


def test_a_release_without_a_part_comes_back(office: Office, officer: Client) -> None:
    incident = burning(office)
    told = {"sort": "first", "version": "0", "title": "通报", "text": "文", **PARTS, "advice": ""}
    page = officer.post(at(incident, "write/"), told | {"keep": "1"})
    assert page.status_code == 422
    assert "advice" in page.context["form"].errors
    assert page.context["form"]["situation"].value() == PARTS["situation"]


def test_what_looks_like_personal_data_is_pointed_out(office: Office, officer: Client) -> None:
    told = {
        "sort": "first",
        "version": "0",
        "title": "通报",
        **PARTS,
        "measures": "请联系13812345678。",
        "compose": "1",
    }
    assert officer.post(at(burning(office), "write/"), told).context["marks"] == 1


def test_a_leader_sends_a_text_back(office: Office, officer: Client) -> None:
    incident = burning(office)
    told = {"sort": "first", "version": "0", "title": "通报", "text": "文", **PARTS, "submit": "1"}
    officer.post(at(incident, "write/"), told)
    leader = signed_in(office.leader)
    assert leader.post(at(incident, "releases/1/"), {"back": "1", "comment": ""}).status_code == 422
    assert officer.post(at(incident, "releases/1/"), {"back": "1", "comment": "不"}).status_code == 403
    leader.post(at(incident, "releases/1/"), {"back": "1", "comment": "请补充伤亡情况"})
    assert "请补充伤亡情况" in officer.get(at(incident, "write/")).content.decode()


def test_the_words_that_changed_are_not_signed(office: Office) -> None:
    incident = burning(office)
    signed_in(office.officer).post(
        at(incident, "write/"), {"sort": "first", "version": "0", "title": "通报", "text": "文", **PARTS, "submit": "1"}
    )
    page = signed_in(office.leader).post(at(incident, "releases/1/"), {"sign": "1", "digest": "0" * 64})
    assert page.status_code == 422
    assert Release.objects.get().state == "waiting"
    assert page.context["digest"] == seal_of(Release.objects.get())


def test_level_letters_and_end(office: Office, officer: Client) -> None:
    incident = burning(office)
    assert officer.post(at(incident, "grade/"), {"level": "一般", "reason": ""}).status_code == 422
    officer.post(at(incident, "grade/"), {"level": "较大", "colour": "yellow", "reason": "火势减弱"})
    incident.refresh_from_db()
    assert (incident.level, incident.colour) == ("较大", "yellow")
    offered = [case for case, _chosen in officer.get(at(incident, "letters/")).context["letters"]]
    assert len(offered) == 2
    assert officer.post(at(incident, "letters/"), {"letters": ["0"]}).status_code == 422
    officer.post(at(incident, "letters/"), {"letters": [case.pk for case in offered]})
    assert incident.case.merged.count() == 2
    assert officer.post(at(incident, "end/"), {"reason": ""}).status_code == 422
    done = officer.post(at(incident, "end/"), {"reason": "转由上级发布"})
    assert done["Location"] == at(incident, "review/")
    assert officer.get(LIST).context["over"]


def test_minutes_and_tasks(office: Office, officer: Client) -> None:
    incident = burning(office)
    due = timezone.localtime() + timedelta(hours=3)
    told = {"held_at": "2026-03-15T12:00", "people": [office.officer.pk], "points": "火势", "decisions": "两小时一报"}
    row = {"tasks-0-what": "核实伤亡", "tasks-0-who": office.handler.pk}
    page = officer.post(at(incident, "confer/"), told | ROWS | row)
    assert page.status_code == 422
    assert "due_at" in page.context["rows"].errors[0]
    officer.post(at(incident, "confer/"), told | ROWS | row | {"tasks-0-due_at": f"{due:%Y-%m-%dT%H:%M}"})
    assert Conferral.objects.get().decisions == "两小时一报"
    task = IncidentTask.objects.get()
    handler = signed_in(office.handler)
    assert "核实伤亡" in handler.get("/desk/mine/").content.decode()
    assert signed_in(office.stranger).post(f"{LIST}tasks/{task.pk}/done/").status_code == 404
    handler.post(f"{LIST}tasks/{task.pk}/done/", {"note": "无伤亡", "from": "mine"})
    assert not handler.get("/desk/mine/").context["tasks"]
    assert "无伤亡" in officer.get(at(incident)).content.decode()


def test_a_review_is_written_and_closed_on_its_page(office: Office, officer: Client) -> None:
    incident = burning(office)
    released(incident, office, OPENED + HOUR)
    end_incident(incident, reason="结束", by=office.officer, at=OPENED + 2 * HOUR)
    leader = signed_in(office.leader)
    assert leader.post(at(incident, "review/"), ROWS | {"close": "1"}).status_code == 422
    told = {"well": "快", "wrong": "乱", "causes": "人少", "version": "1"}
    officer.post(at(incident, "review/"), ROWS | told | {"keep": "1"})
    assert officer.post(at(incident, "review/"), ROWS | told | {"keep": "1"}).status_code == 422  # an old version
    assert officer.post(at(incident, "review/"), {"close": "1"}).status_code == 403
    assert leader.post(at(incident, "review/"), {"close": "1"}).status_code == 302
    assert AfterAction.objects.get().closed_by == office.leader
    assert "人少" in signed_in(office.auditor).get(at(incident, "review/")).content.decode()


def test_the_roster_is_filled_for_several_days(office: Office, officer: Client) -> None:
    today = timezone.localdate()
    days = [today.isoformat()]
    told = {"days": days, "leader": office.leader.pk, "officer": office.handler.pk}
    assert officer.post(f"{LIST}duty/", {"days": days}).status_code == 422
    assert officer.post(f"{LIST}duty/", told | {"officer": office.editor.pk}).status_code == 422
    assert officer.post(f"{LIST}duty/", told).status_code == 302
    assert Duty.objects.get().day == today
    assert "陆承办" in officer.get(LIST).content.decode()
    assert signed_in(office.head).post(f"{LIST}duty/", told).status_code == 403
    assert officer.get(f"{LIST}duty/?month=2026-02").status_code == 200
    assert officer.get(f"{LIST}duty/?month=spring").status_code == 200
    assert officer.get(f"{LIST}duty/?month=9999-12").status_code == 200


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("officer", {"": 200, "write/": 200, "grade/": 200, "confer/": 200, "end/": 200, "letters/": 200}),
        ("leader", {"": 200, "write/": 200, "grade/": 200, "confer/": 200, "end/": 200, "letters/": 403}),
        ("auditor", {"": 200, "write/": 403, "grade/": 403, "confer/": 403, "end/": 403, "letters/": 403}),
        ("head", {"": 404, "write/": 404, "grade/": 403, "confer/": 404, "end/": 403, "letters/": 403}),
        ("editor", {"": 403, "write/": 403, "grade/": 403, "confer/": 403, "end/": 403, "letters/": 403}),
    ],
)
def test_who_sees_which_page(office: Office, person: str, expected: dict[str, int]) -> None:
    incident, client = burning(office), signed_in(getattr(office, person))
    assert {page: client.get(at(incident, page)).status_code for page in expected} == expected


def test_whoever_is_on_duty_opens_the_page_and_writes(office: Office) -> None:
    incident, stranger = burning(office), signed_in(office.stranger)
    assert stranger.get(at(incident)).status_code == 404
    today = [timezone.localdate()]
    set_duty(
        office.unit, days=today, leader=office.leader, officer=office.stranger, by=office.officer, at=timezone.now()
    )
    assert stranger.get(at(incident)).status_code == 200
    assert stranger.get(at(incident, "write/")).status_code == 200
    assert stranger.get(at(incident, "end/")).status_code == 403
    assert f"/desk/cases/{incident.number}/" not in stranger.get(at(incident)).content.decode()


def test_the_pages_cost_the_same_however_much_there_is(office: Office, officer: Client) -> None:
    incident = burning(office)
    released(incident, office, OPENED + HOUR)
    _confer(incident, office, 1)
    for page in (LIST, at(incident)):
        officer.get(page)
    few = [_queries(officer, page) for page in (LIST, at(incident))]
    for number in range(2, 12):
        released(incident, office, OPENED + number * HOUR, "continuing")
        _confer(incident, office, number)
    assert [_queries(officer, page) for page in (LIST, at(incident))] == few


def test_who_sees_every_incident_is_not_asked_for_every_case(office: Office) -> None:
    burning(office)
    found = incidents(office.officer, timezone.now())
    assert found.count() == 1
    assert Case._meta.db_table not in str(found.query)


def _confer(incident: Incident, office: Office, number: int) -> None:
    task = Assignment(what=f"任务{number}", who=office.officer, due_at=SUNDAY + 99 * HOUR)
    people = [office.officer, office.leader]
    minutes = Minutes(held_at=OPENED, people=people, points="一", decisions="二", tasks=[task])
    confer(incident, minutes, by=office.officer, at=OPENED + number * HOUR)


def _queries(client: Client, page: str) -> int:
    cache.clear()  # what the rail counts holds until the next deed
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    # the rules are asked for anew every few seconds, whatever the page
    return sum("handling_rule" not in query["sql"] for query in caught)
