"""The letters of one person in one unit, with the cases that answer them, and what they left elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from huiying.intake.models import AddressKind, Correspondent, Voice
from huiying.intake.sealing import fingerprint
from huiying.people import policies
from huiying.people.models import Unit, User

from ..board import address_digest
from ..models import Case

DEED = "handling.personal"
FOLLOWERS, OPINIONS = "publication.BoardFollower", "publication.Opinion"


def persons(by: User) -> QuerySet[Correspondent]:
    """Those who wrote to the units in which `by` answers requests about personal data."""
    mine = Voice.objects.filter(policies.within(by, DEED, "channel__unit"))
    return Correspondent.objects.filter(pk__in=mine.values("correspondent"))


def units_of(person: Correspondent, by: User) -> list[Unit]:
    """To which of those units this person wrote."""
    mine = Voice.objects.filter(policies.within(by, DEED, "channel__unit"), correspondent=person)
    return list(Unit.objects.filter(pk__in=mine.values("channel__unit")))


@dataclass(frozen=True, slots=True)
class Letters:
    """`voices` are the person's in the unit, the oldest first; `cases` answer them, by the key of the voice."""

    voices: tuple[Voice, ...]
    cases: dict[int, Case]

    @property
    def without_case(self) -> list[Voice]:
        """Voices that no case answers, nor a letter that they go on from: what was overheard."""
        mine = {voice.pk for voice in self.voices if voice.pk in self.cases}
        return [voice for voice in self.voices if voice.pk not in self.cases and voice.continues_id not in mine]


def letters_of_person(person: Correspondent, unit: Unit) -> Letters:
    voices = Voice.objects.filter(correspondent=person, channel__unit=unit)
    found = tuple(voices.select_related("channel", "correspondent").order_by("said_at", "pk"))
    cases = Case.objects.filter(voice__in=found).select_related("voice__channel", "voice__correspondent")
    return Letters(found, {case.voice_id: case for case in cases})


def left_elsewhere(person: Correspondent, unit: Unit, model: str) -> QuerySet[Any]:
    """Opinions in consultations of the unit, or follows of threads of its board, under an address of this person."""
    told = person.addresses.filter(kind__in=(AddressKind.PHONE, AddressKind.MAIL))
    reaches = [(row.kind, row.value) for row in told]
    rows: QuerySet[Any] = apps.get_model(model)._default_manager.all()
    if model == FOLLOWERS:
        digests = _digests(address_digest(value.lower()) for kind, value in reaches if kind == AddressKind.MAIL)
        return rows.filter(Q(thread__unit=unit) | Q(thread__unit=None), digest__in=digests)
    digests = _digests(fingerprint(kind, value.casefold()) for kind, value in reaches)
    return rows.filter(consultation__unit=unit, person__in=digests)


def _digests(told: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(told))
