"""Persons by a whole address of theirs: a telephone number or a mail address, looked up by its digest."""

from django.db.models import Count

from huiying.people import policies
from huiying.people.models import User

from .actions.knowing import place_of, plain_value
from .models import AddressKind, Channel, Correspondent

MOST = 5


def persons_with(typed: str, by: User) -> list[Correspondent]:
    """Whose telephone number or mail address this is, each with how often they wrote; part of one finds nobody. Of the
    units in which `by` knows the writers.
    """
    if not any(char.isdigit() or char == "@" for char in typed):
        return []
    kinds = (AddressKind.PHONE, AddressKind.MAIL)
    places = {place_of(channel) for channel in Channel.objects.filter(policies.within(by, "intake.persons"))}
    digests = [place.digest(kind, plain_value(kind, typed)) for place in places for kind in kinds]
    found = Correspondent.objects.filter(addresses__digest__in=digests).distinct()
    return list(found.annotate(said=Count("voices", distinct=True)).order_by("pk")[:MOST])
