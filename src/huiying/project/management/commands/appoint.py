from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.accounts.actions.passwords import note_given
from huiying.core.errors import InputError
from huiying.people.actions import appoint, hire
from huiying.people.models import WHOLE_OFFICE, Role, Section, Unit, User
from huiying.publication.editors import let_in


class Command(BaseCommand):
    help = "Give a person a post, and a login where they have none: appoint wang.li --role handler --section 项目服务科"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", metavar="LOGIN")
        parser.add_argument("--name", default="", metavar="NAME", help="the person's name")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--unit", default="", metavar="UNIT", help="where several share the installation")
        parser.add_argument("--section", default="", metavar="SECTION", help="needed except for whole-office roles")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        role = Role(options["role"])
        unit = unit_named(options["unit"])
        section = None if role in WHOLE_OFFICE else section_named(options["section"], unit)
        user = User.objects.filter(username=options["login"]).first()
        password, at = "", timezone.now()
        if user is None:
            user, password = hire(options["login"], name=options["name"], unit=unit, by=None, at=at)
            note_given(user, at=at)
        appoint(user, role=role, section=section, unit=unit, by=None, at=at)
        let_in([user], role)
        self.stdout.write(_("%(who)s is now %(role)s.") % {"who": user, "role": role.label})
        if password:
            told = {"login": user.username, "password": password}
            self.stdout.write(_("First password of %(login)s: %(password)s") % told)


def unit_named(name: str) -> Unit | None:
    """The unit with this name, the founding one without a name; a wrong name lists the known ones."""
    unit = Unit.objects.filter(name=name).first() if name else Unit.objects.founding()
    if name and unit is None:
        raise InputError(
            _("There is no unit named “%(name)s”.") % {"name": name},
            where="--unit",
            fix=_("Units: %(known)s") % {"known": "、".join(Unit.objects.values_list("name", flat=True))},
        )
    return unit


def section_named(name: str, unit: Unit | None) -> Section:
    """The section of a unit with this name; a wrong name lists the known ones."""
    sections = Section.objects.filter(unit=unit)
    section = sections.filter(name=name).first()
    if section is None:
        known = "、".join(sections.values_list("name", flat=True))
        raise InputError(
            _("There is no section named “%(name)s”.") % {"name": name},
            where="--section",
            fix=_("Sections: %(known)s") % {"known": known},
        )
    return section
