from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.people.models import Role, User
from huiying.project import home
from huiying.project.demo.building import build, is_demo
from huiying.project.demo.staffing import PASSWORD
from huiying.project.engine import require_free, serve


class Command(BaseCommand):
    help = "A fictional bureau with thirteen months of letters, everything running, on this machine only."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="build the office without serving it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prepare_only"]:
            require_free("127.0.0.1", options["port"])
        home.make(settings.HOME, demo=True)
        if not is_demo():
            self.stdout.write(_("Building a bureau with thirteen months of letters …"))
            build(at=timezone.now(), show=lambda step: self.stdout.write(f"  {step}"))
        if options["prepare_only"]:
            self.stdout.write(_("The demo office is ready in %(home)s.") % {"home": settings.HOME})
            return
        self._welcome(options["port"])
        serve("127.0.0.1", options["port"])

    def _welcome(self, port: int) -> None:
        site = f"http://127.0.0.1:{port}"
        self.stdout.write("")
        self.stdout.write(_("Portal   %(url)s") % {"url": f"{site}/"})
        self.stdout.write(_("Desk     %(url)s") % {"url": f"{site}/desk/"})
        self.stdout.write(_("Editors  %(url)s") % {"url": f"{site}/cms/"})
        self.stdout.write(_("Password of every login: %(password)s") % {"password": PASSWORD})
        for role in Role:
            person = User.objects.filter(posts__role=role).order_by("pk").first()
            if person:
                self.stdout.write(f"  {person.username:<16}{person.name}  {role.label}")
        self.stdout.write(_("Ctrl-C stops it; running it again keeps what you did."))
