"""The portal needs no connection: it is this house's own page. What an office sets for a form of it stands here."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.intake.channel import Account, ChannelError, Setting
from huiying.intake.models import Channel
from huiying.intake.outbox import ANSWERS_BY, mail_channel

from .forms import FORMS


class Portal:
    settings = (
        Setting(
            name="form",
            label=gettext_lazy("Which form"),
            kind="choice",
            default="letter",
            choices=(
                ("letter", gettext_lazy("Letter")),
                ("disclosure", gettext_lazy("Request for information")),
                ("error", gettext_lazy("Error report")),
            ),
        ),
        Setting(
            name=ANSWERS_BY,
            label=gettext_lazy("Answers go out by"),
            help=gettext_lazy("The key of a mail channel. Empty: the only one that is open."),
        ),
        Setting(
            name="receipt",
            label=gettext_lazy("Receipts by mail"),
            kind="yes_no",
            default=True,
            help=gettext_lazy("To writers who left a mail address."),
        ),
    )

    def check(self, account: Account) -> str:
        """Whether the form is known, and by which channel its answers are mailed."""
        form = account.settings.get("form") or "letter"
        if form not in FORMS:
            raise ChannelError(
                _("There is no form “%(form)s”.") % {"form": form},
                retry=False,
                fix=_("Known: %(known)s") % {"known": "、".join(FORMS)},
            )
        mail = mail_channel(Channel.objects.get(slug=account.slug))
        if mail is None:
            return _("The form is on the portal. Answers stand on its status page; no mail channel sends them.")
        return _("The form is on the portal. Answers also go out by “%(channel)s”.") % {"channel": mail.name}


CONNECTOR = Portal()
