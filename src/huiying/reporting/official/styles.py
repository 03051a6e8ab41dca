"""The named styles of an official document: what a person sees in the style list of WPS or Word."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .fonts import ALIASES, Fonts
from .geometry import (
    BODY_PT,
    CAPTION_PT,
    CHARACTER_PITCH,
    CHARACTER_TIGHTENING,
    IMPRINT_PITCH_PT,
    IMPRINT_PT,
    LINE_PITCH,
    PAGE_NUMBER_PT,
    TABLE_PITCH_PT,
    TABLE_PT,
    TITLE_PT,
)

Face = Literal["body", "title", "heading", "subheading", "page_number"]
LEFT, BOTH, CENTRE, RIGHT = "left", "both", "center", "right"
TABLE_PITCH: Final = round(TABLE_PITCH_PT * 20)


class StyleName(StrEnum):
    BODY = "公文正文"
    FLUSH = "公文顶格"
    TITLE = "公文标题"
    HEADING_1 = "公文一级标题"
    HEADING_2 = "公文二级标题"
    HEADING_3 = "公文三级标题"
    HEADING_4 = "公文四级标题"
    ORGAN_MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNATURE = "公文落款"
    ATTACHMENT_MARK = "附件标识"
    CAPTION = "公文表题"
    TABLE_HEAD = "公文表头"
    TABLE_TEXT = "公文表文"
    PAGE_NUMBER = "公文页码"
    PICTURE = "公文图片"
    IMPRINT = "公文版记"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks: `indent` in characters, `pitch` in twips from line to line."""

    face: Face = "body"
    size: float = BODY_PT
    align: str = BOTH
    indent: int = 0
    pitch: int = LINE_PITCH
    outline: int | None = None
    keep_next: bool = False
    color: str = "000000"


LOOKS: Final = {
    StyleName.BODY: Look(indent=2),
    StyleName.FLUSH: Look(),
    StyleName.TITLE: Look("title", TITLE_PT, CENTRE, keep_next=True),
    StyleName.HEADING_1: Look("heading", indent=2, outline=0, keep_next=True),
    StyleName.HEADING_2: Look("subheading", indent=2, outline=1, keep_next=True),
    StyleName.HEADING_3: Look(indent=2, outline=2, keep_next=True),
    StyleName.HEADING_4: Look(indent=2, outline=3, keep_next=True),
    StyleName.ORGAN_MARK: Look("title", align=CENTRE, color="FF0000"),
    StyleName.NUMBER: Look(align=CENTRE),
    StyleName.SIGNATURE: Look(align=RIGHT),
    StyleName.ATTACHMENT_MARK: Look("heading", align=LEFT, keep_next=True),
    StyleName.CAPTION: Look("heading", CAPTION_PT, CENTRE, keep_next=True),
    StyleName.TABLE_HEAD: Look("heading", TABLE_PT, CENTRE, pitch=TABLE_PITCH, keep_next=True),
    StyleName.TABLE_TEXT: Look(size=TABLE_PT, align=CENTRE, pitch=TABLE_PITCH),
    StyleName.PAGE_NUMBER: Look("page_number", PAGE_NUMBER_PT, RIGHT, pitch=round(PAGE_NUMBER_PT * 20)),
    StyleName.PICTURE: Look(align=CENTRE, pitch=0),
    StyleName.IMPRINT: Look(size=IMPRINT_PT, pitch=round(IMPRINT_PITCH_PT * 20)),
}


def styles_part(fonts: Fonts) -> Any:
    """The whole `w:styles` element: defaults, the paragraph every other is based on, and ours."""
    ours = "".join(_style(name, look, fonts) for name, look in LOOKS.items())
    return parse_xml(
        f"<w:styles {nsdecls('w')}>"
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts('body', fonts)}"
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/></w:pPr>'
        f"<w:rPr>{_size(BODY_PT)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{ours}</w:styles>"
    )


def font_table_xml(fonts: Fonts) -> bytes:
    """The font table, with other names by which a machine may know the standard's faces."""
    rows = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{ALIASES[name]}"/><w:charset w:val="86"/>' if name in ALIASES else "")
        + "</w:font>"
        for name in fonts
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{rows}</w:fonts>".encode()


def _style(name: StyleName, look: Look, fonts: Fonts) -> str:
    """One style; the order of elements is the schema's (ECMA-376, part 1, 17.3.1.26).

    Every style keeps to 22 lines and 28 characters by itself, by exact lines and tightened characters, off the grid:
    28 characters of size three are wider than 156 mm, and LibreOffice gives two cells to what is wider than one.
    """
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if look.keep_next else "")
        + '<w:snapToGrid w:val="0"/>'
        + f'<w:spacing w:before="0" w:after="0" {_line(look.pitch)}/>'
        + (_first_line(look.indent) if look.indent else "")
        + f'<w:jc w:val="{look.align}"/>'
        + (f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "")
        + f'</w:pPr><w:rPr>{_fonts(look.face, fonts)}<w:color w:val="{look.color}"/>'
        + (f'<w:spacing w:val="{CHARACTER_TIGHTENING}"/>' if look.size == BODY_PT else "")
        + f'{_size(look.size)}<w:snapToGrid w:val="0"/></w:rPr></w:style>'
    )


def _line(pitch: int) -> str:
    """An exact pitch; none lets the line grow with what stands in it."""
    return f'w:line="{pitch}" w:lineRule="exact"' if pitch else 'w:line="240" w:lineRule="auto"'


def _first_line(characters: int) -> str:
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{round(characters * CHARACTER_PITCH)}"/>'


def _fonts(face: Face, fonts: Fonts) -> str:
    """Chinese in the face asked for; letters and digits in the Latin face, but page numbers wholly in 宋体 (7.5)."""
    east = getattr(fonts, face)
    latin = east if face == "page_number" else fonts.latin
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
