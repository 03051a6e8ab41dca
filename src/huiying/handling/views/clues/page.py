"""One rumour clue: its posts, spread, captures, facts and ground, where it stands, and its deeds; one of its posts; and
its files, handed out as downloads.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.core.errors import InputError, RuleError
from huiying.core.spreading import totals
from huiying.intake.channels.portal.uploads import bounded
from huiying.ledger.models import Entry
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ...actions import clues as deeds
from ...clues.content import compared, content_of, organ_title
from ...clues.forms import LABELS, ClueForm, PostChangeForm
from ...clues.grounds import ground_of, in_words, must_be_read
from ...clues.lacking import lacking
from ...files import handed_out
from ...models import Clue, ClueFile, CluePost
from ...work import visible, visible_clues
from .offers import done, offered

READ, MAKE, SIGN = "handling.clues.read", "handling.clues.make", "handling.clues.sign"


@require_GET
@desk(READ)
def clue(request: HttpRequest, number: str) -> HttpResponse:
    """The clue with the deeds that this person may do now."""
    return render(request, "handling/clues/clue.html", clue_context(_clue(request, number), staff(request)))


def clue_context(clue: Clue, person: User, mended: dict[str, ClueForm] | None = None) -> dict[str, Any]:
    """What the page shows; `mended` are forms that came back with what is wrong in them."""
    now, content, posts = timezone.now(), content_of(clue), list(clue.posts.select_related("voice"))
    ground = ground_of(clue)
    files = list(clue.files.select_related("by", "withdrawn_by"))
    forms = offered(clue, person, content, now) | (mended or {})
    return {
        "clue": clue,
        "posts": [(post, _figures(post.spread, post.by_hand)) for post in posts],
        "together": _figures(totals(post.spread for post in posts)),
        "figures_of": max((post.figures_at for post in posts), default=None),
        "compared": [(LABELS[row.figure], row, cited) for row, cited in compared(clue, posts)],
        "captures": [file for file in files if file.sort == ClueFile.Sort.CAPTURE],
        "receipts": [file for file in files if file.sort == ClueFile.Sort.RECEIPT],
        "ground": ground,
        "ground_title": in_words(ground.title) if ground else "",
        "ground_says": in_words(ground.says) if ground else "",
        "ground_cited": in_words(ground.citation) if ground else "",
        "must_be_read": must_be_read(clue),
        "organ_title": organ_title(clue),
        "lacking": lacking(clue) if clue.state == "draft" else (),
        "handover": getattr(clue, "handover", None),
        "forms": forms,
        "is_writer": clue.writers.filter(pk=person.pk).exists(),
        "reply": clue.case.replies.last() if clue.case else None,
        "reads_case": bool(clue.case and visible(person).filter(pk=clue.case.pk).exists()),
        "reads_topic": policies.allows(person, "assessment.topics"),
        "sees_words": any(policies.allows(person, deed, clue) for deed in (MAKE, SIGN)),
        "reads_voices": policies.allows(person, "intake.read"),
        "entries": Entry.objects.filter(about=clue.ref),
        "now": now,
    }


def _figures(spread: dict[str, int], by_hand: Sequence[str] = ()) -> list[tuple[Any, int | None, bool]]:
    """Every figure with its name, None where it is not told; and whether a person read it."""
    return [(label, spread.get(name), name in by_hand) for name, label in LABELS.items()]


def _clue(request: HttpRequest, number: str) -> Clue:
    found = visible_clues(staff(request)).select_related("case", "topic", "unit", "made_by", "signed_by", "handover")
    return get_object_or_404(found, number=number)


@bounded
@require_POST
@desk(READ)
def deed(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one of the deeds on a clue; a form to be mended comes back with what was typed. The deed checks who may."""
    told, form = done(_clue(request, number), name, request.POST, request.FILES, by=staff(request), at=timezone.now())
    if told:
        messages.success(request, told)
        return redirect("desk-clue", number=number)
    # a deed that was refused half-way left the one in hand as it wished to have it
    context = clue_context(_clue(request, number), staff(request), {name: form})
    return render(request, "handling/clues/clue.html", context | {"refused": name}, status=422)


@require_http_methods(["GET", "POST"])
@desk(MAKE)
def post(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Where one post of a draft stands, its figures where no channel told them; or it is taken out."""
    clue = _clue(request, number)
    found = get_object_or_404(clue.posts.select_related("clue", "voice"), pk=pk)
    if clue.state != "draft":
        raise Http404
    form = PostChangeForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (told := _change(request, found, form)):
        messages.success(request, told)
        return redirect("desk-clue", number=number)
    context = {"clue": clue, "post": found, "form": form, "figures": _figures(found.spread, found.by_hand)}
    return render(request, "handling/clues/post.html", context, status=422 if form.is_bound else 200)


def _change(request: HttpRequest, post: CluePost, form: PostChangeForm) -> str:
    by, at = staff(request), timezone.now()
    try:
        if "take_out" in request.POST:
            deeds.take_out_post(post, by=by, at=at)
            return _("The post is taken out.")
        if not form.is_valid():
            return ""
        spread = form.figures()
        deeds.change_post(post, **form.cleaned_data, spread=spread, by=by, at=at)
    except (InputError, RuleError) as refused:
        form.refuse(refused)
        return ""
    return _("Kept.")


@require_GET
@desk(READ)
def file(request: HttpRequest, number: str, pk: int) -> Any:
    """Hand a capture or a receipt out as a download; that it was taken is recorded."""
    found = get_object_or_404(_clue(request, number).files.select_related("clue"), pk=pk)
    answer = handed_out(found)
    deeds.take_file(found, by=staff(request), at=timezone.now())
    return answer
