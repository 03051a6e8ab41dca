from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.publication.actions.counting import count_terms
from huiying.publication.actions.finding import empty, steps
from huiying.publication.actions.reading import read_a_file
from huiying.publication.actions.tending import tell_server
from huiying.publication.models import SearchEntry

SHOWN_EVERY = 10_000


class Command(BaseCommand):
    help = "Bring the index of the portal's search into step with what is published; --anew fills it from nothing."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="empty the index first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            empty()
        done, shown = 0, 0
        for looked_at in steps():
            done += looked_at
            if done - shown >= SHOWN_EVERY:
                shown = done
                self.stdout.write(_("%(done)d pages and answers looked at") % {"done": done})
        while read_a_file():
            pass
        while count_terms():
            pass
        while tell_server():
            pass
        told = {"done": SearchEntry.objects.count()}
        self.stdout.write(_("%(done)d pages, answers and documents can be found now.") % told)
