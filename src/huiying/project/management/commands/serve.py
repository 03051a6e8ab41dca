import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.project.engine import require_free, require_shared_cache, serve
from huiying.project.steps import require_passable


class Command(BaseCommand):
    help = "Run the web and the loops together, on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="processes that answer; more than one need a Redis")
        parser.add_argument("--web-only", action="store_true", help="no loops: they run elsewhere (`work`)")

    def handle(self, *args: Any, **options: Any) -> None:
        require_shared_cache(options["workers"], alone=not options["web_only"])
        require_free(options["host"], options["port"])
        require_passable()
        call_command("init", "--if-missing", stdout=sys.stderr)  # only now: what is refused leaves no office behind
        self.stdout.write(_("Huiying listens on http://%(host)s:%(port)d/ . Ctrl-C stops it.") % options)
        serve(options["host"], options["port"], workers=options["workers"], web_only=options["web_only"])
