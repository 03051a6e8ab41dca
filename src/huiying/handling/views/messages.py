"""提醒 · A person's own messages: where they are told, when not, and what was told of late."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huiying.core.errors import HuiyingError
from huiying.people.access import desk, staff

from ..actions.messaging import set_messages, stop_messages, try_messages
from ..messages.forms import MessageForm
from ..models import MessageSetting

SHOWN = 20


@never_cache
@require_http_methods(["GET", "POST"])
@desk()
def settings(request: HttpRequest) -> HttpResponse:
    """The settings and the messages of late."""
    person = staff(request)
    kept = MessageSetting.objects.filter(user=person).first()
    form = MessageForm(kept, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            set_messages(person, **form.cleaned_data, at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kept. Try it now."))
            return redirect("desk-messages")
    context = {"form": form, "kept": kept, "told": person.messages.all()[:SHOWN]}
    return render(request, "handling/messages.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk()
def deed(request: HttpRequest) -> HttpResponse:
    """Try the addresses, or stop and forget them."""
    person = staff(request)
    try:
        if request.POST.get("deed") == "stop":
            stop_messages(person, at=timezone.now())
            messages.success(request, _("Nothing more is sent to you; the addresses are forgotten."))
        else:
            try_messages(person)
            messages.success(request, _("A trial was sent. Look whether it came."))
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-messages")
