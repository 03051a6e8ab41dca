"""The clock wall: lamps as words, terms by their titles, what stands still at the end, and the same as a table."""

import csv
import io
import re

import pytest
from django.utils import translation

from huiying.handling.clocks.wall import Wall
from huiying.handling.models import Clock, Question
from huiying.handling.tests.desk import HOUR, assigned, drafted, letters, signed_in
from tests.office import SUNDAY, Office

MOST_QUERIES = 16


@pytest.mark.parametrize("count", [30, 60])
@pytest.mark.parametrize("query", ["", "?due=paused", "?lamp=red", "?term=letter.simple", "?format=csv"])
@pytest.mark.parametrize("role", ["officer", "head"])
def test_the_wall_costs_the_same_however_full_it_is(
    office: Office, count: int, query: str, role: str, django_assert_max_num_queries: object
) -> None:
    letters(office, count)
    for clock in Clock.objects.filter(pk__in=Clock.objects.values("pk")[: count // 2]):
        Question.objects.create(case=clock.case, text="请补充", asked_at=SUNDAY, by=office.officer)
        Clock.objects.filter(pk=clock.pk).update(paused_at=SUNDAY, lamp="red")
    client = signed_in(getattr(office, role))
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        assert client.get(f"/desk/clocks/{query}").status_code == 200


def paused(clock: Clock, office: Office, *, why: str = "asked") -> None:
    Question.objects.create(case=clock.case, why=why, text="请补充", asked_at=SUNDAY, by=office.officer)
    Clock.objects.filter(pk=clock.pk).update(paused_at=SUNDAY)


def test_what_stands_still_comes_last_under_its_own_heading(office: Office) -> None:
    case, other = assigned(office), assigned(office, ident="2")
    paused(case.clocks.get(), office)
    Clock.objects.filter(case=case).update(due_at=SUNDAY + HOUR)
    with translation.override("en"):
        page = signed_in(office.officer).get("/desk/clocks/", headers={"Accept-Language": "en"})
    groups = page.context["groups"]
    assert [[line.clock.case for line in lines] for _label, lines in groups] == [[other], [case]]
    assert groups[-1][0] == "Paused"
    assert groups[-1][1][0].waiting == "Clock paused · waiting for the writer"
    assert page.context["late"] == 1  # a clock that stands still is not late, however far back its end lies


@pytest.mark.parametrize(
    ("why", "words"),
    [("correction", "correction"), ("third_party", "third party"), ("co_organ", "other organ")],
)
def test_a_paused_clock_says_for_what_it_waits(office: Office, why: str, words: str) -> None:
    paused(assigned(office).clocks.get(), office, why=why)
    page = signed_in(office.officer).get("/desk/clocks/", headers={"Accept-Language": "en"})
    assert page.context["groups"][0][1][0].waiting.endswith(words)


def test_a_lamp_is_a_word_and_a_shape(office: Office) -> None:
    for number, lamp in enumerate(("first", "yellow", "red")):
        case = assigned(office, ident=str(number))
        Clock.objects.filter(case=case).update(lamp=lamp)
    text = signed_in(office.officer).get("/desk/clocks/", headers={"Accept-Language": "en"}).content.decode()
    lamps = re.findall(r'class="lamp lamp--(\w+)">.*?#lamp-(\w+)".*?<span>([^<]+)</span>', text)
    assert set(lamps) == {
        ("first", "first", "First reminder"),
        ("yellow", "yellow", "Yellow lamp"),
        ("red", "red", "Red lamp"),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lamp=red", {"red"}),
        ("lamp=yellow", set()),
        ("due=paused", {"paused"}),
        ("due=late", {"red", "opinion"}),
        ("term=opinion.general", {"opinion"}),
        ("term=nothing.such", set()),
    ],
)
def test_the_wall_is_filtered(office: Office, query: str, expected: set[str]) -> None:
    red, still, opinion = (assigned(office, ident=ident, title=ident) for ident in ("red", "paused", "opinion"))
    Clock.objects.filter(case=red).update(lamp="red")
    paused(still.clocks.get(), office)
    Clock.objects.filter(case=opinion).update(term="opinion.general")
    page = signed_in(office.officer).get(f"/desk/clocks/?{query}")
    assert {line.clock.case.title for _label, lines in page.context["groups"] for line in lines} == expected


def test_a_page_of_the_wall_may_begin_among_the_paused(office: Office) -> None:
    letters(office, 5)
    for clock in Clock.objects.all()[:3]:
        Clock.objects.filter(pk=clock.pk).update(paused_at=SUNDAY)
    wall = Wall(Clock.objects.running())
    whole = [clock.pk for clock in wall]
    assert len(wall) == len(whole) == 5
    assert [clock.pk for clock in wall[1:4]] == whole[1:4]
    assert [clock.pk for clock in wall[3:9]] == whole[3:]
    assert wall[2].pk == whole[2]
    assert wall[9:12] == []


def test_each_clock_of_a_case_says_which_term_it_runs(office: Office) -> None:
    case = drafted(office)
    clock = case.clocks.get()
    Clock.objects.create(case=case, term="petition.notice", started_at=clock.started_at, due_at=clock.due_at)
    page = signed_in(office.officer).get("/desk/clocks/", headers={"Accept-Language": "zh-Hans"})
    terms = {line.term for _label, lines in page.context["groups"] for line in lines}
    assert terms == {"一般来信答复", "信访事项受理告知"}


def test_the_table_has_the_same_columns(office: Office) -> None:
    case = assigned(office)
    Clock.objects.filter(case=case).update(lamp="yellow", provisional=True)
    paused(assigned(office, ident="2").clocks.get(), office)
    answer = signed_in(office.officer).get("/desk/clocks/?format=csv", headers={"Accept-Language": "en"})
    first, second = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (first["Lamp"], first["Provisional"], first["Due"]) == ("Yellow lamp", "provisional", "2026-03-24 24:00")
    assert first["Term"] == "Reply to a simple letter"
    assert second["Paused"] == "Clock paused · waiting for the writer"
    assert second["Due"] == ""


def test_the_wall_teaches_when_it_is_empty(office: Office) -> None:
    text = signed_in(office.officer).get("/desk/clocks/", headers={"Accept-Language": "en"}).content.decode()
    assert "No clock runs" in text
