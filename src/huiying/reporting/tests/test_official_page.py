"""The page as GB/T 9704-2012 draws it, read back from the XML of the file."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from huiying.reporting.official import Fonts, OfficialDocument, Paragraph, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4
PLAIN = OfficialDocument(
    "关于试行首问负责的通知", (Paragraph("各科室自下月起试行首问负责。"),), "江岚市招商局", date(2026, 3, 9)
)


def part(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))  # noqa: S314  our own file


@pytest.fixture(scope="module")
def section() -> ElementTree.Element:
    found = part(render(PLAIN), "word/document.xml").find(f".//{W}sectPr")
    assert found is not None
    return found


def of(section: ElementTree.Element, tag: str, name: str) -> float:
    found = section.find(f"{W}{tag}")
    assert found is not None
    return float(found.attrib[f"{W}{name}"])


@pytest.mark.parametrize(
    ("tag", "name", "mm"),
    [
        ("pgSz", "w", 210),
        ("pgSz", "h", 297),
        ("pgMar", "top", 37),
        ("pgMar", "left", 28),
        ("pgMar", "right", 26),
        ("pgMar", "bottom", 35),
    ],
)
def test_paper_and_margins(section: ElementTree.Element, tag: str, name: str, mm: float) -> None:
    assert of(section, tag, name) == pytest.approx(mm * MM, abs=1)


def test_grid_of_22_lines_and_28_characters(section: ElementTree.Element) -> None:
    height = of(section, "pgSz", "h") - of(section, "pgMar", "top") - of(section, "pgMar", "bottom")
    width = of(section, "pgSz", "w") - of(section, "pgMar", "left") - of(section, "pgMar", "right")
    character = 16 + of(section, "docGrid", "charSpace") / 4096
    assert int(height / of(section, "docGrid", "linePitch")) == 22
    assert int(width / 20 / character) == 28
    grid = section.find(f"{W}docGrid")
    assert grid is not None
    assert grid.attrib[f"{W}type"] == "linesAndChars"


def test_dashes_of_the_page_number_are_seven_mm_below_the_type_area(section: ElementTree.Element) -> None:
    middle_of_the_line = of(section, "pgMar", "footer") + 14 * 20 / 2
    assert (of(section, "pgMar", "bottom") - middle_of_the_line) / MM == pytest.approx(7, abs=0.1)


def test_page_numbers_odd_right_and_even_left() -> None:
    content = render(PLAIN)
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    sides = {}
    relations = part(content, "word/_rels/document.xml.rels")
    targets = {relation.attrib["Id"]: relation.attrib["Target"] for relation in relations}
    for reference in part(content, "word/document.xml").iter(f"{W}footerReference"):
        key = next(value for name, value in reference.attrib.items() if name.endswith("}id"))
        footer = part(content, f"word/{targets[key]}")
        alignment, text = footer.find(f".//{W}jc"), "".join(footer.itertext())
        assert alignment is not None
        assert text.replace(" PAGE ", "") == "— 1 —"
        sides[reference.attrib[f"{W}type"]] = alignment.attrib[f"{W}val"]
    assert sides == {"default": "right", "even": "left"}


def styles(content: bytes) -> dict[str, ElementTree.Element]:
    found = part(content, "word/styles.xml").iter(f"{W}style")
    return {style.attrib[f"{W}styleId"]: style for style in found}


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("公文正文", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("公文一级标题", "黑体", 16),
        ("公文二级标题", "楷体_GB2312", 16),
        ("公文三级标题", "仿宋_GB2312", 16),
        ("公文页码", "宋体", 14),
    ],
)
def test_faces_and_sizes(style: str, face: str, points: int) -> None:
    run = styles(render(PLAIN))[style].find(f"{W}rPr")
    assert run is not None
    fonts, size = run.find(f"{W}rFonts"), run.find(f"{W}sz")
    assert fonts is not None
    assert size is not None
    assert (fonts.attrib[f"{W}eastAsia"], int(size.attrib[f"{W}val"]) / 2) == (face, points)


def test_body_lines_are_exact_and_indented_by_two_characters() -> None:
    properties = styles(render(PLAIN))["公文正文"].find(f"{W}pPr")
    assert properties is not None
    spacing, indent = properties.find(f"{W}spacing"), properties.find(f"{W}ind")
    assert spacing is not None
    assert indent is not None
    assert spacing.attrib[f"{W}lineRule"] == "exact"
    assert int(spacing.attrib[f"{W}line"]) / 20 == pytest.approx(28.95, abs=0.05)
    assert indent.attrib[f"{W}firstLineChars"] == "200"


def test_28_characters_fit_a_line_without_the_grid() -> None:
    """LibreOffice does not squeeze characters into a grid, so the style itself must."""
    spacing = styles(render(PLAIN))["公文正文"].find(f"{W}rPr/{W}spacing")
    assert spacing is not None
    character = 16 * 20 + int(spacing.attrib[f"{W}val"])
    assert 28 * character <= 156 * MM < 29 * character


def test_font_names_are_a_setting_and_have_other_names() -> None:
    content = render(PLAIN, Fonts(body="方正仿宋_GBK"))
    fonts = styles(content)["公文正文"].find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.attrib[f"{W}eastAsia"] == "方正仿宋_GBK"
    table = part(render(PLAIN), "word/fontTable.xml")
    other = {font.attrib[f"{W}name"]: font.find(f"{W}altName") for font in table}
    assert other["仿宋_GB2312"] is not None
    assert other["仿宋_GB2312"].attrib[f"{W}val"] == "仿宋,FangSong"


def test_the_same_document_gives_the_same_bytes_and_no_trace_of_the_template() -> None:
    content = render(PLAIN)
    assert content == render(PLAIN)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert b"python" not in package.read("docProps/core.xml")
    assert not [name for name in names if "thumbnail" in name or "theme" in name or "Effects" in name]
