"""Lines break where Word breaks them, and the PDF keeps to them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from huiying.reporting.official import Paragraph
from huiying.reporting.official.arranging import arranged
from huiying.reporting.official.breaking import broken
from huiying.reporting.official.faces import faces_for
from huiying.reporting.official.fonts import STANDARD_FONTS
from huiying.reporting.official.sheet import _lined

from .page_reading import glyphs, opened
from .page_reading import lines as lines_of_page
from .paper_sample import plain

HALF = {chr(code): 0.5 for code in range(32, 127)}


def lines(text: str, width: float = 10) -> list[str] | None:
    found = broken(text, HALF, width, width)
    return found if found is None else [line.text + (f"|{line.hung}" if line.hung else "") for line in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("政" * 25, ["政" * 10, "政" * 10, "政" * 5]),
        ("政" * 10 + "，" + "政" * 3, ["政" * 10 + "|，", "政政政"]),
        ("政" * 10 + "。", ["政" * 10 + "|。"]),
        ("政" * 9 + "）。政", ["政" * 9 + "）|。", "政"]),
        ("政" * 10 + "》政", ["政" * 9, "政》政"]),
        ("政" * 9 + "《政》", ["政" * 9, "《政》"]),
        ("政" * 10 + "。”政", ["政" * 9, "政。”政"]),
        ("政" * 8 + "1,204件", ["政" * 8, "1,204件"]),
        ("政" * 9 + "——政", ["政" * 8, "政——政"]),
        ("see the page of it", ["see the page of it"]),
        ("", []),
    ],
)
def test_lines_are_full_and_marks_hang_or_stay_with_their_word(text: str, wanted: list[str]) -> None:
    assert lines(text) == wanted


def test_what_cannot_be_measured_is_left_to_the_page() -> None:
    assert lines("政Ж策") is None
    assert lines("a" * 30) is None


MEETINGS = "来件，按时答复541件、超期答复42件、到期仍未答复9件，按时答复率91.4%，高于上期的86.9%；" * 4


@example(MEETINGS)
@given(st.text("政务舆情回应，。、；：《》（）〔〕“”2026年a% ", min_size=1, max_size=160))
@settings(max_examples=12, deadline=None, database=None)
def test_the_pdf_keeps_to_the_lines(text: str) -> None:
    document = plain(blocks=(Paragraph("政" + text),), organ="", dated=None, title="试")
    faces = faces_for(STANDARD_FONTS, bundled=True)
    planned = next(
        element.broken for element in _lined(arranged(document), faces) if getattr(element, "text", "").startswith("政")
    )
    with opened(document) as pdf:
        found = [row for row in lines_of_page(glyphs(pdf, 0)).values() if "—1—" not in row][1:]
    assert found == [squeezed(line.text + line.hung) for line in planned if squeezed(line.text + line.hung)]


def squeezed(text: str) -> str:
    return "".join(text.split())
