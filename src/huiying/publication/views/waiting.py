"""The desk's 发布: what waits to be published, and the channels that a release could still go to."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.handling.actions.emergencies import offer_release
from huiying.handling.emergencies.channels import given, taking_releases
from huiying.handling.models import Release, Reply
from huiying.handling.publishable import publishable
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..actions.answers import keep_back, publish_answer

PUBLISH = "publication.publish"
MOST_RELEASES = 10


@require_GET
@desk(PUBLISH)
def waiting(request: HttpRequest) -> HttpResponse:
    """Answers that may be shown and are not shown yet, each as the public would see it."""
    replies = (
        Reply.objects.publishable()
        .filter(policies.within(staff(request), PUBLISH, "case__unit"))
        .select_related("case__voice__channel", "case__voice__proposal")
        .prefetch_related("case__parts__section", "case__adoptions")
    )
    page = Paginator(replies, 10).get_page(request.GET.get("page"))
    copies = [(reply, publishable(reply)) for reply in page.object_list]
    return render(
        request,
        "publication/waiting.html",
        {"page_obj": page, "copies": copies, **_releases(staff(request), page.number)},
    )


def _releases(person: User, page: int) -> dict[str, object]:
    """The newest releases of incidents that stand on the portal, with the channels that they could still go to."""
    channels = taking_releases(policies.within(person, PUBLISH)) if page == 1 else []
    own = policies.within(person, PUBLISH, "incident__unit")
    newest = list(Release.objects.filter(own).exclude(published_at=None).order_by("-published_at")[:MOST_RELEASES])
    laid = given(newest, channels)
    had = {one.pk: laid.get(one.pk, {}) for one in newest}
    lines = [(one, list(had[one.pk].values()), [c for c in channels if c.pk not in had[one.pk]]) for one in newest]
    return {"releases": lines if channels else []}


@require_POST
@desk(PUBLISH)
def give_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a release that stands on the portal to WeChat or Weibo."""
    own = Release.objects.filter(policies.within(staff(request), PUBLISH, "incident__unit"))
    release = get_object_or_404(own.select_related("incident__case"), pk=pk)
    asked = request.POST.get("channel", "")[:18]
    try:
        laid = offer_release(
            release, channel=int(asked) if asked.isdecimal() else 0, by=staff(request), at=timezone.now()
        )
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Given to %(channel)s.") % {"channel": laid.channel.name})
    return redirect("desk-publish")


@require_POST
@desk(PUBLISH)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish an answer, or keep it back with a reason."""
    mine = Reply.objects.filter(policies.within(staff(request), PUBLISH, "case__unit"))
    reply = get_object_or_404(mine.select_related("case__voice__channel"), pk=pk)
    if "publish" in request.POST:
        publish_answer(reply, by=staff(request), at=timezone.now())
        messages.success(request, _("Published."))
    else:
        keep_back(reply, reason=request.POST.get("reason", ""), by=staff(request), at=timezone.now())
        messages.success(request, _("Kept back."))
    return redirect("desk-publish")
