"""The PDF read back: 22 lines of 28 characters, what stands where, and words that stay words."""

import io
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader

from huiying.reporting.official import (
    Attachment,
    Heading,
    Imprint,
    Listing,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
    as_pdf,
)
from huiying.reporting.official.ending import Ending
from huiying.reporting.official.sheet import ending_of

from .page_reading import glyphs, lines, opened
from .paper_sample import LONG, WIDE, paper, plain, png

MM = 72 / 25.4


def text_of(document: OfficialDocument) -> str:
    with opened(document) as pdf:
        return "".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))


def test_a_full_page_has_22_lines_of_28_characters_in_the_type_area() -> None:
    with opened(plain(blocks=(Paragraph("政" * 28 * 60),), organ="", dated=None)) as pdf:
        found = [glyph for glyph in glyphs(pdf, 1) if glyph.char == "政"]
        assert pdf[1].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    rows = lines(found)
    assert [len(row) for row in rows.values()] == [28] * 22
    pitches = [below - above for above, below in pairwise(rows)]
    assert pitches == pytest.approx([225 * MM / 22] * 21, abs=0.11)
    first, last = min(each.x for each in found), max(each.x for each in found)
    assert first == pytest.approx(28 * MM, abs=0.5)
    assert last + 16 == pytest.approx((28 + 156) * MM, abs=0.6)
    middle_of_first_line = min(rows) - 0.38 * 16
    assert middle_of_first_line == pytest.approx(37 * MM + 28.95 / 2, abs=0.5)


def test_a_paragraph_begins_two_characters_in() -> None:
    with opened(plain()) as pdf:
        found = glyphs(pdf, 0)
    first = next(glyph for glyph in found if glyph.char == "各")
    assert first.x == pytest.approx(28 * MM + 2 * 156 * MM / 28, abs=0.5)


def test_page_numbers_stand_odd_right_and_even_left_7_mm_below() -> None:
    with opened(plain(blocks=(Paragraph("政" * 28 * 60),))) as pdf:
        numbers = [[glyph for glyph in glyphs(pdf, page) if glyph.y > (37 + 225 + 3) * MM] for page in range(2)]
    assert ["".join(each.char for each in number) for number in numbers] == ["—1—", "—2—"]
    odd, even = ([each for each in number if each.char == "—"] for number in numbers)
    assert max(each.end for each in odd) == pytest.approx((210 - 26) * MM - 14, abs=1)
    assert min(each.x for each in even) == pytest.approx(28 * MM + 14, abs=0.5)
    dash_is_above_its_origin_by = 0.38 * 14
    assert odd[0].y - dash_is_above_its_origin_by == pytest.approx((37 + 225 + 7) * MM, abs=0.6)


def test_a_sheet_that_lies_has_its_number_where_the_others_have_it_once_it_is_bound() -> None:
    with opened(plain(blocks=(WIDE, Paragraph(LONG)))) as pdf:
        assert [pdf[page].get_size() for page in range(3)] == [
            pytest.approx((210 * MM, 297 * MM), abs=0.1),
            pytest.approx((297 * MM, 210 * MM), abs=0.1),
            pytest.approx((210 * MM, 297 * MM), abs=0.1),
        ]
        number = [glyph for glyph in glyphs(pdf, 1) if glyph.x < 32 * MM]
        heads = [glyph.y for glyph in glyphs(pdf, 1) if glyph.char == "渠"]
    assert "".join(each.char for each in sorted(number, key=lambda each: each.y)) == "—2—"
    assert min(each.y for each in number) == pytest.approx(28 * MM + 14, abs=1)
    assert min(heads) < 60 * MM


def test_a_table_over_pages_has_its_header_on_each() -> None:
    table = Table(("渠道", "收到"), tuple((f"信箱{place}", "12") for place in range(90)))
    with opened(plain(blocks=(table,))) as pdf:
        heads = [sum(glyph.char == "渠" for glyph in glyphs(pdf, page)) for page in range(3)]
    assert heads == [1, 1, 1]


def test_the_imprint_closes_an_even_page_at_its_foot() -> None:
    imprint = plain(imprint=paper().imprint)
    assert ending_of(imprint, bundled=True) is Ending.NEXT
    with opened(imprint) as pdf:
        assert len(pdf) == 2
        rows = lines([glyph for glyph in glyphs(pdf, 1) if glyph.y < (37 + 225) * MM])
    assert list(rows.values()) == ["抄送：江岚市发展和改革局，江岚市司法局。", "江岚市招商局办公室2026年3月10日印发"]
    assert max(rows) == pytest.approx((37 + 225) * MM - 22 / 2 + 0.38 * 14, abs=1.5)


@pytest.mark.parametrize(
    ("characters", "ending", "pages"),
    [(28 * 24, Ending.SAME, 2), (28 * 36, Ending.BEHIND_A_BLANK, 4)],
)
def test_the_imprint_finds_its_page(characters: int, ending: Ending, pages: int) -> None:
    document = plain(blocks=(Paragraph("政" * characters),), imprint=paper().imprint)
    assert ending_of(document, bundled=True) is ending
    with opened(document) as pdf:
        assert len(pdf) == pages
        numbers = [[glyph for glyph in glyphs(pdf, page) if glyph.y > (37 + 225 + 3) * MM] for page in range(pages)]
    assert [bool(number) for number in numbers] == [True, True, False, False][:pages]


HOSTILE = '#panic("x") $x^2$ `raw` *bold* _it_ <label> @ref \\u{41} // no /* no */ [b] #{1+1} = Head "”’\\ end'


FIELDS = 17
"""Places of the document below in which the hostile words stand."""


def test_nothing_of_a_document_is_read_as_markup() -> None:
    table = Table((HOSTILE, "乙"), ((HOSTILE, "丙"),), HOSTILE)
    document = OfficialDocument(
        title=HOSTILE,
        blocks=(Paragraph(HOSTILE), Heading(HOSTILE), Listing((HOSTILE,), 0), table, Picture(png(), HOSTILE, HOSTILE)),
        organ=HOSTILE,
        dated=date(2026, 3, 9),
        addressee=HOSTILE,
        number=HOSTILE,
        red_head="江岚市招商局文件",
        attachments=(Attachment(HOSTILE, (Paragraph(HOSTILE),)),),
        secrecy=HOSTILE,
        signers=(HOSTILE,),
        remark=HOSTILE,
        imprint=Imprint(HOSTILE, date(2026, 3, 10), (HOSTILE,), (HOSTILE,)),
    )
    told = "".join(text_of(document).split())
    assert told.count("".join(HOSTILE.split())) >= FIELDS
    assert as_pdf(document, bundled=True) == as_pdf(document, bundled=True)


def test_control_characters_and_turned_directions_are_left_out() -> None:
    assert "甲乙丙" in text_of(plain(blocks=(Paragraph("甲\x00乙\u202e丙"),)))


def test_the_same_document_gives_the_same_bytes_and_says_what_it_is() -> None:
    content = as_pdf(paper(), bundled=True)
    assert content == as_pdf(paper(), bundled=True)
    read = PdfReader(io.BytesIO(content))
    assert read.metadata is not None
    assert (read.metadata.title, read.metadata.author) == (paper().title, "江岚市招商局")
    assert str(read.trailer["/Root"]["/Lang"]).lower().startswith("zh")


WORDS = (
    "000012",
    "秘密★1年",
    "特急",
    "签发人：林婉清",
    "江招〔2026〕12号",
    "（1）当日收到的",
    "图1各月来件",
    "（联系人：周言平，电话：5550123）",
    "表2来件明细",
    "2026年3月10日印发",
    "附件：1.来件明细",
)


def test_words_of_every_element_can_be_searched() -> None:
    told = "".join(text_of(paper()).split())
    for words in WORDS:
        assert words in told
