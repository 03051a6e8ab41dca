"""A text file: the passages are cut out of it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .passages import Passage, Redacted, prove, without

ENCODINGS = ("utf-8-sig", "gb18030")


def text_of_text(content: bytes) -> list[str]:
    return _decoded(content).splitlines()


def redact_text(content: bytes, passages: Sequence[Passage]) -> Redacted:
    times: dict[int, int] = {}
    told = without(_decoded(content), passages, times)
    prove([told], passages)
    return Redacted(told.encode(), times)


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(_("The text of this file cannot be read."), where="source", fix=_("Save it as UTF-8."))
