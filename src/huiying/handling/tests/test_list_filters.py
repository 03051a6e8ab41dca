"""清单 · Filters by every column, orders, chips and exports, on a few cases that are told once for all tests."""

import csv
import io
import pickle
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.http import QueryDict
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from huiying.assessment.models import Proposal, Topic
from huiying.handling import actions
from huiying.handling.lists.asked import CASES, INBOX, Asked
from huiying.handling.lists.filters import FILTERS
from huiying.handling.lists.inbox import inbox_rows
from huiying.handling.models import Case, Part
from tests.kept import KeptOffice
from tests.office import SUNDAY, Office
from tests.standing import standing

from .desk import HOUR, answered, drafted, opened, signed_in


def told(office: Office) -> dict[str, Case]:
    """One answered and rated low, one with its handler, one just registered."""
    done = answered(office, ident="done", title="丙")
    held = drafted(office, ident="held", title="甲", at=SUNDAY + HOUR)
    new = opened(office, ident="new", title="乙", at=SUNDAY + 2 * HOUR)
    rating = apps.get_model("feedback", "Rating")  # a room that reads us, and not we it
    rating.objects.create(reply=done.replies.get(), stars=2, at=SUNDAY + 9 * HOUR)
    Part.objects.create(case=held, section=office.policy, assigned_at=SUNDAY)
    Case.objects.filter(pk=held.pk).update(returns=1)
    held.clocks.update(extended=2, due_at=timezone.now() + HOUR)
    topic = Topic.objects.create(description="施工许可", first_at=SUNDAY, last_at=SUNDAY)
    Proposal.objects.filter(voice=new.voice).update(
        kind="投诉", level="重大", theme="环境保护", emergency=True, topic=topic
    )
    actions.merge([opened(office, ident="other", title="丁")], into=held, by=office.officer, at=SUNDAY + 3 * HOUR)
    return {"done": done, "held": held, "new": new, "other": Case.objects.get(voice__external_id="other")}


@pytest.fixture(scope="module")
def whole(kept_office: KeptOffice, django_db_blocker: DjangoDbBlocker) -> Iterator[bytes]:
    """The office with these cases."""

    def build() -> tuple[Office, dict[str, Case]]:
        office = kept_office.found()
        return office, told(office)

    yield from standing(django_db_blocker, build)


@pytest.fixture
def office(whole: bytes, db: None) -> Office:
    found: Office = pickle.loads(whole)[0]  # noqa: S301
    return found


@pytest.fixture
def three(whole: bytes, db: None) -> dict[str, Case]:
    found: dict[str, Case] = pickle.loads(whole)[1]  # noqa: S301
    return found


CASES_OF = (
    ("state=open", "held new"),
    ("state=answered", "done"),
    ("state=unanswered", "other"),
    ("clock=soon", "held"),
    ("clock=met", "done"),
    ("channel=files", "done held new other"),
    ("channel=mayor-mailbox", ""),
    ("kind=投诉", "new"),
    ("flag=emergency", "new"),
    ("flag=rumour", ""),
    ("section=政策法规科", "held"),
    ("lead=项目服务科", "done held"),
    ("lead=政策法规科", ""),
    ("co=政策法规科", "held"),
    ("level=重大", "new"),
    ("theme=环境保护", "new"),
    ("case_kind=letter", "done held new other"),
    ("case_kind=disclosure", ""),
    ("rated=low", "done"),
    ("rated=good", ""),
    ("returned=yes", "held"),
    ("returned=no", "done new other"),
    ("extended=yes", "held"),
    ("topic=yes", "new"),
    ("topic=no", "done held other"),
    ("merged=into", "other"),
    ("merged=leads", "held"),
    ("state=open&returned=yes&extended=yes", "held"),
    ("from=2026-03-15&to=2026-03-15&days=answered", "done"),
    ("from=2026-03-16", ""),
)


@pytest.mark.parametrize(("query", "expected"), CASES_OF)
def test_a_filter_leaves_its_rows(office: Office, three: dict[str, Case], query: str, expected: str) -> None:
    _leaves(office, three, query, expected)


@pytest.mark.parametrize(
    "query", ["section=政策法规科", "kind=投诉", "clock=met", "rated=low", "topic=no", "merged=leads"]
)
def test_many_are_filtered_like_few(
    office: Office, three: dict[str, Case], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiying.handling.lists.narrowing.FEW", 0)
    _leaves(office, three, query, dict(CASES_OF)[query])


def _leaves(office: Office, three: dict[str, Case], query: str, expected: str) -> None:
    wanted = {three[name].pk for name in expected.split()}
    asked = Asked(CASES, QueryDict(query), office.officer, timezone.now())
    assert set(asked.rows(Case.objects.all()).values_list("pk", flat=True)) == wanted
    asked = Asked(INBOX, QueryDict(f"show=all&{query}"), office.officer, timezone.now())
    if "days" not in query and "from" not in query:
        assert set(inbox_rows(asked).values_list("case", flat=True)) == wanted


def test_the_handler_is_a_filter_too(office: Office, three: dict[str, Case]) -> None:
    client = signed_in(office.officer)
    found = client.get("/desk/cases/", {"handler": str(office.handler.pk)}).context["page_obj"]
    assert {case.pk for case in found} == {three["done"].pk, three["held"].pk}


@pytest.mark.parametrize("each", FILTERS, ids=lambda each: each.name)
def test_a_value_that_is_none_is_not_asked_for(office: Office, three: dict[str, Case], each: object) -> None:
    officer = signed_in(office.officer)
    for value in ("no such", "'", "-1", "9" * 30, "²"):
        for path in ("/desk/cases/", "/desk/inbox/"):
            page = officer.get(path, {each.name: value, "sort": value, "from": value, "page": value})  # type: ignore[attr-defined]
            assert page.status_code == 200
            assert page.context["asked_for"].chips == []
    assert officer.get("/desk/cases/?to=9999-12-31&from=0001-01-01").context["page_obj"].paginator.count == 4
    assert officer.get("/desk/cases/?topic=999999").status_code == 200


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", "new held done other"),
        ("oldest", "done other held new"),
        ("title", "丁 丙 乙 甲"),
        ("state", "done held other new"),
        ("due", "held new"),
        ("section", "held done"),
        ("nonsense", "new held done other"),
    ],
)
def test_a_list_is_put_in_order(office: Office, three: dict[str, Case], sort: str, expected: str) -> None:
    titles = {case.title: name for name, case in three.items()}
    Case.objects.filter(pk=three["other"].pk).update(opened_at=SUNDAY - HOUR)
    three["new"].clocks.update(due_at=timezone.now() + timedelta(days=9))
    found = signed_in(office.officer).get("/desk/cases/", {"sort": sort}).context["page_obj"]
    if sort == "oldest":
        expected = "other done held new"
    wanted = expected.split()
    shown = [case.title if sort == "title" else titles[case.title] for case in found]
    assert sorted(shown) == sorted(wanted) if sort in ("title", "state") else shown == wanted
    if sort == "state":
        assert [case.state for case in found] == sorted(case.state for case in found)


def test_what_is_set_stands_as_chips_that_can_be_let_go(office: Office, three: dict[str, Case]) -> None:
    page = signed_in(office.officer).get("/desk/cases/?state=open&kind=投诉&q=施工&sort=due&page=1&level=")
    chips = {chip.label: chip for chip in page.context["asked_for"].chips}
    assert len(chips) == 3
    assert QueryDict(chips["类别" if "类别" in chips else "Kind"].without).dict() == {
        "state": "open",
        "q": "施工",
        "sort": "due",
    }
    assert page.context["page_obj"].paginator.count == 0


def test_the_export_holds_what_is_shown_in_its_order(office: Office, three: dict[str, Case]) -> None:
    for path in ("/desk/cases/", "/desk/inbox/"):
        query = {"show": "all", "state": "open", "sort": "oldest"}
        client = signed_in(office.officer)
        shown = [row.title for row in client.get(path, query).context["page_obj"]]
        table = client.get(path, query | {"format": "csv"}).content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(table)))
        assert [row[2] for row in rows[1:]] == shown == ["甲", "乙"]
    refused = signed_in(office.handler).get("/desk/inbox/?format=csv")
    assert refused.status_code == 403


def test_another_section_filters_only_its_own(office: Office, three: dict[str, Case]) -> None:
    page = signed_in(office.stranger).get("/desk/cases/", {"lead": "项目服务科"})
    assert [case.pk for case in page.context["page_obj"]] == [three["held"].pk]
    assert [field.filter.name for field in page.context["asked_for"].fields if field.filter.name == "lead"] == []
