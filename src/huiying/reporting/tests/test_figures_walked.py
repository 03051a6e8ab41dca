"""Every figure, by every dimension: what is said is what is counted, and the rows behind it are as many."""

import pytest
from django.db.models import Q

from huiying.core.loops import Loop, Standing, standings
from huiying.handling.models import Case
from huiying.handling.standing import course_of, open_in
from huiying.reporting.figures import (
    BY_KEY,
    DESK,
    DIMENSIONS,
    FIGURES,
    Count,
    Figure,
    Numbers,
    Quantile,
    Reference,
    Share,
    named,
)
from huiying.reporting.figures.disclosure import ENTERED
from huiying.reporting.figures.endings import ENDINGS
from huiying.reporting.figures.published import PUBLISHED
from huiying.reporting.figures.responding import LOOPS
from huiying.reporting.figures.responses import RESPONSES
from huiying.reporting.figures.sums import Daily, Longest
from huiying.reporting.figures.total import Total
from huiying.reporting.figures.training import TRAINING
from huiying.reporting.frozen import unpack
from tests.office import Office

from .marching import MARCH, march


def checked(numbers: Numbers, text: str) -> None:
    """A number as it is taken, as it is counted by the database, and its rows."""
    reference, value = named(text), numbers.take(text)
    assert value == reference.value(MARCH), text
    taken = dict(numbers.taken())[text]
    keys = list(unpack(taken.members))
    assert len(keys) == taken.count, text
    assert keys == sorted(reference.rows(MARCH).order_by().values_list("pk", flat=True)), text
    if isinstance(reference.figure, Count):
        assert value == taken.count, text


def narrowing(figure: Figure) -> list[str]:
    """The figure by each dimension that it has, at its two fullest values."""
    told = []
    for dimension in DIMENSIONS:
        if all(model in dimension.to for model in figure.models):
            counted = dimension.values(figure.rows(MARCH))
            assert sum(count for _value, count in counted) == figure.rows(MARCH).count(), (figure.key, dimension.key)
            told += [str(Reference(figure, ((dimension, value),))) for value, _count in counted[:2]]
    return told


def test_every_figure_by_every_dimension_is_as_many_as_its_rows(office: Office) -> None:
    march(office)
    numbers, walked = Numbers(MARCH), 0
    assert set(BY_KEY) == {figure.key for figure in (*FIGURES, ENTERED)}
    assert len(BY_KEY) == len(FIGURES) + 1
    for figure in FIGURES:
        for text in (figure.key, *narrowing(figure), f"{figure.key}@2026-03-15..2026-03-20"):
            checked(numbers, text)
            walked += 1
    assert walked > 5 * len(FIGURES)
    silent = {figure.key for figure in OF_MARCH if isinstance(figure, Count) and not numbers.take(figure.key)}
    # Nobody asked the public, or wrote on the board; and nothing of an emergency was late.
    assert silent <= NOT_IN_MARCH, silent - NOT_IN_MARCH


# Those of the desk; what single papers count besides is walked with these papers.
OF_MARCH = (*DESK, *LOOPS, *ENDINGS, *RESPONSES, *PUBLISHED, *TRAINING)
NOT_IN_MARCH = {
    *("consultations", "consultation_opinions", "board_threads", "board_answered", "reopened", "multi_section"),
    *("extensions_asked", "extended", "opinion_in_time", "opinion_late", "opinion_incidents", "first_release_late"),
    *("press_in_time", "press_late", "rumours", "emergencies", "overdue_open", "late_closed"),
    "seminars_held",
    *("reviews_two_step", "returned", "unanswered_topics", "clues", "clues_handed_over"),
}


def test_a_place_with_signs_is_named_and_counted(office: Office) -> None:
    march(office)
    assert Numbers(MARCH).take("received:place=松溪路%28北段%29%3A3号") == 2


LOOPS = {
    Loop.ANSWER: "loop_answer",
    Loop.TAKE_UP: "loop_take_up",
    Loop.INVESTIGATE: "loop_investigate",
    Loop.CONCLUDE: "loop_conclude",
}


@pytest.mark.parametrize("loop", list(Loop))
def test_the_loops_are_those_of_the_desk(office: Office, loop: Loop) -> None:
    march(office)
    cases = Case.objects.filter(MARCH.of("opened_at"))
    told = {case.pk: standings(course_of(case))[loop] for case in cases}
    key = LOOPS[loop]
    rows = {end: set(BY_KEY[f"{key}_{end}"].rows(MARCH).values_list("pk", flat=True)) for end in ("done", "open")}
    assert rows["open"] == {pk for pk, standing in told.items() if standing is Standing.OPEN}
    assert rows["open"] == set(open_in(loop, cases).values_list("pk", flat=True))
    assert rows["done"] == {pk for pk, standing in told.items() if standing is Standing.DONE}
    assert rows["done"] | rows["open"] == set(BY_KEY[f"{key}_opened"].rows(MARCH).values_list("pk", flat=True))
    assert rows["done"]
    assert rows["open"]


def test_a_response_is_the_taking_within_a_day(office: Office) -> None:
    """What was declined after thirty hours was not responded to in time; what came with its answer is not asked."""
    march(office)
    numbers = Numbers(MARCH)
    late = BY_KEY["not_responded"].rows(MARCH)
    assert late.filter(voice__external_id="q7").exists()
    assert not late.filter(voice__external_id="q9").exists()
    assert BY_KEY["responded"].rows(MARCH).filter(voice__external_id__in=("q1", "q8")).count() == 2
    whole = numbers.count("responded") + numbers.count("not_responded")
    assert numbers.take("response_rate") == round(100 * numbers.count("responded") / whole, 1)
    assert not BY_KEY["responded"].rows(MARCH).filter(Q(pk__in=late.values("pk"))).exists()


def test_every_share_has_disjoint_wholes(office: Office) -> None:
    march(office)
    for figure in FIGURES:
        if isinstance(figure, Share):
            keys = [key for count in figure.whole for key in count.rows(MARCH).values_list("pk", flat=True)]
            assert len(keys) == len(set(keys)), figure.key
        assert figure.label
        assert figure.formula
        assert figure.english
        assert isinstance(figure, Count | Share | Quantile | Total | Daily | Longest)
