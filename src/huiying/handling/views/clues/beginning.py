"""How a clue begins, and how posts come into it: chosen among what was said in public, or written by hand."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiying.assessment.models import Topic
from huiying.core.errors import InputError, RuleError
from huiying.intake.models import Voice
from huiying.language import privacy
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.refusing import whole

from ...actions import clues as deeds
from ...clues import offering
from ...clues.forms import ChooseForm, PostForm
from ...models import Clue
from ...work import visible, visible_clues

MAKE = "handling.clues.make"


@require_http_methods(["GET", "POST"])
@desk(MAKE)
def new(request: HttpRequest) -> HttpResponse:
    """Choose the posts of a new clue, from a case (`case`), a topic (`topic`) or a voice (`voice`) in the address."""
    origin = _origin(request)
    offered = list(origin["offered"][: offering.MOST])
    form = ChooseForm(offered, request.POST or None, new=True, initial=_proposed(origin, offered))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            clue = deeds.make_clue(
                title=told["title"],
                voices=[voice for voice in offered if str(voice.pk) in form.chosen],
                case=origin["case"],
                topic=origin["topic"],
                by=staff(request),
                at=timezone.now(),
            )
        except InputError as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("The clue is begun. Add captures, facts and the ground."))
            return redirect("desk-clue", number=clue.number)
    context = {**origin, "offered": offered, "form": form, "more": origin["offered"].count() - len(offered)}
    return render(request, "handling/clues/new.html", context, status=422 if form.is_bound else 200)


def _origin(request: HttpRequest) -> dict[str, Any]:
    """From what the clue is made, and which voices may be its posts; what one may not read does not exist."""
    person, asked = staff(request), request.GET
    case = topic = voice = None
    offered: QuerySet[Voice] = Voice.objects.none()
    if number := asked.get("case"):
        case = get_object_or_404(visible(person).select_related("voice__proposal"), number=number)
        offered = offering.posts_of_case(case)
    elif key := asked.get("topic"):
        policies.require(person, "assessment.topics")
        topics = Topic.objects.filter(policies.within(person, "assessment.topics"))
        topic = get_object_or_404(topics, pk=whole(key))
        offered = offering.posts_of_topic(topic)
    elif number := asked.get("voice"):
        policies.require(person, "intake.read")
        voices = Voice.objects.filter(policies.within(person, "intake.read", "channel__unit"))
        voice = get_object_or_404(voices.select_related("case", "proposal__topic"), number=number)
        case = visible(person).filter(voice=voice).first()
        offered = offering.posts_of_case(case) if case else offering.post_of_voice(voice)
        topic = getattr(getattr(voice, "proposal", None), "topic", None)
    if case and topic is None:
        topic = getattr(getattr(case.voice, "proposal", None), "topic", None)
    return {"case": case, "topic": topic, "voice": voice, "offered": offered}


def _proposed(origin: dict[str, Any], offered: list[Voice]) -> dict[str, Any]:
    """What the form starts with: the headline of where it comes from, and the posts that may be a rumour."""
    case, topic, voice = origin["case"], origin["topic"], origin["voice"]
    told = topic.description if topic else case.title if case else voice.headline if voice else ""
    chosen = [one.pk for one in offered if getattr(one, "proposal", None) and one.proposal.rumour]
    if voice and any(one.pk == voice.pk for one in offered):
        chosen.append(voice.pk)
    return {"title": privacy.veil(told)[:120], "voices": chosen}


def _refuse(form: Any, refused: InputError | RuleError) -> None:
    known = refused.where in form.fields
    form.add_error(refused.where if known else None, f"{refused.what} {refused.fix}".strip())


@require_http_methods(["GET", "POST"])
@desk(MAKE)
def posts(request: HttpRequest, number: str) -> HttpResponse:
    """More posts for a draft: those of its case and topic that are not in it, or one written by hand."""
    clue = get_object_or_404(visible_clues(staff(request)).select_related("case__voice", "topic"), number=number)
    if clue.state != "draft":
        raise Http404
    offered = _not_in(clue)
    by_hand = "words" in request.POST
    choose = ChooseForm(offered, request.POST if request.method == "POST" and not by_hand else None, new=False)
    form = PostForm(clue, request.POST if by_hand else None, initial={"seen_at": timezone.localtime()})
    if request.method == "POST":
        try:
            told = _add_by_hand(request, clue, form) if by_hand else _add_chosen(request, clue, choose, offered)
        except InputError as refused:
            _refuse(form if by_hand else choose, refused)
            told = ""
        if told:
            messages.success(request, told)
            return redirect("desk-clue", number=number)
    context = {"clue": clue, "offered": offered, "choose": choose, "form": form}
    return render(request, "handling/clues/posts.html", context, status=422 if request.method == "POST" else 200)


def _not_in(clue: Clue) -> list[Voice]:
    if clue.topic:
        found = offering.posts_of_topic(clue.topic)
    elif clue.case:
        found = offering.posts_of_case(clue.case)
    else:
        return []
    return list(found.exclude(clue_posts__clue=clue)[: offering.MOST])


def _add_chosen(request: HttpRequest, clue: Clue, form: ChooseForm, offered: list[Voice]) -> str:
    if not form.is_valid():
        return ""
    chosen = [voice for voice in offered if str(voice.pk) in form.chosen]
    if not chosen:
        form.add_error("voices", _("No post was chosen."))
        return ""
    added = deeds.add_voices(clue, chosen, by=staff(request), at=timezone.now())
    return ngettext("%(n)d post taken in.", "%(n)d posts taken in.", added) % {"n": added}


def _add_by_hand(request: HttpRequest, clue: Clue, form: PostForm) -> str:
    if not form.is_valid():
        return ""
    spread = form.figures()
    deeds.add_post(clue, **form.cleaned_data, spread=spread, by=staff(request), at=timezone.now())
    return _("The post is written down.")
