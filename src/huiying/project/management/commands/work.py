import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.project import loops, manymachines


class Command(BaseCommand):
    help = "Run the loops without the web; more of them on more machines share the shelves."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--celery", action="store_true", help="take tasks from HUIYING_BROKER; needs huiying[many]")
        parser.add_argument("--processes", type=int, default=2, help="with --celery: processes that work at once")
        parser.add_argument(
            "--queues", default=",".join(manymachines.QUEUES), help="with --celery: which of the queues it serves"
        )
        parser.add_argument("--name", default="", help="with --celery: what tells it from others on this machine")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["celery"]:
            manymachines.worker(options["queues"], options["processes"], options["name"])
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write(_("The loops are running. Ctrl-C stops them."))
        loops.run(stop)
