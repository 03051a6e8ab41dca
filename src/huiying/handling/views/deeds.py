"""The deeds of the case page: each reads its form, does the deed, and says what was done; "" where it has said so."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiying.core.errors import InputError
from huiying.people.access import staff
from huiying.people.refusing import whole

from .. import actions
from ..checking import checked
from ..collisions import Seen
from ..forms import (
    AcceptForm,
    AnswerForm,
    AskForm,
    AssignForm,
    CloseForm,
    DecideForm,
    DraftForm,
    ExtensionForm,
    KindForm,
    ReasonForm,
)
from ..models import Case, Draft, Extension, Part
from ..variables import to_fill


def _assign(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(AssignForm(case.unit_id, request.POST))
    actions.assign(case, **told, by=staff(request), at=at)
    return _("Assigned to %(section)s.") % {"section": told["lead"]}


def _accept(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(AcceptForm(case, request.POST))
    actions.accept(case, **told, by=staff(request), at=at)
    return _("%(who)s handles this case.") % {"who": told["handler"]}


def _return(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.return_to_information(case, **_valid(ReasonForm(request.POST)), by=staff(request), at=at)
    return _("Returned to the information section.")


def _draft(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(DraftForm(request.POST))
    told["seen"] = Seen.read(told["seen"])
    draft = actions.save_draft(case, **told, by=staff(request), at=at)
    if taken := request.POST.get("take"):
        return _take_over(case, draft, taken, request, at)
    if "submit" not in request.POST:
        return _("Version %(version)d of the draft is kept.") % {"version": draft.version}
    if lacking := to_fill(draft.text):
        told = {"version": draft.version, "what": "、".join(lacking)}
        messages.warning(request, _("Version %(version)d is kept, not sent: it still lacks %(what)s.") % told)
        return ""
    found = checked(case, draft.text)
    if found and found.must and request.POST.get("accepted") != found.seal:
        messages.warning(request, _kept_back(draft.version, len(found.must)))
        return ""
    told = {
        "open_points": [line.sort for line in found.must] if found else (),
        "proofread": "proofread" in request.POST,
    }
    actions.submit(case, **told, by=staff(request), at=at)
    return _("The draft is in review.")


def _take_over(case: Case, draft: Draft, pk: str, request: HttpRequest, at: datetime) -> str:
    """The contribution of a section joins the draft, below what is written."""
    part = get_object_or_404(Part.objects.select_related("section"), pk=whole(pk), case=case)
    text = f"{draft.text}\n{part.contribution}"
    actions.save_draft(case, text=text, make_public=draft.make_public, by=staff(request), at=at)
    return _("What %(section)s gave now stands below the draft.") % {"section": part.section}


def _proofread(case: Case, request: HttpRequest, at: datetime) -> str:
    draft = case.drafts.last()
    if draft is None:
        return ""
    draft.case = case
    actions.proofread(draft, by=staff(request), at=at)
    return _("That you proofread the text is recorded.")


def _kept_back(version: int, n: int) -> str:
    told = ngettext(
        "Version %(version)d is kept, not sent: %(n)d point must be mended first, or accepted as it is.",
        "Version %(version)d is kept, not sent: %(n)d points must be mended first, or accepted as they are.",
        n,
    )
    return told % {"version": version, "n": n}


def _deliver(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.deliver(case, seen=request.POST.getlist("seen"), by=staff(request), at=at)
    return _("The reply is out; the writer can read it.")


def _close(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.close(case, **_valid(CloseForm(request.POST)), by=staff(request), at=at)
    return _("The file is closed.")


def _ask(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.ask_writer(case, **_valid(AskForm(case, request.POST)), by=staff(request), at=at)
    return _("Asked. The clock stands still until the answer comes.")


def _answer(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.answer_question(case, **_valid(AnswerForm(request.POST)), by=staff(request), at=at)
    return _("The answer is kept; the clock runs on.")


def _resume(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.resume(case, **_valid(ReasonForm(request.POST)), by=staff(request), at=at)
    return _("The clock runs on.")


def _extend(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.ask_extension(case, **_valid(ExtensionForm(request.POST)), by=staff(request), at=at)
    return _("The extension waits for approval.")


def _decide(case: Case, request: HttpRequest, at: datetime) -> str:
    told = _valid(DecideForm(request.POST))
    asked = get_object_or_404(Extension, pk=told.pop("extension"), clock__case=case)
    granted = "grant" in request.POST
    actions.decide_extension(asked, **told, granted=granted, by=staff(request), at=at)
    return _("The term is extended; the writer sees the new date.") if granted else _("The extension is refused.")


def _kind(case: Case, request: HttpRequest, at: datetime) -> str:
    actions.set_kind(case, **_valid(KindForm(case, request.POST)), by=staff(request), at=at)
    return _("The kind of case is set; its terms run from receipt.")


DEEDS: dict[str, Callable[[Case, HttpRequest, datetime], str]] = {
    "assign": _assign,
    "accept": _accept,
    "return": _return,
    "ask": _ask,
    "answer": _answer,
    "resume": _resume,
    "extend": _extend,
    "decide": _decide,
    "kind": _kind,
    "draft": _draft,
    "proofread": _proofread,
    "deliver": _deliver,
    "close": _close,
}


def _valid(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        told = "；".join(f"{form.fields[name].label}：{errors[0]}" for name, errors in form.errors.items())
        raise InputError(told, fix=_("Go back and complete the form."))
    return form.cleaned_data
