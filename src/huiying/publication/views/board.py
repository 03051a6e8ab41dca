"""百姓畅言 · The public board: what others wrote, what became of it, and that one meets the same."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError
from huiying.core.lifecycle import State
from huiying.handling.board import board_channel, grounds, mail_to_followers
from huiying.handling.flooding import Tries, address
from huiying.handling.models import Case
from huiying.handling.views.status import may_open
from huiying.ledger.remembering import until_the_next_deed

from ..actions.following import confirm, count_same, follow, follower_of, unfollow
from ..board import feed
from ..board.forms import FollowForm
from ..board.hiding import told
from ..board.listing import asked
from ..models import BoardAside, BoardState, BoardThread, PublishedAnswer

PAGE_SIZE = 20
SAMES = Tries("board-same", most=20, window=3600)
FOLLOWS = Tries("board-follow", most=5, window=3600)
COUNTED = "board_same"  # in the session: the threads on which this browser counted itself
COUNTED_KEPT = 100
ATOM = "application/atom+xml; charset=utf-8"


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The threads, the newest or the most joined first; by theme, state, month and words."""
    wanted = asked(request.GET.dict())
    themes, months = until_the_next_deed("board-facets", _facets)
    context = {
        "page_obj": Paginator(wanted.threads(), PAGE_SIZE).get_page(request.GET.get("page")),
        "asked": wanted,
        "themes": themes,
        "months": months,
        "states": BoardState.choices,
        "channel": board_channel(),
    }
    return render(request, "publication/board/list.html", context)


def _facets() -> tuple[list[Any], list[Any]]:
    """What the list can be narrowed to: counting thousands of threads by month takes longer than all the rest."""
    public = BoardThread.objects.public()
    return list(public.by_theme()), list(public.by_month()[:13])


@require_GET
def thread(request: HttpRequest, reference: str) -> HttpResponse:
    """One thread, read like a letter; what is not on the board is refused with the same words, whether there is such a
    letter or not.
    """
    found = BoardThread.objects.select_related("joined_to").filter(reference=reference).first()
    if found is not None and found.joined_to is not None and found.joined_to.is_public:
        return redirect("board-thread", reference=found.joined_to.reference)
    if found is None or not found.is_public:
        return render(request, "publication/board/not_here.html", status=404)
    return _page(request, found)


def _page(
    request: HttpRequest, found: BoardThread, *, form: FollowForm | None = None, status: int = 200
) -> HttpResponse:
    under = found.answered_under
    context: dict[str, Any] = {
        "thread": found,
        "hidden": list(told(found.hidden)),
        "answer": PublishedAnswer.objects.filter(reference=under).first() if under else None,
        "counted": found.reference in request.session.get(COUNTED, []),
        "others": found.theme and BoardThread.objects.public().filter(theme=found.theme).exclude(pk=found.pk)[:5],
        "follow_form": form or FollowForm(),
        "may_follow": mail_to_followers() is not None,
    }
    return render(request, "publication/board/thread.html", context, status=status)


def _public(reference: str) -> BoardThread:
    return get_object_or_404(BoardThread.objects.public(), reference=reference)


@require_POST
def same(request: HttpRequest, reference: str) -> HttpResponse:
    """我也遇到: counted once a browser, and once an address a day."""
    found = _public(reference)
    counted = request.session.get(COUNTED, [])
    if SAMES.used_up(request):
        messages.error(request, _("Very many presses came from your network. Please try again in an hour."))
    elif reference in counted or not count_same(found, address=address(request), day=timezone.localdate()):
        messages.info(request, _("You are counted already."))
    else:
        messages.success(request, _("You are counted. You need not write the same once more."))
    SAMES.count(request)
    request.session[COUNTED] = [reference, *(each for each in counted if each != reference)][:COUNTED_KEPT]
    return redirect("board-thread", reference=reference)


@require_POST
def follow_thread(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave a mail address to be told; it counts once its owner opened the link that is sent there."""
    found, form = _public(reference), FollowForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    if FOLLOWS.used_up(request):
        form.add_error("mail", _("Too many tries. Please wait an hour, or subscribe to the feed."))
        return _page(request, found, form=form, status=429)
    FOLLOWS.count(request)
    try:
        sent = follow(found, mail=form.cleaned_data["mail"], at=timezone.now())
    except InputError as refused:
        form.add_error("mail", str(refused))
        return _page(request, found, form=form, status=422)
    if sent:
        messages.success(request, _("A mail is on its way. Open the link in it, and you are told when this moves."))
    else:
        messages.error(request, _("No mail can be sent just now. Subscribe to the feed instead."))
    return redirect("board-thread", reference=reference)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_follow(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail; a button, so that no machine that looks at mails confirms for its owner."""
    return _by_link(request, token, confirming=True)


@never_cache
@require_http_methods(["GET", "POST"])
def unfollow_thread(request: HttpRequest, token: str) -> HttpResponse:
    """One press, and the address is forgotten."""
    return _by_link(request, token, confirming=False)


def _by_link(request: HttpRequest, token: str, *, confirming: bool) -> HttpResponse:
    follower = follower_of(token)
    context = {"thread": follower.thread if follower else None, "confirming": confirming, "done": False}
    if follower and request.method == "POST":
        done = confirm(token, at=timezone.now()) if confirming else unfollow(token)
        context |= {"done": done is not None, "thread": follower.thread if done else None}
    return render(request, "publication/board/following.html", context, status=200 if context["thread"] else 404)


@never_cache
@require_GET
def mine(request: HttpRequest, reference: str) -> HttpResponse:
    """The writer of a letter sees what was decided of it for the board: shown, joined, not shown and why."""
    if not may_open(request, reference):
        return redirect("status")
    case = Case.objects.select_related("voice").filter(voice__number=reference).first()
    aside = BoardAside.objects.select_related("joined_to").filter(reference=reference).first()
    ground = next((g.title for g in grounds(case) if aside and g.id == aside.ground), "") if case else ""
    context = {
        "reference": reference,
        "declined": case is not None and case.state == State.NOT_ACCEPTED,
        "wants_public": bool(case and case.voice.wants_public),
        "thread": BoardThread.objects.select_related("joined_to").filter(reference=reference).first(),
        "aside": aside,
        "ground": ground,
    }
    return render(request, "publication/board/mine.html", context)


@require_GET
def board_feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feed.of_the_board(), content_type=ATOM)


@require_GET
def thread_feed(request: HttpRequest, reference: str) -> HttpResponse:
    return HttpResponse(feed.of_a_thread(_public(reference)), content_type=ATOM)
