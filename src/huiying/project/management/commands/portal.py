from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.people.models import User
from huiying.publication.actions.reviews import set_reviews, stand_down
from huiying.publication.editors import let_in, other_publishers
from huiying.publication.models import HomePage
from huiying.publication.reviewing import STAGES, is_on, lay_out
from huiying.publication.site import furnish


class Command(BaseCommand):
    help = "Complete the portal of an office made earlier, and turn the three reviews on or off: portal --reviews off"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reviews", choices=("on", "off"), help="whether a page needs three approvals")

    def handle(self, *args: Any, **options: Any) -> None:
        home = HomePage.objects.first()
        if home is None:
            raise RuleError(_("There is no portal yet."), fix=_("Make the office first: huiying init"))
        self.stdout.write(_("Pages made: %(count)d") % {"count": furnish(home)})
        lay_out(home)
        for stage in STAGES:
            let_in(User.objects.filter(posts__role=stage.role).distinct(), stage.role)
        if options["reviews"]:
            set_reviews(on=options["reviews"] == "on", at=timezone.now())
        self.stdout.write(_("The three reviews are on.") if is_on() else _("The three reviews are off."))
        if is_on():
            self._stand_down()

    def _stand_down(self) -> None:
        """Nobody publishes past the reviews; groups that the office made itself are told, and left to it."""
        for person in stand_down(at=timezone.now()):
            self.stdout.write(
                _("%(person)s could publish without the reviews and no longer can.") % {"person": person.ledger_name}
            )
        for group in other_publishers():
            self.stdout.write(
                _("The group “%(group)s” still publishes without the reviews: look at it in /cms/ under Groups.")
                % {"group": group}
            )
