"""渠道 · How the channels stand, what each is set to, and the button that tests it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import HuiyingError
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions import open_channel, set_channel, settings_of, try_channel
from ..forms import ChannelForm, NewChannelForm
from ..health import healths
from ..models import Channel

DEED = "intake.channels"
REFUSALS_SHOWN = 20


@require_GET
@desk(DEED)
def channels(request: HttpRequest) -> HttpResponse:
    by = staff(request)
    context = {
        "healths": healths(timezone.now(), _channels(by)),
        "may_outbox": policies.allows(by, "intake.deliveries"),
        "may_interfaces": policies.allows(by, "intake.tokens"),
    }
    return render(request, "intake/channels.html", context)


def _channels(person: User) -> QuerySet[Channel]:
    return Channel.objects.filter(policies.within(person, DEED))


@require_http_methods(["GET", "POST"])
@desk(DEED)
def new(request: HttpRequest) -> HttpResponse:
    """Make a channel, and go on to what it needs to be set to."""
    form = NewChannelForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            channel = open_channel(**form.cleaned_data, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk-channel", slug=channel.slug)
    return render(request, "intake/channel_new.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@desk(DEED)
def channel(request: HttpRequest, slug: str) -> HttpResponse:
    """One channel: its settings, and what it could not take in of late. A secret is written and never shown."""
    found = get_object_or_404(_channels(staff(request)), slug=slug)
    form = ChannelForm(found, settings_of(found), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = {"values": form.values(), "is_open": form.cleaned_data["is_open"]}
        try:
            set_channel(found, **told, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The channel is set. Test it now."))
            return redirect("desk-channel", slug=slug)
    context = {
        "channel": found,
        "form": form,
        "health": healths(timezone.now(), Channel.objects.filter(pk=found.pk))[0],
        "refusals": found.refusals.all()[:REFUSALS_SHOWN],
    }
    return render(request, "intake/channel.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(DEED)
def test(request: HttpRequest, slug: str) -> HttpResponse:
    """Try the account now, and say what was found."""
    found = get_object_or_404(_channels(staff(request)), slug=slug)
    try:
        messages.success(request, try_channel(found, by=staff(request), at=timezone.now()))
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-channel", slug=slug)
