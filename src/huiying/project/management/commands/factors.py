from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.accounts.actions.proving import reset
from huiying.accounts.models import Authenticator, Passkey
from huiying.core.errors import InputError
from huiying.people.models import User


class Command(BaseCommand):
    help = "Say what second factors a login has, or forget them where nobody else can: factors wang.li --forget 'lost'"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", metavar="LOGIN")
        parser.add_argument("--forget", default="", metavar="REASON", help="forget all of them, and end the sessions")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["login"]).first()
        if user is None:
            raise InputError(
                _("There is no login “%(login)s”.") % {"login": options["login"]},
                where="LOGIN",
                fix=_("The staff page of the desk lists them."),
            )
        if options["forget"]:
            reset(user, reason=options["forget"], by=None, at=timezone.now())
            self.stdout.write(_("%(who)s joins a new second factor when they sign in.") % {"who": user})
            return
        authenticators = Authenticator.objects.filter(user=user).count()
        passkeys = Passkey.objects.filter(user=user).count()
        told = {"who": user, "authenticators": authenticators, "passkeys": passkeys}
        self.stdout.write(_("%(who)s: authenticators %(authenticators)d, passkeys %(passkeys)d.") % told)
