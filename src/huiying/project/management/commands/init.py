import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.people.actions import appoint
from huiying.people.models import Role, User
from huiying.project import home
from huiying.project.office import is_made, make_office


class Command(BaseCommand):
    help = "Make an empty office in HUIYING_HOME: its settings, tables, sections, channels, portal, administrator."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--administrator", metavar="LOGIN", help="make this administrator; asks for a password")
        parser.add_argument("--if-missing", action="store_true", help="do nothing where an office is made already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_missing"] and is_made():
            return
        at = timezone.now()
        home.make(settings.HOME)
        office = make_office(at=at)
        if options["administrator"]:
            make_administrator(options["administrator"], getpass.getpass(_("Password: ")))
        self.stdout.write(_("The office “%(name)s” stands in %(home)s.") % {"name": office.name, "home": settings.HOME})


@transaction.atomic
def make_administrator(login: str, password: str) -> User:
    """Make an administrator with a password that the rules accept."""
    user = User(username=login, name=login, is_staff=True)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), where=login) from error
    user.set_password(password)
    user.save()
    appoint(user, role=Role.ADMINISTRATOR, section=None, by=None, at=timezone.now())
    return user
