from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.handling.actions import index_all_anew, index_waiting
from huiying.intake.models import Voice

SHOWN_EVERY = 10_000


class Command(BaseCommand):
    help = "Put into the word index what waits for it; --anew fills the whole index again."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="empty the index first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            index_all_anew()
        waiting, done, shown = Voice.objects.unindexed().count(), 0, 0
        while taken := index_waiting(at=timezone.now()):
            done += taken
            if done - shown >= SHOWN_EVERY:
                shown = done
                self.stdout.write(_("%(done)d of %(all)d voices") % {"done": done, "all": max(waiting, done)})
        self.stdout.write(_("%(done)d voices are in the index now.") % {"done": done})
