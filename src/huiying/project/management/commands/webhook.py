from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.models import Subscription
from huiying.intake.webhooks.subscribing import host_of, resume, subscribe, unsubscribe


class Command(BaseCommand):
    help = "Tell another system of deeds, list who is told, stop telling, or go on."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="", metavar="URL", help="the address to call")
        parser.add_argument("--event", action="append", default=[], metavar="DEED", help="case. reply.delivered …")
        parser.add_argument("--stop", type=int, default=0, metavar="ID")
        parser.add_argument("--resume", type=int, default=0, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["stop"]:
            unsubscribe(_row(options["stop"]), by=None, at=at)
        elif options["resume"]:
            resume(_row(options["resume"]), by=None, at=at)
        elif options["url"]:
            row, secret = subscribe(options["url"], events=options["event"], by=None, at=at)
            self.stderr.write(_("Webhook %(id)d. Its secret is shown this once:") % {"id": row.pk})
            self.stdout.write(secret)
        else:
            self._list()

    def _list(self) -> None:
        for row in Subscription.objects.all():
            state = _("open") if row.is_open else _("closed")
            told = ",".join(row.events)
            self.stdout.write(f"{row.pk}\t{host_of(row.url)}\t{told}\t{state}\t{row.failures}\t{row.error}".rstrip())


def _row(pk: int) -> Subscription:
    row = Subscription.objects.filter(pk=pk).first()
    if row is None:
        raise InputError(_("There is no webhook %(id)d.") % {"id": pk}, where="--stop, --resume", fix="huiying webhook")
    return row
