"""The people of the demo take their posts, and the demo knows who does what for which section."""

import random
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password

from huiying.accounts.passwords import OF_THE_DEMO
from huiying.people.actions import appoint, seat
from huiying.people.models import Role, Seat, Section, Unit, User
from huiying.project.demo.world.office import OfficeFile
from huiying.publication.editors import let_in

PASSWORD = OF_THE_DEMO


@dataclass(slots=True)
class Cast:
    """Who acts: by section name, the handlers, the head and the leader in charge."""

    sections: dict[str, Section] = field(default_factory=dict)
    handlers: dict[str, list[User]] = field(default_factory=dict)
    heads: dict[str, User] = field(default_factory=dict)
    leaders: dict[str, User] = field(default_factory=dict)
    information: list[User] = field(default_factory=list)
    editors: list[User] = field(default_factory=list)
    principal: User | None = None

    def handler(self, section: str, rng: random.Random) -> User:
        return rng.choice(self.handlers[section])


def hire(office: OfficeFile, at: datetime) -> Cast:
    """Make every person of the office file a user with their posts and seats; all share the demo's password."""
    unit = Unit.objects.get(name=office.name)
    cast = Cast(sections={s.name: s for s in Section.objects.filter(unit=unit)})
    password = make_password(PASSWORD)  # hashed once: thirty-six slow hashes would be felt
    people = {p.username: User(username=p.username, name=p.name, password=password) for p in office.staff}
    for told in office.staff:
        person = people[told.username]
        person.is_staff = any(post.role in (Role.EDITOR, Role.ADMINISTRATOR) for post in told.posts)
        person.is_superuser = any(post.role == Role.ADMINISTRATOR for post in told.posts)
        person.save()
        for post in told.posts:
            section = cast.sections.get(post.section)
            appoint(person, role=post.role, section=section, by=None, at=at)
            _cast(cast, person, post.role, post.section)
        cast.leaders |= dict.fromkeys(told.in_charge, person)
    for place in office.group:
        seat(people[place.username], unit=unit, seat=place.seat, by=None, at=at)
        if place.seat == Seat.HEAD:
            cast.principal = people[place.username]
    let_in(cast.editors)
    let_in(cast.heads.values(), Role.SECTION_HEAD)
    let_in(set(cast.leaders.values()), Role.LEADER)
    return cast


def _cast(cast: Cast, person: User, role: str, section: str) -> None:
    if role == Role.HANDLER:
        cast.handlers.setdefault(section, []).append(person)
    elif role == Role.SECTION_HEAD:
        cast.heads[section] = person
    elif role == Role.INFORMATION:
        cast.information.append(person)
    elif role == Role.EDITOR:
        cast.editors.append(person)
