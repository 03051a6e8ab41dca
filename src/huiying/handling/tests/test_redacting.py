"""区分处理副本: what was taken out can be read nowhere in the copy: not in its text, parts, properties, bytes."""

import io
import re
import zipfile
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest
import typst
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pylopdf_fonts_zh_cn import __file__ as fonts_at

from huiying.core.errors import InputError, RuleError
from huiying.handling.disclosure.redacting import DOCX, Passage, read, redact
from huiying.handling.disclosure.redacting import docx as writing
from huiying.handling.disclosure.redacting import pdf as drawing
from huiying.handling.disclosure.redacting.passages import places, prove, without
from huiying.handling.disclosure.redacting.pdf import _whole

PDF, TEXT = "application/pdf", "text/plain"
SECRET = ("王小明", "三百万元整", "13812345678")
PAGE = """#set document(title: "王小明的合同", author: "王小明", keywords: ("三百万元整",))
#set page(paper: "a4")
#set text(font: "Noto Sans SC", size: 12pt)
甲方王小明，电话13812345678，合同价款三百万元整。乙方为江岚市招商局。
#rotate(10deg)[又见王小明]
#pagebreak()
"""
# In a narrow column the words break where they may; the search must not care.
NARROW = "#block(width: 3.2em)[附则由王小明负责，价款三百万元整]\n"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    source = tmp_path_factory.mktemp("typ") / "a.typ"
    source.write_text(PAGE + NARROW, "utf-8")
    made: bytes = typst.compile(str(source), font_paths=[str(Path(fonts_at).parent)])
    return made


def docx() -> bytes:
    document = Document()
    document.core_properties.author, document.core_properties.title = "王小明", "王小明的合同"
    paragraph = document.add_paragraph("甲方王")
    paragraph.add_run("小").bold = True
    paragraph.add_run("明，价款三百万元整。")
    hidden = document.add_paragraph("可见").add_run("暗藏13812345678")
    hidden.font.hidden = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "联系人王小明", "13812345678"
    deleted = document.add_paragraph("修订")._p
    run = deleted.makeelement(qn("w:r"), {})
    text = run.makeelement(qn("w:delText"), {})
    text.text = "删去的王小明"
    change = deleted.makeelement(qn("w:del"), {qn("w:author"): "王小明"})
    run.append(text)
    change.append(run)
    deleted.append(change)
    document.sections[0].header.paragraphs[0].text = "王小明专用"
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def passages(*texts: str) -> list[Passage]:
    return [Passage(n, text, "third_party_right") for n, text in enumerate(texts, 1)]


def test_a_pdf_holds_no_word_any_more_not_in_its_properties_nor_bytes(pdf: bytes) -> None:
    assert "王小明" in "".join(read(pdf, PDF))
    made = redact(pdf, PDF, passages(*SECRET))
    copy = pypdfium2.PdfDocument(made.content)
    try:
        assert len(copy) == 2
        assert "".join(page.get_textpage().get_text_range() for page in copy).strip() == ""
        assert not any(secret in str(copy.get_metadata_dict()) for secret in SECRET)
    finally:
        copy.close()
    for secret in SECRET:
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
            assert secret.encode(encoding) not in made.content
    assert made.times == {1: 3, 2: 2, 3: 1}


def test_what_is_blackened_is_black_in_the_picture_itself(pdf: bytes) -> None:
    """The same page with and without the passages differs just where they stand, and nothing shines through."""
    plain = redact(pdf, PDF, passages("江岚市招商局"))
    made = redact(pdf, PDF, passages("江岚市招商局", "三百万元整"))
    before, after = (pypdfium2.PdfDocument(each.content) for each in (plain, made))
    try:
        dark = [sum(page.histogram()[:40]) for page in (_grey(before), _grey(after))]
    finally:
        before.close()
        after.close()
    assert dark[1] > dark[0] + 500


def _grey(document: pypdfium2.PdfDocument) -> object:
    return document[0].render(scale=1).to_pil().convert("L")


def test_a_docx_is_written_anew_from_what_a_reader_sees() -> None:
    made = redact(docx(), DOCX, passages("王小明", "三百万元整", "13812345678"))
    with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
        parts = {name: packed.read(name).decode("utf-8", "ignore") for name in packed.namelist()}
    for name, text in parts.items():
        assert not any(secret in text for secret in (*SECRET, "暗藏", "删去", "专用")), name
    assert "".join(read(made.content, DOCX)).count("■■■") == 4
    assert made.left_out
    assert Document(io.BytesIO(made.content)).core_properties.author == ""


def test_a_text_loses_the_passage_wherever_it_stands() -> None:
    made = redact("王小明\n甲方：王 小\n明。".encode("gb18030"), TEXT, passages("王小明"))
    assert made.content.decode() == "■■■〔1〕\n甲方：■■■〔1〕。"
    assert made.times == {1: 2}


def test_passages_that_overlap_go_as_one() -> None:
    times: dict[int, int] = {}
    told = without("合同价款三百万元整。", passages("价款三百万", "百万元整"), times)
    assert told == "合同■■■〔1〕。"
    assert times == {1: 1, 2: 1}


def test_a_box_does_not_tell_how_long_the_passage_was() -> None:
    short, long = without("甲甲乙", passages("甲甲"), {}), without("甲甲甲甲甲甲乙", passages("甲甲甲甲甲甲"), {})
    assert short == long


@pytest.mark.parametrize("text", ["王小明", "王 小 明", "王\n小明", "\u3000王小明", "王小明王小明"])
def test_blanks_do_not_hide_a_passage(text: str) -> None:
    assert places(text, passages("王小明"))
    assert "小明" not in without(text, passages("王小明"), {})


def test_letters_are_found_in_either_case() -> None:
    assert without("ABC Co., Ltd.", passages("abc co"), {}) == "■■■〔1〕., Ltd."


@pytest.mark.parametrize(
    "text", ["王\u200b小\u200d明", "王\u00ad小明", "王⼩明", "王小\ufe00明", "62\u300022", "６２２２", "Ｓｍｉｔｈ"]
)
def test_no_sign_that_nobody_sees_and_no_other_way_of_writing_hides_a_passage(text: str) -> None:
    told = without(f"甲{text}乙", passages("王小明", "6222", "smith"), {})
    assert re.fullmatch(r"甲■■■〔\d〕乙", told)


def test_a_rare_character_of_a_name_is_found_and_shown() -> None:
    codes = [ord("甲"), 0xD842, 0xDFB7, ord("明"), 0xDC00, 0]
    told = "".join(_whole(codes))
    assert len(told) == len(codes)
    assert told.encode()
    assert [(place.start, place.end) for place in places(told, passages("𠮷明"))] == [(1, 4)]


def test_a_pdf_that_does_not_tell_where_its_characters_stand_is_refused(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "_on_picture", lambda *_args: (10, 10, 10, 10))
    with pytest.raises(InputError):
        redact(pdf, PDF, passages("王小明"))


def changed(xml: str) -> bytes:
    document = Document()
    document.add_paragraph("前文")._p.append(parse_xml(xml.format(w=nsdecls("w"))))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    "xml",
    [
        '<w:ins {w} w:id="1" w:author="x"><w:r><w:t>王小明签字</w:t></w:r></w:ins>',
        '<w:fldSimple {w} w:instr="AUTHOR"><w:r><w:t>王小明签字</w:t></w:r></w:fldSimple>',
        "<w:sdt {w}><w:sdtContent><w:r><w:t>王小明签字</w:t></w:r></w:sdtContent></w:sdt>",
    ],
)
def test_what_a_reader_sees_of_a_docx_is_copied_however_it_is_kept(xml: str) -> None:
    assert "".join(read(changed(xml), DOCX)) == "前文王小明签字"
    made = redact(changed(xml), DOCX, passages("王小明"))
    assert read(made.content, DOCX) == ["前文■■■〔1〕签字"]


def test_a_cell_over_two_columns_is_told_once() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "甲方王小明"
    table.cell(1, 0).add_table(rows=1, cols=1).cell(0, 0).text = "内表王小明"
    packed = io.BytesIO()
    document.save(packed)
    made = redact(packed.getvalue(), DOCX, passages("王小明"))
    assert made.times == {1: 2}
    assert "".join(read(made.content, DOCX)).split() == ["甲方■■■〔1〕", "内表■■■〔1〕"]


def test_a_docx_that_swells_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_UNPACKED", 1_000)
    with pytest.raises(InputError, match=r"too large|过大"):
        read(docx(), DOCX)


@pytest.mark.parametrize("kind", [PDF, DOCX, TEXT])
def test_what_does_not_stand_there_is_refused(pdf: bytes, kind: str) -> None:
    content = {PDF: pdf, DOCX: docx(), TEXT: "甲".encode()}[kind]
    with pytest.raises(InputError, match="李四"):
        redact(content, kind, passages("李四"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nonsense", b"PK\x03\x04nonsense", b"\x00" * 100])
def test_damaged_files_are_refused_in_words(content: bytes) -> None:
    for kind in (PDF, DOCX):
        with pytest.raises(InputError):
            redact(content, kind, passages("王小明"))


def test_other_sorts_of_files_are_refused() -> None:
    with pytest.raises(InputError):
        read(b"x", "image/png")


def test_a_pdf_of_pictures_alone_is_refused(pdf: bytes) -> None:
    pictures = redact(pdf, PDF, passages("王小明")).content
    with pytest.raises(InputError):
        redact(pictures, PDF, passages("王小明"))


def test_a_copy_that_still_tells_is_not_made() -> None:
    with pytest.raises(RuleError):
        prove(list(chain(["甲方王", " 小明"], ["王\n小 明"])), passages("王小明"))
