"""待办 · What waits in publication is counted in the rail and on the home, for whoever does it, in one query."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from huiying.handling.tests.desk import signed_in
from huiying.handling.waiting import SELECTIONS, count_too, waits
from huiying.intake.actions import set_up_channel
from huiying.people.models import User
from huiying.publication.actions.board import refuse_letter
from huiying.publication.actions.consultations_points import gather_points, give_point
from huiying.publication.actions.consultations_results import submit_result, write_result
from huiying.publication.actions.manuscripts import submit_manuscript
from huiying.publication.models import ConsultationResult, Point
from huiying.publication.tests.consulting import AFTER, SUBSIDY, decided, held, speak
from huiying.publication.tests.texts import reviewed, written
from huiying.reporting.home.waiting import LINES, MENTIONS
from tests.board.letters import NOW, on_board
from tests.office import Office

OURS = ("board letters", "manuscripts", "points", "results")


def counts(person: User) -> dict[str, int]:
    cache.clear()  # a test changes things without a deed
    told = waits(User.objects.get(pk=person.pk))
    return {name: told[name] for name in OURS if told[name]}


def in_rail(person: User) -> dict[str, int]:
    cache.clear()
    lines: list[dict[str, Any]] = signed_in(person).get("/desk/search/").context["rail"]
    return {line["url"]: line["count"] for line in lines if line["count"]}


def test_a_letter_to_the_board_waits_for_who_reads_it(office: Office) -> None:
    board = set_up_channel("public-board", name="百姓畅言", connector="portal", form="board", unit=office.unit, at=NOW)
    on_board(board, wants_public=False, ident="0")
    case, _code = on_board(board)
    assert counts(office.officer) == {"board letters": 1}
    assert in_rail(office.officer)["/desk/board/"] == 1
    assert "/desk/board/" in signed_in(office.officer).get("/desk/").content.decode()
    for person in (office.handler, office.head, office.leader, office.editor, office.auditor, office.stranger):
        assert counts(person) == {}
    refuse_letter(case, ground="advertising", by=office.officer, at=NOW)
    assert counts(office.officer) == {}


def test_a_manuscript_waits_for_its_next_reviewer(office: Office) -> None:
    manuscript = written(office)
    assert counts(office.editor) == counts(office.head) == {}
    submit_manuscript(manuscript, looked_at=True, by=office.handler, at=timezone.now())
    assert counts(office.editor) == {"manuscripts": 1}
    assert in_rail(office.editor)["/desk/releases/"] == 1
    reviewed(manuscript, office.editor)
    assert counts(office.editor) == {}
    assert counts(office.head) == {"manuscripts": 1}


def test_points_wait_for_their_section_and_the_result_for_another_who_approves(office: Office) -> None:
    consultation = held(office)
    speak(consultation, *SUBSIDY)
    gather_points(consultation, by=office.officer, at=AFTER)
    many = Point.objects.count()
    assert many > 0
    assert counts(office.handler) == {}
    for point in Point.objects.all():
        give_point(point, section=office.project, by=office.officer, at=AFTER)
    assert counts(office.handler) == counts(office.head) == {"points": many}
    assert in_rail(office.handler)["/desk/consultations/"] == many
    assert counts(office.leader) == counts(office.officer) == {}
    decided(consultation, office)
    write_result(consultation, by=office.editor, at=AFTER)
    submit_result(consultation, by=office.editor, at=AFTER)
    assert counts(office.handler) == {}
    assert counts(office.leader) == {"results": 1}
    ConsultationResult.objects.update(written_by=office.leader)
    assert counts(office.leader) == {}


def test_all_that_waits_is_one_query(office: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = User.objects.get(pk=office.officer.pk)
    waits(person)  # what the person may do is remembered with them
    cache.clear()
    with django_assert_num_queries(2):  # the head of the ledger, and all counts
        assert set(waits(person)) == set(SELECTIONS) > set(OURS)


def test_a_name_counts_one_thing() -> None:
    with pytest.raises(ValueError, match="cases"):
        count_too({"cases": SELECTIONS["late"]})
    count_too({"cases": SELECTIONS["cases"]})


def test_the_home_has_a_line_for_all_that_waits() -> None:
    assert {line.what for line in LINES} - {MENTIONS} == set(SELECTIONS) - {"late"}
