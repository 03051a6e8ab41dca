"""检索 · One field for all that this person may read: cases, voices without a case, persons by an address."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiying.intake.addressing import persons_with
from huiying.intake.models import Voice
from huiying.language.indexing import MOST_TYPED
from huiying.people import policies
from huiying.people.access import desk, staff
from huiying.people.models import User

from ..models import CaseQuerySet
from ..searching.finding import excerpts, having, is_number, words_of
from ..work import visible

MOST = 20


@require_GET
@desk()
def search(request: HttpRequest) -> HttpResponse:
    """What was found, the newest first; a number opens what bears it."""
    person, typed = staff(request), request.GET.get("q", "").strip()[:MOST_TYPED]
    cases, voices = list(_cases(person, typed)[:MOST]), list(_voices(person, typed)[:MOST])
    if is_number(typed) and len(cases) + len(voices) == 1:
        return redirect("desk-case", cases[0].number) if cases else redirect("desk-voice", voices[0].number)
    may_persons = policies.allows(person, "intake.persons")
    keys = [*(case.voice_id for case in cases), *(voice.pk for voice in voices)]
    context = {
        "typed": typed,
        "cases": cases,
        "voices": voices,
        "persons": persons_with(typed, person) if typed and may_persons else (),
        "may_persons": may_persons,
        "words": words_of(typed),
        "excerpts": excerpts(keys, typed),
        "now": timezone.now(),
    }
    return render(request, "handling/search.html", context)


def _cases(person: User, typed: str) -> CaseQuerySet:
    if not typed or not policies.allows(person, "handling.read"):
        return visible(person).none()
    found = visible(person).filter(having(typed, "voice")).select_related("voice__channel", "voice__proposal")
    return found.prefetch_related("clocks", "parts__section", "parts__handler")


def _voices(person: User, typed: str) -> QuerySet[Voice]:
    """Those that no case answers: the others are found with their case."""
    if not typed or not policies.allows(person, "intake.read"):
        return Voice.objects.none()
    own = policies.within(person, "intake.read", "channel__unit")
    return Voice.objects.filter(own, having(typed, "pk"), case__isnull=True).select_related("channel")
