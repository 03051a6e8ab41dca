"""A reference is read as it was written, and what names nothing is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.reporting.figures import DIMENSIONS, FIGURES, Period, Reference, UnknownReference, named, references
from huiying.reporting.figures.reference import parts, spanned

FITTING = [(f, d) for f in FIGURES for d in DIMENSIONS if all(model in d.to for model in f.models)]
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
KEYS = st.integers(1, 10**9).map(str)
DAYS = st.dates(date(2001, 1, 1), date(2058, 12, 31))
SPANS = st.one_of(
    st.sampled_from(["", "before", "last_year"]),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    st.tuples(DAYS, DAYS).map(lambda two: f"{min(two)}..{max(two)}"),
)


@st.composite
def told(draw: st.DrawFn) -> Reference:
    figure, dimension = draw(st.sampled_from(FITTING))
    value = draw(KEYS if dimension.keyed else WORDS)
    return Reference(figure, ((dimension, value),) if draw(st.booleans()) else (), draw(SPANS))


@given(told())
def test_what_is_written_is_read_again(reference: Reference) -> None:
    assert named(str(reference)) == reference
    assert list(references(str(reference))) == [reference]


@given(told(), told(), st.sampled_from(["difference", "share", "sum"]))
def test_what_is_reckoned_is_taken_apart_again(first: Reference, second: Reference, sign: str) -> None:
    text = f"{sign}({first},sum({second},{first}))"
    assert parts(text) == (sign, (str(first), f"sum({second},{first})"))
    assert list(references(text)) == [first, second, first]


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        assert [str(one) for one in references(text)]
    except UnknownReference:
        return


@pytest.mark.parametrize(
    "text",
    [
        *("", "nothing", "received:moon=1", "received@long_ago", "received@2026-13", "received@2026-02-30..2026-03-01"),
        *(
            "received@2026-03-02..2026-03-01",
            "received:channel=three",
            "received:channel=-1",
            "unanswered_topics:kind=投诉",
        ),
        *(
            "received:term=letter.simple",
            "received:channel=1:",
            "mean(received,open)",
            "share(received)",
            "sum(received",
        ),
        *("share(received,open,open)", "difference(received,)", "sum)received(", "received@２０２６-03"),
        f"{'sum(' * 50}received{')' * 50}",
    ],
)
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnknownReference):
        list(references(text))


def days(*told: str) -> Period:
    start, end = map(date.fromisoformat, told)
    return Period(start, end)


@pytest.mark.parametrize(
    ("period", "before", "last_year"),
    [
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-31")),
        (("2025-02-01", "2025-02-28"), ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
        (("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31"), ("2025-04-01", "2025-06-30")),
        (("2026-01-01", "2026-06-30"), ("2025-07-01", "2025-12-31"), ("2025-01-01", "2025-06-30")),
        (("2025-01-01", "2025-12-31"), ("2024-01-01", "2024-12-31"), ("2024-01-01", "2024-12-31")),
        (("2026-03-09", "2026-03-15"), ("2026-03-02", "2026-03-08"), ("2025-03-09", "2025-03-15")),
        (("2024-02-29", "2024-02-29"), ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
        (("2026-03-01", "2026-03-30"), ("2026-01-30", "2026-02-28"), ("2025-03-01", "2025-03-30")),
    ],
)
def test_the_period_before_is_that_of_the_calendar(
    period: tuple[str, str], before: tuple[str, str], last_year: tuple[str, str]
) -> None:
    assert (days(*period).before, days(*period).last_year) == (days(*before), days(*last_year))


def test_a_month_is_cut_by_the_period_and_whole_outside_of_it() -> None:
    period = days("2026-03-10", "2026-04-05")
    shown = {span: spanned(period, span) for span in ("2026-03", "2026-04", "2025-03")}
    assert {span: (one.start, one.end) for span, one in shown.items()} == {
        "2026-03": (date(2026, 3, 10), date(2026, 3, 31)),
        "2026-04": (date(2026, 4, 1), date(2026, 4, 5)),
        "2025-03": (date(2025, 3, 1), date(2025, 3, 31)),
    }
    assert {one.until for one in shown.values()} == {period.end}
