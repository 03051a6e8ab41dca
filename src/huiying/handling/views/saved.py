"""我的视图 · A view of a list is kept, changed, deleted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.errors import InputError
from huiying.people import policies
from huiying.people.access import desk, staff

from .. import actions
from ..lists.asked import CASES, INBOX, Asked, Chip
from ..models import SavedView

LISTS = {CASES.name: (CASES, "desk-cases"), INBOX.name: (INBOX, "desk-inbox")}
LONGEST = 1000


class ViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=20, strip=True)
    shared = forms.BooleanField(label=gettext_lazy("Share it with the unit"), required=False)
    is_default = forms.BooleanField(label=gettext_lazy("Open the list with it"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def new(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the address under a name."""
    name, query = request.GET.get("list", ""), request.GET.get("query", "")[:LONGEST]
    name = name if name in LISTS else CASES.name
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        told = {"shared": False, **form.cleaned_data}
        try:
            view = actions.save_view(name, query=query, **told, by=staff(request), at=timezone.now())
        except InputError as refused:
            form.add_error(None, f"{refused.what} {refused.fix}")
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(_address(view.list, view.query, view.pk))
    return _page(request, form, SavedView(list=name, query=query))


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a view of one's own, share it or not, let it open the list or not."""
    view = get_object_or_404(SavedView, pk=pk, by=staff(request))
    standing = {"name": view.name, "shared": view.unit_id is not None, "is_default": view.is_default}
    form = _form(request, initial=standing)
    if request.method == "POST" and form.is_valid():
        told = {"shared": standing["shared"], **form.cleaned_data}
        try:
            actions.change_view(view, **told, by=staff(request))
        except InputError as refused:
            form.add_error("name", f"{refused.what} {refused.fix}")
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(_address(view.list, view.query, view.pk))
    view.refresh_from_db()  # a change that was refused left the one in hand as it wished to have it
    return _page(request, form, view)


@require_POST
@desk("handling.read")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, by=staff(request))
    actions.delete_view(view, by=staff(request))
    messages.success(request, _("The view is deleted."))
    return redirect(_address(view.list, ""))


def _form(request: HttpRequest, **more: Any) -> ViewForm:
    may_share = policies.allows(staff(request), "handling.views.share")
    return ViewForm(request.POST if request.method == "POST" else None, may_share=may_share, **more)


def _page(request: HttpRequest, form: ViewForm, view: SavedView) -> HttpResponse:
    context = {
        "form": form,
        "title": _("Change this view") if view.pk else _("Keep as a view"),
        "view": view if view.pk else None,
        "list_url": _address(view.list, view.query),
        "chips": _chips(request, view.list, view.query),
    }
    return render(request, "handling/view_form.html", context, status=422 if form.errors else 200)


def _chips(request: HttpRequest, name: str, query: str) -> list[Chip]:
    return Asked(LISTS[name][0], QueryDict(query), staff(request), timezone.now()).chips


def _address(name: str, query: str, view: int | None = None) -> str:
    told = "&".join(part for part in (query, f"view={view or 'all'}") if part)
    return f"{reverse(LISTS[name][1])}?{told}"
