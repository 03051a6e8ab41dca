"""卷宗导出 · The whole file of a case as one PDF or one archive; that it left is recorded before it does."""

import tempfile
from typing import IO, Any

from django.http import FileResponse, HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from huiying.core.errors import InputError, RuleError
from huiying.people import policies
from huiying.people.access import desk, staff

from .. import actions
from ..dossier.archive import write_archive
from ..dossier.contents import Dossier, dossier
from ..dossier.pdf import to_pdf
from ..forms_at_hand import ExportForm
from .case import case_context
from .finding import find_case

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@require_POST
@desk("handling.read")
def export(request: HttpRequest, number: str) -> Any:
    """Masked, unless somebody who may unmask says why not."""
    case, by, at = find_case(request, number), staff(request), timezone.now()
    form = ExportForm(request.POST, may_unmask=policies.allows(by, "handling.unmask", case))
    if form.is_valid():
        told = form.cleaned_data
        sort, unmasked, reason = str(told["sort"]), bool(told.get("unmasked")), str(told.get("reason", ""))
        try:
            actions.may_export(case, unmasked=unmasked, reason=reason, by=by)
        except (InputError, RuleError) as refused:
            form.refuse(refused)
        else:
            made = dossier(case, unmasked=unmasked, by=str(by), at=at)
            content, files = _written(made, sort, with_files=told["with_files"])
            actions.export_case(case, sort=sort, unmasked=unmasked, files=files, reason=reason, by=by, at=at)
            name = f"{case.number}{'' if unmasked else '-masked'}.{sort}"
            answer = FileResponse(content, as_attachment=True, filename=name, content_type=TYPES[sort])
            answer["Cache-Control"] = "private, no-store"
            return answer
    context = case_context(case, by) | {"export_form": form}
    return render(request, "handling/case.html", context, status=422)


def _written(made: Dossier, sort: str, *, with_files: bool) -> tuple[IO[bytes], int]:
    """The file on disk, never whole in memory, and how many attached files are in it as they are."""
    content: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    files = 0
    if sort == "zip":
        files = write_archive(content, made, with_files=with_files)
    else:
        content.write(to_pdf(made))
    content.seek(0)
    return content, files
