"""拟写通报, 签发 · A release is written from its four parts, looked over, and signed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.core.errors import HuiyingError, NotAllowed
from huiying.language import privacy
from huiying.people.access import desk, staff

from ... import rulebook
from ...actions.emergencies import Written, save_release, send_back_release, sign_release, submit_release
from ...clocks.terms import term_title
from ...emergencies import notice, seen
from ...emergencies.forms import DecideForm, ReleaseForm
from ...emergencies.standing import sorts_possible
from ...models import Incident, Release, ReleaseState
from .places import incident_at, may, tried

KEPT = ("sort", "held_at", *notice.PARTS, "every", "title", "text", "version")


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def write(request: HttpRequest, number: str) -> HttpResponse:
    """The text in hand: composed from its parts, kept, sent to be signed."""
    found, now = incident_at(request, number), timezone.now()
    seen.require(staff(request), "handling.release.draft", found, now)
    in_hand = found.releases.exclude(state=ReleaseState.SIGNED).first()
    if in_hand and in_hand.state == ReleaseState.WAITING:
        return redirect("desk-emergency-release", number=number, release=in_hand.number)
    form = _form(found, in_hand, request.POST if request.method == "POST" else None)
    count = in_hand.number if in_hand else found.releases.count() + 1
    composed = False
    if form.is_bound and form.is_valid():
        if "compose" in request.POST:
            form, composed = _composed(found, form, count), True
        elif done := _kept(request, found, form):
            return done
    context = {
        "incident": found,
        "in_hand": in_hand,
        "form": form,
        "parts": [form[name] for name in notice.PARTS],
        "composed": composed,
        "marks": len(privacy.find(str(form["text"].value() or ""))),
        "count": count,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "handling/emergency/write.html", context, status=status)


def _form(found: Incident, in_hand: Release | None, data: Any) -> ReleaseForm:
    signed = list(found.releases.signed())
    usual = rulebook.regulation_of(found.case.regulation).release_every * 60
    initial: dict[str, Any] = {"sort": sorts_possible(signed)[0], "every": signed[-1].every if signed else usual}
    if in_hand:
        initial = {name: getattr(in_hand, name) for name in KEPT}
    elif signed:  # what was said last is where the next one goes on from
        initial |= {name: getattr(signed[-1], name) for name in notice.PARTS}
    return ReleaseForm(sorts_possible(signed), usual, data, initial=initial)


def _composed(found: Incident, form: ReleaseForm, number: int) -> ReleaseForm:
    """The same form with title and text made anew from the parts; nothing is kept yet."""
    told, now = form.cleaned_data, timezone.now()
    data = form.data.copy()  # type: ignore[attr-defined]
    next_at = now + timedelta(minutes=told["every"]) if told["every"] else None
    data.pop("compose", None)
    data["title"] = notice.title_of(found, number, told["sort"])
    parts = {name: told[name] for name in notice.PARTS}
    data["text"] = notice.text_of(found, parts, sort=told["sort"], next_at=next_at, at=now)
    return _form(found, None, data)


def _kept(request: HttpRequest, found: Incident, form: ReleaseForm) -> HttpResponse | None:
    """Keep it, and send it where that was asked; None where the form is to be mended."""
    person, now = staff(request), timezone.now()
    told = dict(form.cleaned_data)
    version = told.pop("version")
    try:
        release = save_release(found, Written(**told), version=version, by=person, at=now)
        if "submit" in request.POST:
            submit_release(release, by=person, at=now)
    except NotAllowed:
        raise
    except HuiyingError as refused:
        form.refuse(refused)
        return None
    if "submit" in request.POST:
        messages.success(request, _("The text waits for a leader's signature; the leaders are told."))
        return redirect("desk-emergency", number=found.number)
    messages.success(request, _("Kept. It is not out yet."))
    return redirect("desk-emergency-write", number=found.number)


@require_http_methods(["GET", "POST"])
@desk("handling.read")
def release(request: HttpRequest, number: str, release: int) -> HttpResponse:
    """One release, large: signed or sent back by a leader, read by everybody who sees the incident."""
    found, person, now = incident_at(request, number), staff(request), timezone.now()
    one = get_object_or_404(found.releases.select_related("by", "signed_by", "incident__case"), number=release)
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"digest": notice.seal_of(one)})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        if "sign" in request.POST:
            if tried(form, lambda: sign_release(one, digest=told["digest"], by=person, at=now)):
                messages.success(request, _("Signed. It stands on the portal within a few seconds."))
                return redirect("desk-emergency", number=number)
        elif tried(form, lambda: send_back_release(one, comment=told["comment"], by=person, at=now)):
            messages.success(request, _("Sent back; its writer is told."))
            return redirect("desk-emergency", number=number)
        one.refresh_from_db()
    context = {
        "incident": found,
        "release": one,
        "form": form,
        "digest": one.digest or notice.seal_of(one),
        "marks": len(privacy.find(one.text)),
        "own": one.by_id == person.pk,
        "clocks": [(term_title(c), c) for c in found.case.clocks.select_related("case").filter(stopped_at=None)],
        "may": may(request, found, now),
        "now": now,
    }
    return render(request, "handling/emergency/release.html", context, status=422 if form.is_bound else 200)
