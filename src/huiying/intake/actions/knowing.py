"""Who said it: one person with many addresses, known again by any of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiying.people.models import Unit

from ..channel import Heard, Reach
from ..models import Address, AddressKind, Channel, Correspondent
from ..sealing import fingerprint
from .joining import join_persons

STRONGEST_FIRST = ("account", "wechat", "weibo", "phone", "mail", "name")
BATCH = 200
_PHONE = re.compile(r"[^\d+]")


@dataclass(frozen=True, slots=True)
class Place:
    """Within which unit a person is known again: bureaus that share an installation see nothing of each other, nor what
    somebody told the other of how to be reached. The founding unit's digests bear no mark, as before there were others.
    """

    mark: str = ""

    def digest(self, kind: str, value: str) -> str:
        return fingerprint(kind, f"{self.mark}{value}")


def place_of(channel: Channel) -> Place:
    """One query, whatever the channel."""
    own = channel.unit_id
    founding = Unit.objects.founding() if own is not None else None
    return Place() if own is None or founding is None or own == founding.pk else Place(f"unit {own} ")


def reaches(heard: Heard, channel: Channel) -> list[Reach]:
    """The writer's addresses, the surest first; a name alone makes a person within its channel only."""
    told = [*heard.reaches, *(Reach(kind=kind, value=value) for kind, value in heard.contact.items() if value)]
    plain = {(reach.kind, value): reach for reach in told if (value := plain_value(reach.kind, reach.value))}
    if not plain and heard.said_by:
        return [Reach(kind=AddressKind.NAME, value=f"{channel.slug} {heard.said_by}")]
    found = [Reach(kind=kind, value=value, verified=reach.verified) for (kind, value), reach in plain.items()]
    return sorted(found, key=lambda reach: STRONGEST_FIRST.index(reach.kind))


def plain_value(kind: str, value: str) -> str:
    """An address as it is compared: +86 138-0013-8000 is 13800138000, mail in small letters."""
    if kind == AddressKind.PHONE:
        digits = _PHONE.sub("", value)
        return digits.removeprefix("+86").removeprefix("0086") or value.strip()
    return value.strip().lower() if kind == AddressKind.MAIL else value.strip()


def persons(heard: Sequence[Heard], channel: Channel, at: datetime) -> list[Correspondent | None]:
    """The person of each piece: the one who has its surest known address, else a new one. What else the piece tells of
    addresses is kept with them unless it belongs to somebody: two persons are never joined by what nobody verified.
    """
    place = place_of(channel)
    told = [[(place.digest(reach.kind, reach.value), reach) for reach in reaches(one, channel)] for one in heard]
    known = _known(digest for row in told for digest, _ in row)
    people: list[Correspondent | None] = []
    fresh: dict[str, tuple[Correspondent, Reach]] = {}
    for one, row in zip(heard, told, strict=True):
        if not row:
            people.append(None)
            continue
        person = next((known[digest] for digest, _ in row if digest in known), None)
        person = person or Correspondent(name=one.said_by[:60])
        for digest, reach in row:
            if digest not in known:
                known[digest] = person
                fresh[digest] = (person, reach)
        people.append(person)
    new = {id(person): person for person, _ in fresh.values() if person.pk is None}
    Correspondent.objects.bulk_create(new.values(), batch_size=BATCH)
    Address.objects.bulk_create((_address(*row, digest, at) for digest, row in fresh.items()), batch_size=BATCH)
    _verified((digest for row in told for digest, reach in row if reach.verified), at)
    return _joined(people, told, at)


def _joined(
    people: list[Correspondent | None], told: Sequence[Sequence[tuple[str, Reach]]], at: datetime
) -> list[Correspondent | None]:
    """Where a channel vouches for two addresses of one writer and each is verified, their persons are one."""
    into: dict[int, Correspondent] = {}
    for row in told:
        sure = [digest for digest, reach in row if reach.verified]
        if len(sure) < 2:
            continue
        rows = Address.objects.filter(digest__in=sure).exclude(verified_at=None).select_related("correspondent")
        same = sorted({row.correspondent for row in rows}, key=lambda person: person.pk)
        for other in same[1:]:
            into[other.pk] = same[0]
            join_persons(same[0], other, by=None, at=at)
    return [into.get(person.pk, person) if person else None for person in people]


def _known(digests: Iterable[str]) -> dict[str, Correspondent]:
    wanted = list(dict.fromkeys(digests))
    known: dict[str, Correspondent] = {}
    for start in range(0, len(wanted), BATCH):
        rows = Address.objects.filter(digest__in=wanted[start : start + BATCH]).select_related("correspondent")
        known |= {row.digest: row.correspondent for row in rows.defer("value")}
    return known


def _address(person: Correspondent, reach: Reach, digest: str, at: datetime) -> Address:
    verified = at if reach.verified else None
    return Address(correspondent=person, kind=reach.kind, digest=digest, value=reach.value, verified_at=verified)


def _verified(digests: Iterable[str], at: datetime) -> None:
    wanted = list(dict.fromkeys(digests))
    for start in range(0, len(wanted), BATCH):
        some = Address.objects.filter(digest__in=wanted[start : start + BATCH], verified_at=None)
        some.update(verified_at=at)
