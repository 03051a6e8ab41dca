"""The verb that reads the words of published files, by which they are found: work of the loop, a file a round."""

import logging
import re
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from wagtail.documents import get_document_model

from huiying.core.errors import HuiyingError
from huiying.handling.disclosure.redacting import read
from huiying.handling.files import checked

from ..models import FileWords, SearchEntry
from ..searching.findable import DOCUMENT
from .finding import LONGEST, look_at

log = logging.getLogger(__name__)

PDF = "application/pdf"
# A PDF ends its lines where the paper does, in the middle of words.
_BROKEN = re.compile(r"(?<=[\u3400-\u9fff])[ \t]*[\r\n]+[ \t]*(?=[\u3400-\u9fff])")


_missing: set[int] = set()  # documents without their file: another process may look again, this one need not


def read_a_file() -> bool:
    """Read one of the files that stand in the index and were not read yet; False where there is none."""
    document = _unread()
    if document is None:
        return False
    try:
        digest, words = document.get_file_hash(), _words(document)
    except OSError as gone:
        log.warning("The file of document %s cannot be opened: %s", document.pk, gone)
        _missing.add(document.pk)
        return True
    FileWords.objects.get_or_create(digest=digest, defaults={"words": words})
    look_at(DOCUMENT, [document.pk])
    return True


def forget_words() -> int:
    """Drop the words of files that are no document any more; returns of how many."""
    known = get_document_model().objects.exclude(file_hash="").values("file_hash")
    gone, _by_model = FileWords.objects.exclude(digest__in=known).delete()
    return gone


def _unread() -> Any:
    """A document that can be found by its title alone; hidden ones stay unread."""
    named = Concat(Value(f"{DOCUMENT}:"), Cast("pk", CharField()))
    documents = get_document_model().objects.annotate(named=named).exclude(pk__in=_missing)
    found = Exists(SearchEntry.objects.filter(source=OuterRef("named")))
    known = Exists(FileWords.objects.filter(digest=OuterRef("file_hash")))
    return documents.filter(found, ~known).order_by("pk").first()


def _words(document: Any) -> str:
    """The words of a DOCX, a PDF or a text; none of what cannot be read, or would burst where it is opened."""
    with document.open_file() as file:
        content = file.read()
    try:
        sort = checked(document.filename, content).media_type
        told = "\n".join(read(content, sort))
    except HuiyingError as unfit:
        log.info("Document %s is found by its title alone: %s", document.pk, unfit)
        return ""
    except Exception:  # a broken file breaks its reader in many ways, and must not hold up the others
        log.exception("Document %s broke its reader, and is found by its title alone.", document.pk)
        return ""
    return (_BROKEN.sub("", told) if sort == PDF else told).replace("\x00", " ")[:LONGEST]
