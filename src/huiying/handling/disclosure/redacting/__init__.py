"""隐去 · A copy of a file out of which passages are gone for good: not covered, not hidden, not in its metadata."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .docx import redact_docx, text_of_docx
from .passages import Passage, Redacted
from .pdf import redact_pdf, text_of_pdf
from .text import redact_text, text_of_text

__all__ = ["ENDINGS", "Passage", "Redacted", "read", "redact"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS: Mapping[str, str] = {"application/pdf": "pdf", DOCX: "docx", "text/plain": "txt"}
READERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "application/pdf": text_of_pdf,
    DOCX: text_of_docx,
    "text/plain": text_of_text,
}
MAKERS: Mapping[str, Callable[[bytes, Sequence[Passage]], Redacted]] = {
    "application/pdf": redact_pdf,
    DOCX: redact_docx,
    "text/plain": redact_text,
}


def read(content: bytes, media_type: str) -> list[str]:
    """The text in which passages may be chosen, by pages or paragraphs."""
    _check(media_type)
    return READERS[media_type](content)


def redact(content: bytes, media_type: str, passages: Sequence[Passage]) -> Redacted:
    """The copy. Every passage goes wherever it stands; one that is not found at all is refused, and so is a copy in
    which one could still be read.
    """
    _check(media_type)
    made = MAKERS[media_type](content, passages)
    missing = [passage.text for passage in passages if not made.times.get(passage.mark)]
    if missing:
        raise InputError(
            _("This does not stand in the file: “%(passage)s”.") % {"passage": missing[0][:40]},
            where="passages",
            fix=_("Copy it from the text that is shown, one paragraph at a time."),
        )
    return made


def _check(media_type: str) -> None:
    if media_type not in MAKERS:
        raise InputError(
            _("A redacted copy is made of a PDF, a DOCX or a text file."),
            where="source",
            fix=_("Save the file as one of these and attach it again."),
        )
