"""Parts of a paper as elements of another DOCX: the styles they need, their pictures, and no sections."""

import re
from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from huiying.reporting.official import STANDARD_FONTS, Block, OfficialDocument, Paragraph, render
from huiying.reporting.official.styles import StyleName, styles_part

BEGIN, END = "\ue010", "\ue011"
EMBED = qn("r:embed")
INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def add_styles(docx: Docx) -> None:
    """The styles of official documents, as far as the template has none of these names."""
    known = {style.name for style in docx.styles}
    for style in styles_part(STANDARD_FONTS).findall(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name in list(StyleName) and name not in known:
            docx.styles.element.append(deepcopy(style))


def markup_in(docx: Docx, blocks: Iterable[Block]) -> str:
    """Blocks as XML that can stand in the body of `docx`, which takes their pictures."""
    told = (Paragraph(BEGIN), *blocks, Paragraph(END))
    source = Document(BytesIO(render(OfficialDocument(title="·", blocks=told))))
    return "".join(etree.tostring(element, encoding="unicode") for element in _between(source, docx))


def _between(source: Docx, docx: Docx) -> Iterable[Any]:
    inside = False
    for element in source.element.body:
        text = "".join(element.itertext(qn("w:t")))
        if text == END:
            return
        if inside:
            yield _moved(element, source, docx)
        inside = inside or text == BEGIN


def _moved(element: Any, source: Docx, docx: Docx) -> Any:
    for section in list(element.iter(qn("w:sectPr"))):
        section.getparent().remove(section)
    for picture in element.iter(qn("a:blip")):
        image = source.part.related_parts[picture.get(EMBED)]
        key, _image = docx.part.get_or_add_image(BytesIO(image.blob))
        picture.set(EMBED, key)
    return element
