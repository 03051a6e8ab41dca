import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from huiying.project import loops


class Command(BaseCommand):
    help = "Run the loops without the web; more of them on more machines share the shelves."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write(_("The loops are running. Ctrl-C stops them."))
        loops.run(stop)
