"""Where comments stand in a text with its changes."""

from types import SimpleNamespace

from huiying.handling.changes import ADDED, REMOVED, SAME, Change
from huiying.handling.passages import Placed, Run, places_of, plain, runs


def comment(number: int, start: int | None, end: int) -> Placed:
    return Placed(SimpleNamespace(pk=number), number, start, end)  # type: ignore[arg-type]


def test_a_passage_is_cut_out_of_the_text() -> None:
    assert runs(plain("甲乙丙丁"), [comment(1, 1, 3)]) == [
        Run(SAME, "甲"),
        Run(SAME, "乙丙", 1, begins=True),
        Run(SAME, "丁"),
    ]


def test_what_was_struck_out_is_not_counted_and_a_mark_goes_over_what_was_added() -> None:
    found = [Change(SAME, "本"), Change(REMOVED, "周内"), Change(ADDED, "月二日"), Change(SAME, "办结")]
    assert runs(found, [comment(1, 2, 5)]) == [
        Run(SAME, "本"),
        Run(REMOVED, "周内"),
        Run(ADDED, "月"),
        Run(ADDED, "二日", 1, begins=True),
        Run(SAME, "办", 1),
        Run(SAME, "结"),
    ]


def test_of_two_that_overlap_each_begins_where_it_begins() -> None:
    told = runs(plain("甲乙丙丁戊"), [comment(1, 0, 3), comment(2, 2, 5)])
    assert [(run.text, run.number, run.begins) for run in told] == [
        ("甲乙", 1, True),
        ("丙", 2, True),
        ("丁戊", 2, False),
    ]
    assert "".join(run.text for run in told) == "甲乙丙丁戊"


def test_a_lost_comment_marks_nothing() -> None:
    assert runs(plain("甲乙"), [comment(1, None, 0)]) == [Run(SAME, "甲乙")]


def test_every_place_of_a_quote_is_found() -> None:
    assert places_of("办办办", "办办") == [0, 1]
    assert places_of("一.二", ".") == [1]
    assert places_of("甲", "") == []
