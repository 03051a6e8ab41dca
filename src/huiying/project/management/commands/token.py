from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.intake.actions import channel_named, set_up_channel
from huiying.intake.channels.api.tokens import make_token, revoke_token
from huiying.intake.models import ApiToken, Channel, Connector, Form, Scope


class Command(BaseCommand):
    help = "Make a token for another system, list the tokens, or revoke one."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="", metavar="NAME", help="who holds it")
        parser.add_argument("--scope", action="append", default=[], metavar="SCOPE", help=", ".join(Scope.values))
        parser.add_argument("--channel", default="", metavar="C", help="where its pieces go")
        parser.add_argument("--open", default="", metavar="NAME", help="open this channel first, under this name")
        parser.add_argument("--form", default="hotline", choices=Form.values, help="what a channel opened is")
        parser.add_argument("--rate", type=int, default=600, metavar="N", help="requests a minute")
        parser.add_argument("--days", type=int, default=0, metavar="N", help="valid for so many days")
        parser.add_argument("--revoke", type=int, default=0, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["revoke"]:
            self._revoke(options["revoke"])
        elif options["name"] or options["scope"]:
            self._make(options)
        else:
            self._list()

    @transaction.atomic
    def _make(self, options: dict[str, Any]) -> None:
        at = timezone.now()
        token, secret = make_token(
            options["name"],
            scopes=options["scope"],
            channel=_channel(options, at) if options["channel"] else None,
            rate=options["rate"],
            expires_at=at + timedelta(days=options["days"]) if options["days"] > 0 else None,
            by=None,
            at=at,
        )
        self.stderr.write(_("Token %(id)d. It is shown this once and kept by nobody:") % {"id": token.pk})
        self.stdout.write(secret)

    def _revoke(self, pk: int) -> None:
        token = ApiToken.objects.filter(pk=pk).first()
        if token is None:
            raise InputError(_("There is no token %(id)d.") % {"id": pk}, where="--revoke", fix="huiying token")
        revoke_token(token, by=None, at=timezone.now())
        self.stdout.write(_("Token %(id)d is revoked.") % {"id": pk})

    def _list(self) -> None:
        at = timezone.now()
        for token in ApiToken.objects.select_related("channel"):
            where = token.channel.slug if token.channel else "-"
            used = timezone.localtime(token.last_used_at).strftime("%Y-%m-%d %H:%M") if token.last_used_at else "-"
            state = _("valid") if token.works_at(at) else _("no longer valid")
            self.stdout.write(f"{token.pk}\t{token.name}\t{','.join(token.scopes)}\t{where}\t{used}\t{state}")


def _channel(options: dict[str, Any], at: datetime) -> Channel:
    """The channel that is named; opened first where a name for it is given and it is not there."""
    slug = options["channel"]
    if options["open"] and not Channel.objects.filter(slug=slug).exists():
        return set_up_channel(slug, name=options["open"][:40], connector=Connector.API, form=options["form"], at=at)
    return channel_named(slug)
