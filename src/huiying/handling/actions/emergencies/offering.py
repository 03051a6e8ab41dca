"""多渠道发布 · A release that stands on the portal is given to a channel: a post on Weibo, a draft in WeChat."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.intake.models import Channel, Delivery
from huiying.intake.outbox import put_release
from huiying.people import policies
from huiying.people.models import User

from ...emergencies.channels import TO, key_of
from ...models import Release
from ..moving import tell_ledger


@transaction.atomic
def offer_release(release: Release, *, channel: int, by: User, at: datetime) -> Delivery:
    """Lay the signed words in the outbox of the channel with this key, once, with the link to the portal."""
    policies.require(by, "publication.publish", release.incident)
    if release.published_at is None:
        raise RuleError(_("This release is not on the portal yet."), where=str(release), fix=_("Wait a moment."))
    own = Channel.objects.filter(policies.within(by, "publication.publish"))
    to = own.select_for_update().filter(pk=channel, connector__in=TO, is_open=True).first()
    if to is None:
        raise InputError(_("This channel takes no releases."), where="channel", fix=_("Choose one that is offered."))
    key = key_of(release, to)
    if Delivery.objects.filter(key=f"release:{key}").exists():
        raise RuleError(_("This channel has been given the release already."), where=to.name)
    link = f"{settings.SITE_ADDRESS}{release.page}"
    laid = put_release(to, key=key, title=release.title, text=release.text, link=link, to=TO[to.connector], at=at)
    tell_ledger("release.offered", release.incident.case, by, at, number=release.number, channel=to.name)
    return laid
