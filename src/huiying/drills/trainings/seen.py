"""Which trainings, items and people somebody sees: by unit, and of other people's marks only who answers for them."""

from django.db.models import Q, QuerySet

from huiying.people import policies
from huiying.people.models import Attendance, Training, TrainingItem, Unit, User

READ, PERSONS, RECORD, NOTE = (
    "people.trainings",
    "people.trainings.persons",
    "people.trainings.record",
    "people.trainings.items",
)


def trainings(person: User) -> QuerySet[Training]:
    return Training.objects.filter(policies.within(person, READ))


def items(person: User) -> QuerySet[TrainingItem]:
    return TrainingItem.objects.filter(policies.within(person, READ))


def attendances(person: User) -> QuerySet[Attendance]:
    """Those whose mark and note the person may read: their own, and of the units whose staff they answer for."""
    return Attendance.objects.filter(_own_or_answered_for(person, "user", "training__unit"))


def people(person: User) -> QuerySet[User]:
    """Whose record the person may open."""
    return User.objects.filter(_own_or_answered_for(person, "pk", "unit"))


def _own_or_answered_for(person: User, who: str, unit: str) -> Q:
    reached = policies.units(person, PERSONS)
    if reached is None:
        return Q()
    return Q(**{who: person.pk}) | Q(**{f"{unit}__in": reached})


def units(person: User, deed: str) -> QuerySet[Unit]:
    return Unit.objects.filter(policies.within(person, deed, "pk")).order_by("pk")


def unit(person: User, deed: str, asked: str) -> Unit | None:
    """The unit in the address, else that in which the person works, else the first that they see."""
    seen = units(person, deed)
    found = seen.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    return found or seen.filter(staff=person).first() or seen.first()
