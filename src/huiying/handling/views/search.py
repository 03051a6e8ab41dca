"""检索 · One field for all that this person may read: cases, voices without a case, persons by an address."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
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

from ..lists.filters import OF_CASES, OF_VOICES
from ..lists.orders import newest_first
from ..lists.paging import Pages
from ..models import Case
from ..searching.finding import excerpts, having, is_number, words_of
from ..work import visible

MOST = 20


@require_GET
@desk()
def search(request: HttpRequest) -> HttpResponse:
    """What was found, the newest first; a number opens what bears it."""
    person, typed = staff(request), request.GET.get("q", "").strip()[:MOST_TYPED]
    cases, voices = _cases(person, typed), _voices(person, typed)
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


def _cases(person: User, typed: str) -> list[Case]:
    if not typed or not policies.allows(person, "handling.read"):
        return []
    found = newest_first(visible(person), OF_CASES).filter(having(typed, "voice").where)
    return Pages(found, whole=_whole).first(MOST)


def _whole(cases: QuerySet[Any]) -> QuerySet[Any]:
    found = cases.select_related("voice__channel", "voice__proposal")
    return found.prefetch_related("clocks", "parts__section", "parts__handler")


def _voices(person: User, typed: str) -> list[Voice]:
    """Those that no case answers: the others are found with their case."""
    if not typed or not policies.allows(person, "intake.read"):
        return []
    own = policies.within(person, "intake.read", "channel__unit")
    # Row by row as the list is walked: joined, PostgreSQL would put all that holds the words beside all cases first.
    of_it = Case.objects.filter(voice=OuterRef("pk")).order_by().values("pk")[:1]
    without = Voice.objects.annotate(case_key=Subquery(of_it)).filter(own, case_key=None)
    alone = newest_first(without, OF_VOICES).filter(having(typed, "pk").where)
    return Pages(alone, whole=lambda rows: rows.select_related("channel")).first(MOST)
