"""The desk's 百姓畅言: letters that wait to be shown, each reviewed before it is, and the threads that stand there."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.handling.actions import read_whole
from huiying.handling.board import BoardLetter, board_letter, grounds
from huiying.people import policies
from huiying.people.access import desk, staff

from ..actions.board import REVIEW, join_letter, join_thread, refuse_letter, show_letter, take_down
from ..board.alike import alike
from ..board.forms import Passages
from ..board.hiding import Passage, Redacted, passages_of, proposed, redacted
from ..models import BoardThread
from ..waiting import board_letters

PAGE_SIZE = 20


@require_GET
@desk(REVIEW)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits to be shown, the oldest first, and the threads that stand, the most joined first."""
    person = staff(request)
    own = BoardThread.objects.filter(policies.within(person, REVIEW)).public()
    shown = Paginator(own.order_by("-same", "-id"), PAGE_SIZE).get_page(request.GET.get("page"))
    letters = board_letters(person)
    context = {"waiting": letters[:PAGE_SIZE], "count": letters.count(), "page_obj": shown}
    return render(request, "publication/board/desk.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@desk(REVIEW)
def review(request: HttpRequest, number: str) -> HttpResponse:
    """One letter beside the copy that the public would read; POST previews the passages, or shows the letter."""
    case = get_object_or_404(board_letters(staff(request)), number=number)
    letter = board_letter(case)
    forms = Passages(request.POST or None, initial=_lines(_proposed(letter)), prefix="passage")
    wrong, copy = "", None
    if request.method == "GET":
        read_whole(case, by=staff(request), at=timezone.now())
        copy = _machine_copy(letter)
    elif not forms.is_valid():
        wrong = " ".join(map(str, forms.non_form_errors()))
    else:
        passages = passages_of((p.words, p.reason) for form in forms if (p := form.passage()))
        try:
            copy = redacted(letter.title, letter.text, passages)
            if "show" in request.POST:
                show_letter(case, passages=passages, by=staff(request), at=timezone.now())
                messages.success(request, _("It stands on the board."))
                return redirect("desk-board")
            forms = Passages(initial=_lines(passages), prefix="passage")  # with empty lines for more
        except (InputError, RuleError) as refused:
            wrong = str(refused)
    context: dict[str, Any] = {"case": case, "letter": letter, "passages": forms, "copy": copy, "wrong": wrong}
    context |= {"grounds": grounds(case), "alike": alike(letter.title, letter.text, letter.unit)}
    return render(request, "publication/board/review.html", context, status=422 if wrong else 200)


def _proposed(letter: BoardLetter) -> list[Passage]:
    return proposed(letter.title, letter.text, writers=letter.writers)


def _lines(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [{"hide": True, "words": each.words, "reason": each.reason} for each in passages]


def _machine_copy(letter: BoardLetter) -> Redacted | None:
    """The copy as the machine proposes it; None where a person has to look first."""
    try:
        return redacted(letter.title, letter.text, _proposed(letter))
    except InputError:
        return None


@require_POST
@desk(REVIEW)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Not shown, on a ground; or joined to a thread about the same."""
    case = get_object_or_404(board_letters(staff(request)), number=number)
    person, at, told = staff(request), timezone.now(), request.POST
    try:
        if "join" in told:
            join_letter(case, reference=told.get("reference", ""), by=person, at=at)
            messages.success(request, _("It counts with the others."))
        else:
            refuse_letter(case, ground=told.get("ground", ""), note=told.get("note", ""), by=person, at=at)
            messages.success(request, _("It is not shown; its writer is told why."))
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
        return redirect("desk-board-review", number=number)
    return redirect("desk-board")


@require_POST
@desk(REVIEW)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a thread down, or join it to another."""
    mine = BoardThread.objects.filter(policies.within(staff(request), REVIEW))
    thread, told, at = get_object_or_404(mine, pk=pk), request.POST, timezone.now()
    try:
        if "join" in told:
            join_thread(thread, reference=told.get("reference", ""), by=staff(request), at=at)
            messages.success(request, _("It counts with the others."))
        else:
            take_down(thread, reason=told.get("reason", ""), by=staff(request), at=at)
            messages.success(request, _("It does not stand on the board any more."))
    except (InputError, RuleError) as refused:
        messages.error(request, str(refused))
    return redirect("desk-board")
