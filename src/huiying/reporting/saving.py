"""A paper leaves for a file: in a form that its kind has, to a place that can be written, whole or not at all."""

import os
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .models import Paper, PaperForm, PaperKind
from .papers.sorts import SORTS


def form_of(out: Path, kind: PaperKind, *, where: str = "--out") -> PaperForm:
    """The form that the ending of a file asks for; InputError where papers of the kind have none such, or the file
    cannot be written.
    """
    ending = out.suffix.lstrip(".").lower()
    offered = list(SORTS[kind].writers)
    if ending not in offered:
        endings = "、".join(f".{form}" for form in offered)
        raise InputError(
            _("A %(kind)s is not written as “%(ending)s”.") % {"kind": kind.label, "ending": out.suffix or out.name},
            where=where,
            fix=_("Let the file end in %(endings)s.") % {"endings": endings},
        )
    folder = out.absolute().parent
    if out.is_dir():
        raise InputError(_("This is a folder."), where=str(out), fix=_("Name a file in it."))
    if not folder.is_dir():
        raise InputError(_("There is no such folder."), where=str(folder), fix=_("Make it first."))
    if not os.access(folder, os.W_OK) or (out.exists() and not os.access(out, os.W_OK)):
        raise InputError(_("Nothing can be written there."), where=str(out), fix=_("Choose another place."))
    return PaperForm(ending)


def save(paper: Paper, form: PaperForm, out: Path) -> None:
    """Write the file beside its name first, so that a full disk leaves nothing half-written."""
    partial = out.with_name(f"{out.name}.partial")
    try:
        partial.write_bytes(paper.content(form))
        partial.replace(out)
    except OSError as error:
        raise InputError(
            _("The file could not be written: %(reason)s.") % {"reason": error.strerror or error},
            where=str(out),
            fix=_("The paper is kept: take it with “huiying report again %(number)s --out …”.")
            % {"number": paper.snapshot_id},
        ) from error
    finally:
        partial.unlink(missing_ok=True)
