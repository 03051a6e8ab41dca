"""A person says where and when they are told of what waits for them."""

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, RuleError
from huiying.ledger.actions import record
from huiying.people.models import User

from ..messages.addresses import checked
from ..messages.sending import send
from ..models import MessageSetting, StaffMessage


@transaction.atomic
def set_messages(
    user: User,
    *,
    addresses: str,
    quiet_from: time | None = None,
    quiet_to: time | None = None,
    digest: bool = False,
    at: datetime,
) -> MessageSetting | None:
    """Keep where a person is told; without an address they are told nowhere. An address that is left out of a form
    stays: it is never shown again.
    """
    lines = checked(addresses)
    if (quiet_from is None) != (quiet_to is None):
        raise InputError(
            _("Quiet hours have a beginning and an end."), where="quiet_to", fix=_("Fill in both, or neither.")
        )
    told = {"quiet_from": quiet_from, "quiet_to": quiet_to, "digest": digest}
    kept = MessageSetting.objects.filter(user=user).first()
    if kept is None and not lines:
        raise InputError(_("There is no address yet."), where="addresses", fix=_("Write at least one."))
    setting = kept or MessageSetting(user=user)
    for name, value in told.items():
        setattr(setting, name, value)
    if lines:
        setting.addresses, setting.failures, setting.error, setting.retry_at = "\n".join(lines), 0, "", None
    setting.save()
    record("messages.set", about=f"user:{user.username}", by=user, at=at, addresses=len(lines) or None, digest=digest)
    return setting


@transaction.atomic
def stop_messages(user: User, *, at: datetime) -> None:
    """Tell the person nothing more outside the desk, and forget their addresses."""
    if not MessageSetting.objects.filter(user=user).delete()[0]:
        raise RuleError(_("Nothing is sent to you."), where=str(user))
    StaffMessage.objects.filter(user=user, sent_at=None).delete()
    record("messages.stopped", about=f"user:{user.username}", by=user, at=at)


def try_messages(user: User) -> None:
    """Send a trial to the person's own addresses; RuleError where nothing took it."""
    setting = MessageSetting.objects.filter(user=user).first()
    if setting is None:
        raise RuleError(_("Nothing is sent to you."), where=str(user), fix=_("Keep an address first."))
    error = send(setting.addresses, _("Trial"), _("The desk reaches you here."))
    if error:
        raise RuleError(error, where=str(user), fix=_("Compare the address with that of the service."))
