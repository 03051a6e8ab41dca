"""检索 · One field for all that this person may read: cases, voices without a case, persons by an address."""

from typing import Any

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

from ..lists.filters import OF_CASES, OF_VOICES
from ..lists.orders import newest_first
from ..lists.paging import MOST_COUNTED, Pages
from ..models import Case
from ..searching.finding import excerpts, having, is_number, words_of
from ..work import visible

MOST = 20


@require_GET
@desk()
def search(request: HttpRequest) -> HttpResponse:
    """What was found, the newest first; a number opens what bears it."""
    person, typed = staff(request), request.GET.get("q", "").strip()[:MOST_TYPED]
    cases, (voices, more) = _cases(person, typed), _voices(person, typed)
    if is_number(typed) and len(cases) + len(voices) == 1:
        return redirect("desk-case", cases[0].number) if cases else redirect("desk-voice", voices[0].number)
    may_persons = policies.allows(person, "intake.persons")
    keys = [*(case.voice_id for case in cases), *(voice.pk for voice in voices)]
    context = {
        "typed": typed,
        "cases": cases,
        "voices": voices,
        "looked_through": MOST_COUNTED if more else 0,
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


def _voices(person: User, typed: str) -> tuple[list[Voice], bool]:
    """Those that no case answers: the others are found with their case. And whether older letters may hold the words
    too: of words that stand in thousands the newest letters are looked through, for in an archive one with a case may
    follow another for years.
    """
    if not typed or not policies.allows(person, "intake.read"):
        return [], False
    own = policies.within(person, "intake.read", "channel__unit")
    meant = having(typed, "pk")
    heard = newest_first(Voice.objects.filter(own), OF_VOICES).filter(meant.where)
    if meant.many:
        newest = list(heard.values_list("pk", flat=True)[:MOST_COUNTED])
        heard = newest_first(Voice.objects.filter(pk__in=newest), OF_VOICES)
    alone = Pages(heard.filter(case=None), whole=lambda rows: rows.select_related("channel")).first(MOST)
    return alone, meant.many and len(alone) < MOST
