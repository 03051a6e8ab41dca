"""征求意见稿 · The articles of a draft, from text that was pasted or from a DOCX. Words are read and nothing else: what
a file brings along of pictures, links, scripts or markup stays in the file.
"""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO

import docx
from django.utils.translation import gettext as _
from docx.table import Table

from huiying.core.errors import InputError
from huiying.handling.files import Attached, checked

MOST_CHARACTERS = 200_000
MOST_ARTICLES = 500
LONGEST_LABEL = 20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ARTICLE = re.compile(
    r"^(第[一二三四五六七八九十百千零〇两0-9]{1,8}条(?:之[一二三四五六七八九十]{1,3})?)[\s:：、.．]*(.*)$"
)
_HEADING = re.compile(r"^第[一二三四五六七八九十百零〇0-9]{1,6}[编章节](?:\s.{0,40}|.{0,40})$")
_ITEM = re.compile(r"^([一二三四五六七八九十]{1,3}、|\d{1,3}[.．、])\s*(?!\d)(.*)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

Articles = list[tuple[str, str]]


def text_of_docx(file: Attached) -> str:
    """The words of a DOCX, a line for each paragraph and each row of a table; InputError for what is none, whatever its
    name says.
    """
    try:
        if checked(file.name, file.content).media_type != DOCX:
            raise InputError(
                _("Only a DOCX is read as a draft."), where="upload", fix=_("Attach other files as they are.")
            )
        document = docx.Document(BytesIO(file.content))
        lines = list(_lines(document))
    except (KeyError, ValueError, AttributeError, IndexError, OSError, SyntaxError) as broken:
        # `SyntaxError` is what a broken XML raises here; the others what a package without its parts does.
        raise InputError(
            _("The file is damaged."), where="upload", fix=_("Save it anew in WPS or Word, or paste the text.")
        ) from broken
    return "\n".join(lines)


def _lines(document: "docx.document.Document") -> Iterator[str]:
    length = 0
    for block in document.iter_inner_content():
        rows = [" ".join(_cells(row)) for row in block.rows] if isinstance(block, Table) else [block.text]
        for row in rows:
            length += len(row)
            if length > MOST_CHARACTERS:
                raise InputError(_too_long(), where="upload")
            yield row


def _cells(row: "docx.table._Row") -> list[str]:
    """The words of a row's cells; cells that were joined are told once."""
    return list(dict.fromkeys(cell.text.strip() for cell in row.cells))


def plain(text: str) -> str:
    """The text as it is kept: without control characters and without the marks that turn its direction."""
    told = _CONTROL.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip(" \t\u3000") for line in told.split("\n")).strip()


def articles_of(text: str) -> Articles:
    """Articles with their labels, in order; headings of chapters are rows without a label. Where no 第…条 stands, items
    (一、 or 1.) are; where neither stands, each paragraph is numbered. InputError for what is empty or too long.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(_too_long(), where="draft")
    lines = [line for line in plain(text).split("\n") if line]
    if not lines:
        raise InputError(_("The draft has no text."), where="draft", fix=_("Paste it, or choose a DOCX."))
    for mark in (_ARTICLE, _ITEM):
        if sum(bool(mark.match(line)) for line in lines) > 1:
            return _bounded(_by_mark(lines, mark))
    return _bounded([(str(number), line) for number, line in enumerate(lines, start=1)])


def _by_mark(lines: list[str], mark: "re.Pattern[str]") -> Articles:
    found: Articles = []
    for line in lines:
        begun = mark.match(line)
        if begun:
            found.append((begun[1].rstrip("、.．"), begun[2]))
        elif not found or _HEADING.match(line) or not found[-1][0]:
            found.append(("", line))
        else:
            label, said = found[-1]
            found[-1] = (label, f"{said}\n{line}".strip())
    return found


def _bounded(found: Articles) -> Articles:
    if len(found) > MOST_ARTICLES:
        raise InputError(
            _("The draft has more than %(most)d articles.") % {"most": MOST_ARTICLES},
            where="draft",
            fix=_("Attach it as a file, and paste what you ask about."),
        )
    return [(label[:LONGEST_LABEL], said) for label, said in found]


def _too_long() -> str:
    return _("The draft is longer than %(most)d characters.") % {"most": MOST_CHARACTERS}
