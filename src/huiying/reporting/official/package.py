"""The DOCX around the text: an empty package stripped to what an official document needs, and bytes that repeat."""

import io
import zipfile
from datetime import datetime, time

from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .document import OfficialDocument
from .fonts import Fonts
from .styles import font_table_xml, styles_part

KEPT = frozenset({REL.STYLES, REL.SETTINGS, REL.FONT_TABLE})
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
EPOCH = (1980, 1, 1, 0, 0, 0)


def empty_docx(document: OfficialDocument, fonts: Fonts) -> Docx:
    """A DOCX without text, with our styles, settings and properties and nothing of the library's own template."""
    docx = Document()
    for key, relation in list(docx.part.rels.items()):
        if relation.reltype not in KEPT:
            docx.part.rels.pop(key)
    package = docx.part.package
    assert package is not None
    for key, relation in list(package.rels.items()):
        if relation.reltype not in (REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES):
            package.rels.pop(key)
    _fill(docx.styles.element, styles_part(fonts))
    _fill(docx.settings.element, parse_xml(f"<w:settings {nsdecls('w')}>{SETTINGS}</w:settings>"))
    docx.part.part_related_by(REL.FONT_TABLE)._blob = font_table_xml(fonts)
    _properties(docx, document)
    return docx


def to_bytes(docx: Docx) -> bytes:
    """The same document gives the same bytes: the time of packing is no part of a paper."""
    packed, repacked = io.BytesIO(), io.BytesIO()
    docx.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return repacked.getvalue()


def _fill(element: object, source: object) -> None:
    """Give a part's root the children of another."""
    element[:] = list(source)  # type: ignore[index, call-overload]


def _properties(docx: Docx, document: OfficialDocument) -> None:
    properties = docx.core_properties
    properties.title, properties.author, properties.comments = document.title, document.organ, ""
    properties.last_modified_by, properties.language = document.organ, "zh-CN"
    if document.dated:
        written = datetime.combine(document.dated, time())
        properties.created = properties.modified = written
