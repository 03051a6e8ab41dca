"""批注 · Comments on passages of a draft: made on the page of the case or of the review, and settled there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiying.core.errors import InputError
from huiying.people.access import desk, staff
from huiying.people.refusing import whole

from .. import actions
from ..forms_signing import CommentForm
from ..models import PassageComment
from .case import case_context
from .finding import find_case
from .review import review_page


@require_POST
@desk("handling.read")
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Comment on a passage of the newest draft."""
    case = find_case(request, number)
    draft = case.drafts.last()
    form = CommentForm(request.POST, auto_id="comment-%s")
    if draft is not None and form.is_valid():
        draft.case = case
        try:
            actions.comment(draft, **form.cleaned_data, by=staff(request), at=timezone.now())
        except InputError as refused:
            form.add_error(
                refused.where if refused.where in form.fields else None, f"{refused.what} {refused.fix}".strip()
            )
        else:
            messages.success(request, _("The comment stands beside the passage."))
            return redirect(_back(request, number))
    if review := whole(request.POST.get("review", "")):
        page = review_page(request, review, comment_form=form, status=422)
        if page is not None:
            return page
    context = {**case_context(case, staff(request)), "comment_form": form}
    return render(request, "handling/case.html", context, status=422)


@require_POST
@desk("handling.read")
def settle(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The comment is settled; it no longer stands in the margin."""
    case = find_case(request, number)
    said = get_object_or_404(PassageComment.objects.select_related("draft"), pk=pk, draft__case=case)
    said.draft.case = case
    actions.settle(said, by=staff(request), at=timezone.now())
    messages.success(request, _("Settled."))
    return redirect(_back(request, number))


def _back(request: HttpRequest, number: str) -> str:
    """The page that the form stood on."""
    review = whole(request.POST.get("review", ""))
    return reverse("desk-review-one", args=[review]) if review else reverse("desk-case", args=[number])
