"""What is promised is kept and checked by its figure; a person tells why; lessons show whether they helped."""

from datetime import date, timedelta

import pytest

from huiying.core.errors import InputError, NotAllowed
from huiying.handling.tests.desk import answered, letters, signed_in, submitted
from huiying.ledger.models import Entry
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.figures import Numbers, Period
from huiying.reporting.improving import record_lesson, state_of, tell_measure
from huiying.reporting.inspecting.lessons import lessons
from huiying.reporting.models import Lesson, Measure
from huiying.reporting.papers.citing import plain
from huiying.reporting.papers.self_inspection import compose
from tests.office import SUNDAY, Office

from .walking import walk

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
JUNE = (date(2026, 6, 1), date(2026, 6, 30))
APRIL_2, JULY_2 = SUNDAY + timedelta(days=18), SUNDAY + timedelta(days=109)
LESSON = {
    "happened": "停电来信答复慢",
    "cause": "分办反复",
    "change": "设停电专班",
    "since": date(2026, 3, 20),
    "figure": "late",
}


@pytest.fixture
def promised(office: Office) -> Office:
    """A self-inspection of March, of one letter answered and one open."""
    answered(office)
    submitted(office, ident="2")
    write_paper(take_snapshot(*MARCH, by=office.officer, at=APRIL_2), by=office.officer, at=APRIL_2)
    return office


def test_the_measures_of_a_paper_are_kept_once_and_checked_by_the_next(promised: Office) -> None:
    first = Measure.objects.order_by("place")
    count = first.count()
    open_letters = first.get(reference="open@2026-03-01..2026-03-31")
    assert (open_letters.was, open_letters.wanted, open_letters.state) == (1, 0, "open")
    write_paper(open_letters.snapshot, by=promised.officer, at=APRIL_2)
    assert Measure.objects.count() == count
    snapshot = take_snapshot(*JUNE, by=promised.officer, at=JULY_2)
    open_letters.refresh_from_db()
    assert (open_letters.became, open_letters.state) == (1, "not_done")
    said = plain("\n".join(getattr(block, "text", "") for block in compose(snapshot.facts).blocks))
    assert f"上次自查（2026年3月）提出措施{count}项" in said
    assert Entry.objects.filter(deed="measures.checked").count() == 1


def test_a_persons_word_needs_what_shows_it_and_stands(promised: Office) -> None:
    measure = Measure.objects.get(reference="open@2026-03-01..2026-03-31")
    with pytest.raises(InputError):
        tell_measure(measure, state="done", reason="", evidence="", by=promised.officer, at=APRIL_2)
    with pytest.raises(NotAllowed):
        tell_measure(measure, state="done", reason="", evidence="2026-0001", by=promised.handler, at=APRIL_2)
    page = signed_in(promised.officer)
    assert page.post(f"/desk/reports/measures/{measure.pk}/", {"state": "not_done"}).status_code == 422
    page.post(f"/desk/reports/measures/{measure.pk}/", {"state": "partly", "reason": "来信人补充材料中"})
    take_snapshot(*JUNE, by=promised.officer, at=JULY_2)
    measure.refresh_from_db()
    assert (measure.state, measure.reason) == ("partly", "来信人补充材料中")
    assert "来信人补充材料中" in page.get("/desk/reports/measures/").content.decode()


@pytest.mark.parametrize(
    ("was", "wanted", "now", "state"),
    [(80, 90, 91, "done"), (80, 90, 84, "partly"), (80, 90, 79, "not_done"), (9, 0, 0, "done"), (9, 0, 8, "not_done")],
)
def test_a_figure_tells_how_far_it_came(was: float, wanted: float, now: float, state: str) -> None:
    assert state_of(was, wanted, now, is_due=True) == state


def test_a_lesson_is_tried_on_its_figure(office: Office) -> None:
    letters(office, 2)
    page = signed_in(office.officer)
    given = {key: str(value) for key, value in LESSON.items()} | {"figure": "received"}
    assert page.post("/desk/lessons/", given | {"source": "2020-9999"}).status_code == 422
    assert page.post("/desk/lessons/", given).status_code == 302
    june = Numbers(Period(*JUNE))
    (told,) = lessons(june)
    assert (told["before"], told["now"], told["helped"]) == (2, 0, "yes")
    (early,) = lessons(Numbers(Period(*MARCH)))
    assert early["helped"] == "unknown"
    assert "停电来信答复慢" in page.get("/desk/lessons/").content.decode()
    assert Lesson.objects.get().source == ""


def test_who_may_not_record_a_lesson_is_refused(office: Office) -> None:
    with pytest.raises(NotAllowed):
        record_lesson(LESSON, by=office.handler, at=APRIL_2)
    assert signed_in(office.auditor).post("/desk/lessons/", {}).status_code == 403


def test_every_number_of_the_paper_is_cited_and_has_its_rows(promised: Office) -> None:
    walk(take_snapshot(*JUNE, by=promised.officer, at=JULY_2))
    walk(Measure.objects.first().snapshot)  # type: ignore[union-attr]
