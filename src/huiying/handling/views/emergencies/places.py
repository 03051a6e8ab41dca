"""The incident behind an address, and how a form of its pages is tried."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.people.access import staff
from huiying.people.forms import DeedForm

from ...emergencies import seen
from ...models import Incident


def incident_at(request: HttpRequest, number: str, at: datetime | None = None) -> Incident:
    """The incident, if the person may see it; what one may not see does not exist."""
    found = seen.incidents(staff(request), at or timezone.now())
    return get_object_or_404(found.select_related("case", "topic", "unit", "opened_by"), case__number=number)


def tried(form: DeedForm, deed: Callable[[], object]) -> bool:
    """Whether the deed was done; what it refuses is shown in the form. Who may not do it at all is told on a page."""
    try:
        deed()
    except NotAllowed:
        raise
    except (InputError, RuleError) as refused:
        form.refuse(refused)
        return False
    return True


def may(request: HttpRequest, incident: Incident, at: datetime) -> dict[str, bool]:
    """What this person may do here now, for the buttons."""
    person = staff(request)
    deeds = {
        "write": "handling.release.draft",
        "sign": "handling.release.sign",
        "confer": "handling.conferral",
        "grade": "handling.incident.grade",
        "correct": "handling.incident.correct",
        "merge": "handling.incident.letters",
        "end": "handling.incident.end",
        "review": "handling.incident.review",
        "close": "handling.incident.close",
    }
    return {name: seen.may(person, deed, incident, at) for name, deed in deeds.items()}
