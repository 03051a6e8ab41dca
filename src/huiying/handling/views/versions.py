"""比对 · Any two versions of the draft of a case, and what was changed between them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiying.people.access import desk

from ..changes import SAME, changes
from ..forms_signing import VersionsForm
from ..models import Draft
from .finding import find_case


@require_GET
@desk("handling.read")
def versions(request: HttpRequest, number: str) -> HttpResponse:
    """The two that were asked for; the last two where none were."""
    case = find_case(request, number)
    known = list(Draft.objects.filter(case=case).order_by("version").values_list("version", flat=True))
    if not known:
        raise Http404
    last_two = {"before": known[-2] if len(known) > 1 else known[-1], "after": known[-1]}
    asked = {name: request.GET.get(name, told) for name, told in last_two.items()}
    form = VersionsForm(case, asked)
    context: dict[str, object] = {"case": case, "form": form}
    if not form.is_valid():
        return render(request, "handling/versions.html", context, status=422)
    drafts = {d.version: d for d in Draft.objects.filter(case=case).select_related("by")}
    before, after = (drafts[form.cleaned_data[name]] for name in ("before", "after"))
    found = changes(before.text, after.text)
    context |= {"before": before, "after": after, "changes": found}
    context["same"] = all(change.sort == SAME for change in found)
    return render(request, "handling/versions.html", context)
