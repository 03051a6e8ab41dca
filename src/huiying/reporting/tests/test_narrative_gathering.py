"""A series is taken from the office's own rows: every number that a sentence may cite is among the snapshot's."""

from datetime import date, timedelta

import pytest

from huiying.reporting.figures import Numbers, Period
from huiying.reporting.papers.citing import Cited, pieces, plain
from huiying.reporting.papers.narrative import Narrator, series
from huiying.reporting.papers.narrative.spans import name_of, sort_of, spans_before
from tests.office import SUNDAY, Office

from .narrative_sample import all_taken


def test_months_weeks_and_years_have_their_own_spans_before() -> None:
    def before(start: date, end: date) -> list[tuple[date, date]]:
        spans = spans_before(start, end)
        return [next(spans), next(spans)]

    assert before(date(2026, 3, 1), date(2026, 3, 31)) == [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2026, 1, 31)),
    ]
    assert before(date(2026, 3, 2), date(2026, 3, 8))[1] == (date(2026, 2, 16), date(2026, 2, 22))
    assert before(date(2026, 1, 1), date(2026, 12, 31))[1] == (date(2024, 1, 1), date(2024, 12, 31))
    assert before(date(2026, 1, 1), date(2026, 3, 31))[0] == (date(2025, 10, 1), date(2025, 12, 31))
    assert before(date(2026, 3, 5), date(2026, 3, 5))[0] == (date(2026, 3, 4), date(2026, 3, 4))
    assert sort_of(date(2026, 2, 1), date(2026, 4, 30)).before == "上期"
    assert name_of(date(2026, 3, 2), date(2026, 3, 8)) == "2026年3月2日当周"
    assert name_of(date(2025, 1, 1), date(2025, 12, 31)) == "2025年"


@pytest.mark.django_db
def test_a_month_is_told_from_its_letters(office: Office) -> None:
    for number in range(9):
        days = 0 if number < 7 else -31
        office.letter(f"路灯坏了 {number}", ident=str(number), at=SUNDAY + timedelta(days=days))
    office.letter("第一封", ident="first", at=SUNDAY - timedelta(days=42))
    numbers = Numbers(Period(date(2026, 3, 1), date(2026, 3, 31)))
    taken = series(numbers, "received", by=("channel",))
    facts = {"series": {"来件": taken}, "numbers": numbers.facts()}
    assert all_taken(taken, facts["numbers"])
    assert taken["by"]["channel"][0]["name"] == "文件导入"
    text = Narrator(facts).tell("来件")
    assert "3件" in plain(text)
    assert "7件" in plain(text)
    assert "增加" in plain(text)
    assert all(piece.reference for piece in pieces(text) if isinstance(piece, Cited))


@pytest.mark.django_db
def test_months_before_the_first_letter_are_nothing_to_compare_with(office: Office) -> None:
    office.letter("第一封", at=SUNDAY)
    numbers = Numbers(Period(date(2026, 3, 1), date(2026, 3, 31)))
    taken = series(numbers, "reply_rate", by=("section",), name="答复率")
    assert not taken["steps"]
    assert taken["from_the_beginning"]
    assert not taken["last_year"]
    facts = {"series": {"答复率": taken}, "numbers": numbers.facts()}
    assert plain(Narrator(facts).tell("答复率")) in {"期内没有可供计算答复率的记录。", "答复率没有可供计算的记录。"}


@pytest.mark.django_db
def test_an_earlier_month_is_seen_as_it_stood_when_it_ended(office: Office) -> None:
    """Of February's letters more are answered by the end of March than were when February ended."""
    numbers = Numbers(Period(date(2026, 3, 1), date(2026, 3, 31)))
    office.letter("二月的信", at=SUNDAY - timedelta(days=42))
    taken = series(numbers, "replied")
    assert [step["span"] for step in taken["steps"]] == ["2026-02-01..2026-02-28..2026-02-28"]
    assert numbers.take(f"replied@{taken['steps'][0]['span']}") == 0
