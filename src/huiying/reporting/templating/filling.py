"""A template is filled from frozen facts: the DOCX with every number still cited, or the place where it goes wrong."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2.exceptions import TemplateError, UndefinedError
from lxml import etree  # type: ignore[import-untyped]

from huiying.core.errors import InputError
from huiying.reporting.official import OfficialDocument
from huiying.reporting.official.package import EPOCH
from huiying.reporting.papers.citing import plain

from .context import BLOCKS, context
from .fragments import add_styles, markup_in
from .package import TAG, check_tags, opened, place_of, places
from .sandbox import Room
from .values import UnknownName

WHOLE = re.compile(rf"\{{\{{(?!p )\s*(?:{'|'.join(BLOCKS)})\b")


def fill(content: bytes, facts: Mapping[str, Any], composed: OfficialDocument) -> bytes:
    """The filled template, cited; InputError says where it is wrong and what to write."""
    docx = opened("template.docx", content)
    check_tags(docx)
    _check_blocks(docx)
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    add_styles(template.docx)
    names = context(facts, composed, lambda blocks: markup_in(template.docx, blocks))
    filled = BytesIO()
    try:
        template.render(names, Room(), autoescape=True)
        template.save(filled)
    except (TemplateError, UnknownName, RecursionError) as error:
        raise _explained(error, docx, list(names)) from error
    except (etree.XMLSyntaxError, ValueError, TypeError, KeyError, StopIteration) as error:
        raise InputError(
            _("The template cannot be filled: %(reason)s.") % {"reason": str(error)[:120] or type(error).__name__},
            where=_("template"),
            fix=_("Look at what was changed last; every {% if %} and {% for %} needs its end."),
        ) from error
    _check_nesting(filled.getvalue())
    return repacked(filled.getvalue())


def stripped(filled: bytes) -> bytes:
    """The file as it is handed out: without the references behind its numbers."""
    return repacked(filled, plainly=True)


def repacked(content: bytes, *, plainly: bool = False) -> bytes:
    """The same content gives the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            told = source.read(name)
            if plainly and name.endswith(".xml"):
                told = plain(told.decode()).encode()
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, told)
    return packed.getvalue()


def _check_blocks(docx: Docx) -> None:
    for place in places(docx):
        if found := WHOLE.search(place.text):
            if "." in place.text[found.end() : found.end() + 1] and "附件" in found[0]:
                continue
            raise InputError(
                _("Whole paragraphs cannot stand inside a line: “%(text)s”.") % {"text": place.text[:60]},
                where=place.words,
                fix=_("Let it stand alone, with a p before the name: {{p 正文 }}."),
            )


def _check_nesting(filled: bytes) -> None:
    """A part of the paper that was put into a line would stand in a paragraph inside a paragraph."""
    for paragraph in Document(BytesIO(filled)).element.body.iter(qn("w:p")):
        around = {parent.tag for parent in paragraph.iterancestors()}
        if qn("w:t") in around:
            raise InputError(
                _("Whole paragraphs cannot stand inside a line: “%(text)s”.")
                % {"text": plain("".join(paragraph.itertext(qn("w:t"))))[:60]},
                where=_("template"),
                fix=_("Let it stand alone, with a p before the name: {{p 正文 }}."),
            )


def _explained(error: Exception, docx: Docx, known: list[str]) -> InputError:
    """What is wrong, where, and what to write instead."""
    line = _line_of(error)
    tags = TAG.findall(line)
    if isinstance(error, UndefinedError):
        name = (re.search(r"'([^']*)' is undefined", str(error)) or ["", str(error)])[1]
        error = UnknownName(name, known)
    if isinstance(error, UnknownName):
        return InputError(
            _("There is nothing named “%(name)s”.") % {"name": error.name},
            where=place_of(docx, tags, error.name),
            fix=_("Did you mean: %(names)s?") % {"names": "、".join(error.near)},
        )
    return InputError(
        _("The template cannot be understood: %(reason)s.") % {"reason": str(error).splitlines()[0][:160]},
        where=place_of(docx, tags, ""),
        fix=_("Write it as in the list of names and examples."),
    )


def _line_of(error: Exception) -> str:
    """The paragraph, as the library reads it, in which it went wrong: it puts each into a line of its own."""
    number, source, trace = getattr(error, "lineno", None), "", error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_name == "render_xml_part":
            source = str(trace.tb_frame.f_locals.get("src_xml", ""))
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    lines = source.splitlines()
    return re.sub(r"<[^>]+>", "", lines[number - 1]) if number and 0 < number <= len(lines) else ""
