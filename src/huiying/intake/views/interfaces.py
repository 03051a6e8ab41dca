"""接口 · What other systems may do here by a token, and which addresses are told of deeds by a webhook."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import HuiyingError
from huiying.ledger.sentences import who
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..channels.api.tokens import make_token, revoke_token
from ..forms_interfaces import TokenForm, WebhookForm
from ..models import ApiToken, Channel, Subscription
from ..webhooks.events import in_words
from ..webhooks.subscribing import host_of, resume, subscribe, unsubscribe

DEED = "intake.tokens"
PAGE_SIZE = 30
WEBHOOK_DEEDS = {
    "stop": (unsubscribe, gettext_lazy("Nothing more is told to %(host)s.")),
    "resume": (resume, gettext_lazy("%(host)s is told again, from where it stopped.")),
}


@require_GET
@desk(DEED)
def interfaces(request: HttpRequest) -> HttpResponse:
    """Tokens, those that were revoked last; and webhooks by their host, since an address may hold a key."""
    at, person = timezone.now(), staff(request)
    tokens = _tokens(person).select_related("channel").order_by(F("revoked_at").desc(nulls_first=True), "-pk")
    may_webhook = policies.allows(person, DEED, policies.INSTALLATION)
    page = Paginator(tokens, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "tokens": [(token, token.works_at(at), who(token.by)) for token in page.object_list],
        "webhooks": [
            (row, host_of(row.url), [in_words(event) for event in row.events])
            for row in Subscription.objects.defer("secret")
        ]
        if may_webhook
        else [],
        "may_webhook": may_webhook,
    }
    return render(request, "intake/interfaces.html", context)


def _tokens(person: User) -> QuerySet[ApiToken]:
    """Those of the channels of this person's units; where that is every unit, those of no channel too."""
    return ApiToken.objects.filter(policies.within(person, DEED, "channel__unit"))


@never_cache
@require_http_methods(["GET", "POST"])
@desk(DEED)
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token; its secret stands in this one answer and nowhere else."""
    channels = Channel.objects.filter(policies.within(staff(request), DEED))
    form = TokenForm(channels, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        at = timezone.now()
        try:
            token, secret = make_token(**form.told(at), by=staff(request), at=at)
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            return render(request, "intake/interface_secret.html", {"token": token, "secret": secret})
    return render(request, "intake/token_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@desk(DEED)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(_tokens(staff(request)).select_related("channel"), pk=pk)
    try:
        revoke_token(token, by=staff(request), at=timezone.now())
        messages.success(request, _("The token of %(name)s is revoked and opens nothing any more.") % {"name": token})
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-interfaces")


@never_cache
@require_http_methods(["GET", "POST"])
@desk(DEED)
def new_webhook(request: HttpRequest) -> HttpResponse:
    """Tell an address from now on; the secret that signs stands in this one answer and nowhere else."""
    policies.require(staff(request), DEED, policies.INSTALLATION)
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            row, secret = subscribe(**form.cleaned_data, by=staff(request), at=timezone.now())
        except HuiyingError as refused:
            form.refuse(refused)
        else:
            return render(request, "intake/interface_secret.html", {"host": host_of(row.url), "secret": secret})
    return render(request, "intake/webhook_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@desk(DEED)
def settle_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop telling an address, or go on where it stopped."""
    found = WEBHOOK_DEEDS.get(request.POST.get("deed", ""))
    if found is None:
        return HttpResponseBadRequest()
    policies.require(staff(request), DEED, policies.INSTALLATION)
    deed, said = found
    row = get_object_or_404(Subscription, pk=pk)
    try:
        deed(row, by=staff(request), at=timezone.now())
        messages.success(request, said % {"host": host_of(row.url)})
    except HuiyingError as refused:
        messages.error(request, str(refused))
    return redirect("desk-interfaces")
