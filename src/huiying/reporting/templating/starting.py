"""The template to begin with: it says of every kind what the paper says without one, part by part, and can be changed
in Word or WPS.
"""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_BREAK
from docx.shared import Twips

from huiying.reporting.official import OfficialDocument, Paragraph, render
from huiying.reporting.official.geometry import CHARACTER_PITCH, ems
from huiying.reporting.official.package import to_bytes
from huiying.reporting.official.styles import StyleName

DATE, DATE_INDENT = ems("2026年10月10日"), 4
FIRST = "　　{% if loop.first %}附件：{% else %}　　　{% endif %}"
NUMBERED = "{% if loop.length > 1 %}{{ loop.index }}. {% endif %}"


def starting(composed: OfficialDocument) -> bytes:
    """A template that renders as the composed paper does. Where the paper is divided, so is the template."""
    source = Document(BytesIO(render(OfficialDocument(title="{{ 标题分行 }}", blocks=(Paragraph("·"),)))))
    last = next(item for item in source.paragraphs if item.text == "·")
    last._p.getparent().remove(last._p)
    if composed.addressee:
        source.add_paragraph(composed.addressee.rstrip("：:") + "：", StyleName.FLUSH)
    source.add_paragraph("{{p 正文 }}", StyleName.BODY)
    if composed.attachments:
        _note(source)
    if composed.organ:
        source.add_paragraph("", StyleName.FLUSH)
        _sign(source, composed)
    if composed.attachments:
        _appendices(source)
    return to_bytes(source)


def _sign(docx: Docx, composed: OfficialDocument) -> None:
    """Organ centred over the date, the date four characters from the right (clause 7.3.5.1)."""
    over = (ems(composed.organ) - DATE) / 2
    indent = max(DATE_INDENT - over, 0.0)
    for text, right in (("{{ 单位 }}", indent), ("{{ 成文日期 }}", indent + over)):
        line = docx.add_paragraph(text, StyleName.SIGNATURE)
        line.paragraph_format.right_indent = Twips(round(right * CHARACTER_PITCH))


def _note(docx: Docx) -> None:
    docx.add_paragraph("", StyleName.FLUSH)
    docx.add_paragraph("{%p for 件 in 附件 %}", StyleName.BODY)
    docx.add_paragraph(f"{FIRST}{NUMBERED}{{{{ 件.标题 }}}}", StyleName.FLUSH)
    docx.add_paragraph("{%p endfor %}", StyleName.BODY)


def _appendices(docx: Docx) -> None:
    docx.add_paragraph("{%p for 件 in 附件 %}", StyleName.BODY)
    mark = docx.add_paragraph("", StyleName.ATTACHMENT_MARK)
    mark.add_run().add_break(WD_BREAK.PAGE)
    mark.add_run("附件{% if loop.length > 1 %}{{ loop.index }}{% endif %}")
    docx.add_paragraph("", StyleName.FLUSH)
    docx.add_paragraph("{{ 件.标题 }}", StyleName.TITLE)
    docx.add_paragraph("", StyleName.FLUSH)
    docx.add_paragraph("{{p 件.body }}", StyleName.BODY)
    docx.add_paragraph("{%p endfor %}", StyleName.BODY)
