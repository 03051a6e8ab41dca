"""Which role opens which page of the desk: the table of posts, walked page by page."""

from datetime import timedelta

import pytest
from django.test import Client

from huiying.assessment.models import Topic
from huiying.handling.actions.emergencies import open_incident
from huiying.handling.actions.supervising import freeze_late_lists, give_cards, instruct, issue_chase
from huiying.handling.models import Card, Review
from huiying.handling.tests.desk import answered, signed_in, submitted
from huiying.handling.tests.incidents import OPENED, account
from huiying.publication.editors import let_in
from huiying.reporting.actions import take_snapshot, write_paper
from tests.office import SUNDAY, Office

PEOPLE = ("officer", "handler", "head", "leader", "editor", "auditor")
WHO: dict[str, set[str]] = {
    "/desk/": set(PEOPLE),
    "/desk/inbox/": {"officer", "leader"},
    "/desk/inbox/{voice}/": {"officer", "leader"},
    "/desk/cases/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/cases/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/cases/{case}/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/cases/{case}/preview/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/cases/{case}/notes/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/mentions/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/templates/": {"officer", "head"},
    "/desk/templates/new/": {"officer", "head"},
    "/desk/cases/{case}/versions/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/held-up/": {"officer"},
    "/desk/search/": set(PEOPLE),
    "/desk/search/?q=施工": set(PEOPLE),
    "/desk/inbox/?format=csv": {"officer", "leader"},
    "/desk/bulk/assign/": {"officer"},
    "/desk/bulk/merge/": {"officer", "handler", "head"},
    "/desk/bulk/answer/": {"handler", "head"},
    "/desk/views/new/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/mine/": {"handler", "head"},
    "/desk/review/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/clocks/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/clocks/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/clocks/feed/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/cards/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/cards/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/cards/{card}/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/orders/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/orders/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/orders/{chase}/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/orders/{chase}/sheet/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/instructions/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/instructions/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/instructions/{instruction}/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/late/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/late/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/supervision/orders/new/": {"officer", "leader"},
    "/desk/supervision/instructions/new/?case={case}": {"leader"},
    "/desk/gap/": {"officer", "head", "leader", "editor"},
    "/desk/gap/?ruling=missing": {"officer", "head", "leader", "editor"},
    "/desk/gap/curve.svg": {"officer", "head", "leader", "editor"},
    "/desk/rules/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/rules/?terms=": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/thresholds/": {"officer"},
    "/desk/loops/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/loops/?format=csv": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/keeping/": {"officer"},
    "/desk/keeping/due/": {"officer"},
    "/desk/disclosures/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/disclosures/?format=xlsx": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/disclosures/counts/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/disclosures/new/": {"officer"},
    "/desk/topics/": {"officer", "head", "leader"},
    "/desk/topics/{topic}/": {"officer", "head", "leader"},
    "/desk/topics/{topic}/curve.svg": {"officer", "head", "leader"},
    "/desk/clues/": {"officer", "leader", "auditor"},
    "/desk/clues/?format=csv": {"officer", "leader", "auditor"},
    "/desk/clues/new/": {"officer"},
    "/desk/drills/": set(PEOPLE),
    "/desk/drills/scenarios/subsidy-misread/": set(PEOPLE),
    "/desk/drills/new/": {"officer", "leader"},
    "/desk/drills/scenarios/write/": {"officer"},
    "/desk/drills/scenarios/subsidy-misread/text/": {"officer"},
    "/desk/emergencies/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/emergencies/duty/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/emergencies/open/?case={case}": {"officer", "leader"},
    "/desk/emergencies/{incident}/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/emergencies/{incident}/write/": {"officer", "handler", "head", "leader"},
    "/desk/emergencies/{incident}/confer/": {"officer", "head", "leader"},
    "/desk/emergencies/{incident}/grade/": {"officer", "leader"},
    "/desk/emergencies/{incident}/letters/": {"officer"},
    "/desk/emergencies/{incident}/end/": {"officer", "leader"},
    "/desk/publish/": {"officer", "editor"},
    "/desk/board/": {"officer"},
    "/desk/inspection/": {"officer", "leader", "editor", "auditor"},
    "/desk/inspection/curve.svg": {"officer", "leader", "editor", "auditor"},
    "/desk/releases/": {"officer", "handler", "head", "leader", "editor"},
    "/desk/releases/new/": {"officer", "handler", "head", "editor"},
    "/desk/releases/counts/": {"officer", "handler", "head", "leader", "editor"},
    "/desk/releases/calendar/": {"officer", "handler", "head", "leader", "editor"},
    "/desk/releases/issues/": {"officer", "editor"},
    "/desk/reports/": {"officer", "head", "leader", "auditor"},
    "/desk/reports/{snapshot}/": {"officer", "head", "leader", "auditor"},
    "/desk/reports/subjects/?kind=special&words=路灯": {"officer", "head", "leader", "auditor"},
    "/desk/reports/schedules/": {"officer"},
    "/desk/reports/templates/": {"officer"},
    "/desk/reports/templates/self-inspection/names/": {"officer"},
    "/desk/papers/{paper}/": {"officer", "head", "leader", "auditor"},
    "/desk/papers/{paper}/file/docx/": {"officer", "head", "leader", "auditor"},
    "/desk/reports/{snapshot}/numbers/?of=received": {"officer", "head", "leader", "auditor"},
    "/desk/reports/{snapshot}/renew/": {"officer"},
    "/desk/monthly.svg": {"officer", "head", "leader", "auditor"},
    "/desk/ledger/": {"auditor"},
    "/desk/ledger/?verify=1": {"auditor"},
}


@pytest.fixture
def places(office: Office) -> dict[str, object]:
    """One of everything that a page may show."""
    case = answered(office)
    urgent = submitted(office, ident="2")
    open_incident(urgent, account(), by=office.officer, at=OPENED)
    topic = Topic.objects.create(
        description="施工许可办理慢",
        first_at=SUNDAY,
        last_at=SUNDAY,
        curve=[["2026-03-14", 1], ["2026-03-15", 3]],
        voices_count=4,
        heat=7.5,
    )
    case.voice.proposal.topic = topic
    case.voice.proposal.save()
    snapshot = take_snapshot(SUNDAY.date(), SUNDAY.date(), by=office.officer, at=SUNDAY)
    late, due = SUNDAY + timedelta(days=60), SUNDAY + timedelta(days=5)
    section, told = office.project, {"due_at": due, "at": SUNDAY}
    chase = issue_chase(case=case, section=section, demanded="核实", by=office.officer, **told)
    instruction = instruct(case=case, text="办好", sections=[section], by=office.leader, **told)
    give_cards(at=late)
    freeze_late_lists(at=late)
    more = {"card": Card.objects.earliest("pk").pk, "chase": chase.pk, "instruction": instruction.pk}
    return (
        more
        | {"case": case.number, "voice": case.voice.number, "topic": topic.pk, "snapshot": snapshot.pk}
        | {"incident": urgent.number, "paper": write_paper(snapshot, by=office.officer, at=SUNDAY).pk}
    )


@pytest.mark.parametrize("person", [*PEOPLE, "stranger"])
def test_a_post_opens_its_doors_and_no_other(office: Office, places: dict[str, object], person: str) -> None:
    client = signed_in(getattr(office, person))
    # The stranger is a handler of another section: the same doors, but this section's case does not exist behind them.
    standing_as = "handler" if person == "stranger" else person
    got = {path: client.get(path.format(**places), follow=True).status_code for path in WHO}
    expected = {path: 200 if standing_as in allowed else 403 for path, allowed in WHO.items()}
    if person == "stranger":
        own = ("{case}", "{incident}", "/{card}/", "/{chase}/", "/{instruction}/")
        hidden = [path for path in WHO if any(key in path for key in own)]
        # minutes are kept by people on duty too, so who they are is asked only of an incident that one sees
        expected |= {path: 404 for path in hidden if expected[path] == 200 or path.endswith("/confer/")}
    assert got == expected


@pytest.mark.parametrize("person", ["officer", "leader", "editor", "auditor"])
def test_every_page_shows_how_to_sign_out(office: Office, places: dict[str, object], person: str) -> None:
    client, looked = signed_in(getattr(office, person)), 0
    for path in [path for path, allowed in WHO.items() if person in allowed] + ["/desk/account/"]:
        answer = client.get(path.format(**places), follow=True)
        if answer["Content-Type"].startswith("text/html") and b"<html" in answer.content:  # a file or a part has none
            assert b'action="/desk/logout/"' in answer.content, path
            looked += 1
    assert looked > 5


def test_the_editors_room_shows_how_to_sign_out(office: Office) -> None:
    let_in([office.editor], "editor")
    assert b"/cms/logout/" in signed_in(office.editor).get("/cms/").content  # its menu is drawn by Wagtail's script


def test_nobody_enters_unsigned(office: Office, places: dict[str, object]) -> None:
    visitor = Client()
    for path in WHO:
        answer = visitor.get(path.format(**places))
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/desk/login/?next="), path


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/desk/inbox/{voice}/confirm/", {"officer"}),
        ("/desk/publish/{reply}/", {"officer", "editor"}),
        ("/desk/reports/", {"officer"}),
    ],
)
def test_what_changes_something_is_for_fewer(
    office: Office, places: dict[str, object], path: str, allowed: set[str]
) -> None:
    told = {"kind": "求助", "level": "一般", "lead": "", "start": "2026-03-15", "end": "2026-03-15"}
    for person in PEOPLE:
        answer = signed_in(getattr(office, person)).post(path.format(**places, reply=1), told)
        assert (answer.status_code != 403) is (person in allowed), person


@pytest.mark.parametrize("person", PEOPLE)
def test_the_rail_shows_the_doors_that_open(office: Office, places: dict[str, object], person: str) -> None:
    client = signed_in(getattr(office, person))
    for line in client.get("/desk/").context["rail"]:
        assert client.get(line["url"], follow=True).status_code == 200, line


def test_the_rail_counts_what_waits(office: Office, places: dict[str, object]) -> None:
    counts = {line["icon"]: line["count"] for line in signed_in(office.head).get("/desk/").context["rail"]}
    assert counts["review"] == Review.objects.filter(decision="waiting").count() == 1
    assert "publish" not in counts
    counts = {line["icon"]: line["count"] for line in signed_in(office.editor).get("/desk/").context["rail"]}
    assert counts["publish"] == 1
    assert sum(counts.values()) == 1
