"""Which role opens which page of the desk: the table of posts, walked page by page."""

import pytest
from django.test import Client

from huiying.assessment.models import Topic
from huiying.handling.models import Review
from huiying.handling.tests.desk import answered, signed_in, submitted
from huiying.reporting.actions import take_snapshot
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
    "/desk/rules/": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/rules/?terms=": {"officer", "handler", "head", "leader", "auditor"},
    "/desk/thresholds/": {"officer"},
    "/desk/topics/": {"officer", "head", "leader"},
    "/desk/topics/{topic}/": {"officer", "head", "leader"},
    "/desk/topics/{topic}/curve.svg": {"officer", "head", "leader"},
    "/desk/publish/": {"officer", "editor"},
    "/desk/reports/": {"officer", "head", "leader", "auditor"},
    "/desk/reports/{snapshot}/": {"officer", "head", "leader", "auditor"},
    "/desk/monthly.svg": {"officer", "head", "leader", "auditor"},
    "/desk/ledger/": {"auditor"},
    "/desk/ledger/?verify=1": {"auditor"},
}


@pytest.fixture
def places(office: Office) -> dict[str, object]:
    """One of everything that a page may show."""
    case = answered(office)
    submitted(office, ident="2")
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
    return {"case": case.number, "voice": case.voice.number, "topic": topic.pk, "snapshot": snapshot.pk}


@pytest.mark.parametrize("person", [*PEOPLE, "stranger"])
def test_a_post_opens_its_doors_and_no_other(office: Office, places: dict[str, object], person: str) -> None:
    client = signed_in(getattr(office, person))
    # The stranger is a handler of another section: the same doors, but this section's case does not exist behind them.
    standing_as = "handler" if person == "stranger" else person
    got = {path: client.get(path.format(**places), follow=True).status_code for path in WHO}
    expected = {path: 200 if standing_as in allowed else 403 for path, allowed in WHO.items()}
    if person == "stranger":
        expected |= {path: 404 for path in WHO if "{case}" in path}
    assert got == expected


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
    assert counts == {"home": 0, "publish": 1}
