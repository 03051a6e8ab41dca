"""The same figure of the same period is one number on desk, list, interface, snapshot, paper and portal."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from huiying.handling.tests.desk import signed_in
from huiying.intake.channels.api.tokens import make_token
from huiying.publication.models import PublishedAnswer
from huiying.reporting.actions import take_snapshot
from huiying.reporting.figures import BY_KEY, DESK, FIGURES, Numbers, value_of
from huiying.reporting.home.figures import figures
from huiying.reporting.papers.citing import plain
from huiying.reporting.papers.self_inspection import compose
from huiying.reporting.rows import EXCEPTIONS, LISTS, address_of
from tests.office import SUNDAY, Office

from .keeping import DAY
from .marching import MARCH, march

LATER = SUNDAY + 16 * DAY


@pytest.fixture
def interface(office: Office) -> Any:
    """The interface, asked by a system that reads figures."""
    cache.clear()
    _token, secret = make_token("平台", scopes=("figures.read",), channel=None, by=None, at=SUNDAY)
    client, headers = Client(), {"Authorization": f"Bearer {secret}"}
    days = {"start": MARCH.start.isoformat(), "end": MARCH.end.isoformat()}
    return lambda path, **query: client.get(f"/api/v1/figures{path}", days | query, headers=headers).json()


def test_a_figure_is_one_number_wherever_it_is_shown(office: Office, interface: Any) -> None:
    march(office)
    leader = signed_in(office.leader)
    snapshot = take_snapshot(MARCH.start, MARCH.end, by=office.officer, at=LATER)
    told = {one["key"]: one["value"] for one in interface("", key=[figure.key for figure in DESK])["figures"]}
    text = plain(str(compose(snapshot.facts)))
    for key in sorted(set(LISTS) - EXCEPTIONS - {"overdue_open", "median_days", "p90_days"}):
        number = snapshot.facts["numbers"][key]["value"]
        assert told[key] == number == snapshot.facts["figures"][key]["value"] == value_of(key, MARCH), key
        for page in (f"/desk/reports/{snapshot.pk}/numbers/?of={key}", address_of(key, MARCH, office.leader)):
            assert leader.get(page).context["page_obj"].paginator.count == number, page
    for key, figure in snapshot.facts["figures"].items():
        assert figure["value"] == told[key], key
        if figure["value"] is not None:
            assert f"'{figure['value']:g}'" in text or f"{figure['value']}" in text, key
    page = leader.get(f"/desk/reports/{snapshot.pk}/").content.decode()
    assert f"{told['reply_rate']}" in page


def test_the_desks_home_says_what_the_catalogue_says(office: Office) -> None:
    march(office)
    said = {line.url: line.value for line in figures(office.leader, MARCH, LATER)}
    for key in ("reply_rate", "on_time_rate", "median_days", "satisfaction_rate"):
        assert said[address_of(key, MARCH, office.leader)] == value_of(key, MARCH)


def test_the_portal_counts_the_months_as_the_figures_do(office: Office) -> None:
    march(office)
    PublishedAnswer.objects.create(
        reference="HY20260415-1",
        title="四月的答复",
        question="问",
        answer="答",
        channel="市长信箱",
        section="项目服务科",
        accepted_on=date(2026, 3, 30),
        replied_on=date(2026, 4, 15),
        published_at=SUNDAY + 40 * DAY,
    )
    shown = {row["month"]: row["count"] for row in Client().get("/answers/").context["months"]}
    spring = Numbers(MARCH)
    assert shown[date(2026, 3, 1)] == spring.take("answers_given@2026-03") == 1
    assert shown[date(2026, 4, 1)] == spring.take("answers_given@2026-04") == 1
    listed = Client().get("/answers/?month=2026-03").context["page_obj"].paginator.count
    assert listed == spring.take("answers_given")


def test_the_catalogue_is_told_whole(office: Office, interface: Any) -> None:
    told = interface("/catalogue")
    assert [one["key"] for one in told["figures"]] == [figure.key for figure in FIGURES]
    by = {one["key"]: one for one in told["figures"]}
    assert by["received"]["dimensions"][:2] == ["channel", "section"]
    assert (by["reply_rate"]["sort"], by["median_days"]["sort"]) == ("share", "quantile")
    assert {one["key"] for one in told["dimensions"]} >= {"channel", "section", "kind", "theme", "level", "place"}


def test_a_figure_by_a_dimension_adds_up_and_names_its_rows(office: Office, interface: Any) -> None:
    march(office)
    told = interface("/received/by/kind")["parts"]
    assert sum(part["value"] for part in told) == value_of("received", MARCH)
    for part in told:
        rows = interface("/rows", of=part["reference"], limit=5)
        assert (rows["count"], rows["value"]) == (part["value"], part["value"])
        assert len(rows["rows"]) == min(5, part["value"])
        assert all(row.startswith("voice:HY") for row in rows["rows"])
    sections = {part["name"]: part["value"] for part in interface("/replied/by/section")["parts"]}
    assert sections[office.project.name] == value_of("replied", MARCH) - sections.get("", 0)
    assert interface("/rows", of="reply_rate")["rows"][0].startswith("case:2026")


def test_what_is_compared_reaches_back_or_is_null(office: Office, interface: Any) -> None:
    march(office)
    told = interface("", key="received", compare="true")["figures"][0]
    assert (told["value"], told["before"], told["last_year"]) == (value_of("received", MARCH), None, None)
    office.letter("去年就在", ident="old", at=SUNDAY - 450 * DAY)
    told = interface("", key="received", compare="true")["figures"][0]
    assert (told["before"], told["last_year"]) == (0, 0)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {"key": "praise"}),
        ("/praise/by/kind", {}),
        ("/received/by/moon", {}),
        ("/unanswered_topics/by/kind", {}),
        ("/rows", {"of": "received:moon=1"}),
        ("/rows", {"of": "sum(received,open)"}),
    ],
)
def test_what_does_not_exist_is_refused_with_a_reason(interface: Any, path: str, query: dict[str, str]) -> None:
    told = interface(path, **query)
    assert told["what"]
    assert told["where"]
    assert BY_KEY
