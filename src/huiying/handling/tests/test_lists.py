"""清单 · What a list costs, and on which indexes it stands."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiying.handling.lists.asked import CASES, INBOX, Asked
from huiying.handling.lists.inbox import inbox_rows
from huiying.handling.lists.paging import Pages
from huiying.handling.models import Case, Clock
from huiying.handling.work import to_review
from tests.office import Office

from .desk import HOUR, assigned, drafted, letters, opened, signed_in

# With the session, the person and their posts, the rail and what the filters offer.
MOST_QUERIES = 30


def test_a_case_with_two_clocks_stands_once_by_the_nearer(office: Office) -> None:
    first, second = opened(office, ident="1"), opened(office, ident="2")
    now = timezone.now()
    first.clocks.update(due_at=now + 3 * HOUR)
    second.clocks.update(due_at=now + 2 * HOUR)
    clock = first.clocks.get()
    Clock.objects.create(case=first, term="another", started_at=clock.started_at, due_at=now + HOUR)
    for which, path in ((CASES, "/desk/cases/"), (INBOX, "/desk/inbox/")):
        found = signed_in(office.officer).get(path, {"sort": "due"}).context["page_obj"]
        numbers = [row.number if which is CASES else row.case.number for row in found]
        assert numbers == [first.number, second.number]


PLACES = (
    "/desk/inbox/",
    "/desk/inbox/?show=all&q=施工&kind=求助&sort=due",
    "/desk/cases/",
    "/desk/cases/?q=施工&kind=求助&state=open&section=项目服务科&sort=title",
    "/desk/search/?q=施工",
    "/desk/clocks/?q=施工",
    "/desk/mine/",
)


def test_a_list_costs_the_same_however_long_it_is(office: Office) -> None:
    clients = {path: signed_in(office.handler if "mine" in path else office.officer) for path in PLACES}

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clients[path].get(path).status_code == 200
        return len(queries)

    def costs() -> dict[str, int]:
        # now and then a page looks whether the rules have changed
        return {path: min(cost(path) for _turn in range(3)) for path in PLACES}

    for number in range(3):
        drafted(office, ident=f"first {number}")
    letters(office, 3)
    before = costs()
    letters(office, 35)  # three of them are known
    for number in range(12):
        drafted(office, ident=f"more {number}")
    after = costs()
    assert {path: after[path] for path in PLACES if not after[path] <= before[path] <= MOST_QUERIES} == {}


@pytest.mark.parametrize(
    "query", ["", "state=closed", "sort=title", "sort=state", "sort=due", "clock=late", "sort=oldest"]
)
@pytest.mark.parametrize("which", [CASES, INBOX], ids=lambda which: which.name)
def test_the_lists_stand_on_indexes(office: Office, which: object, query: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole; its plans are looked at on a full one")
    Clock.objects.update(due_at=timezone.now())
    for show in ("", "show=all&"):
        asked = Asked(which, QueryDict(show + query), office.officer, timezone.now())  # type: ignore[arg-type]
        rows = inbox_rows(asked) if which is INBOX else asked.rows(Case.objects.all())
        plan = rows.values_list("pk")[:30].explain()
        scans = [line for line in plan.splitlines() if "SCAN" in line and "INDEX" not in line]
        assert scans == [], plan


@pytest.mark.postgres
def test_the_words_stand_on_an_index_in_postgresql(office: Office) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only where the tests run on PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT voice_id FROM handling_searchtext WHERE tokens @@ '''租金'''::tsquery")
        assert "a_text_by_its_tokens" in str(cursor.fetchall())


def test_a_long_selection_is_counted_as_far_as_anybody_looks(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        assigned(office, ident=str(number))
    monkeypatch.setattr("huiying.handling.lists.paging.MOST_COUNTED", 3)
    rows = Case.objects.order_by("-pk")
    pages = Pages(rows, whole=lambda found: found, many=True)
    assert (pages.count, pages.told) == (3, "3+")
    assert Pages(rows, whole=lambda found: found).told == "5"


def test_of_a_draft_that_waits_its_own_reviews_are_looked_at(office: Office) -> None:
    """Not all that somebody ever signed, for each draft: a home of 60,000 cases took seconds on every page."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows how many rows each index finds")
    assert "reviews_of_a_draft" in to_review(office.officer).explain()


def test_very_many_rows_are_counted_once_a_minute(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        assigned(office, ident=str(number))

    def told(rows: QuerySet[Case]) -> str:
        return Pages(rows, whole=lambda found: found).told

    every, few = Case.objects.order_by("-pk"), Case.objects.filter(pk__lte=Case.objects.earliest("pk").pk)
    assert (told(every), told(few), told(Case.objects.none())) == ("3", "1", "0")
    monkeypatch.setattr("huiying.handling.lists.paging.VERY_MANY", 3)
    assert (told(every), told(few)) == ("3", "1")
    assigned(office, ident="3")
    assert (told(every), told(every.order_by("pk"))) == ("3", "3")  # kept, in whichever order
    assert (told(Case.objects.exclude(pk=0)), told(few)) == ("4", "1")  # another selection is another number
