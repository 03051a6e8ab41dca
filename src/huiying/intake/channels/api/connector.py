"""What the office sets for a channel that another system writes into. It neither fetches nor speaks: its other side
calls, and is told by webhooks.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiying.intake.channel import Account, ChannelError, Setting
from huiying.intake.models import ApiToken


class Api:
    settings: tuple[Setting, ...] = (
        Setting(
            name="open311",
            label=gettext_lazy("Show its cases by Open311"),
            kind="yes_no",
            default=False,
            help=gettext_lazy(
                "Anybody can then read the state of its cases; the words only of those whose writers agreed, with "
                "personal data masked by the machine."
            ),
        ),
    )

    def check(self, account: Account) -> str:
        """Whether anybody holds a token for this channel."""
        tokens = ApiToken.objects.filter(channel__slug=account.slug, revoked_at=None)
        count = tokens.count()
        if not count:
            raise ChannelError(
                _("Nobody holds a token for this channel."),
                retry=False,
                where=account.slug,
                fix=_("Make one: huiying token --name NAME --scope intake.write --channel %(channel)s")
                % {"channel": account.slug},
            )
        told = ngettext("%(count)d token writes into this channel.", "%(count)d tokens write into this channel.", count)
        return told % {"count": count}


CONNECTOR = Api()
