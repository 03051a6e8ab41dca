"""A channel is opened, set up, tried and closed. What opens its account is sealed, and never told to the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import User

from ..channel import ChannelError, Setting
from ..connectors import account, connector
from ..models import Channel, Connector, Form

DEED = "intake.channels"


@transaction.atomic
def open_channel(
    slug: str, *, name: str, connector: str, form: str, addressed: bool, by: User, at: datetime
) -> Channel:
    """Make a channel of the unit in which `by` works; it stays closed until it was set up and somebody opens it."""
    unit = by.place()
    policies.require(by, DEED, unit)
    if connector not in Connector.values or form not in Form.values:
        raise InputError(_("Unknown connector or form: %(what)s") % {"what": f"{connector} {form}"})
    if Channel.objects.filter(slug=slug).exists():
        raise InputError(_("There is a channel with this key already."), where=slug, fix=_("Choose another key."))
    channel = Channel.objects.create(
        slug=slug,
        name=name,
        unit=unit,
        connector=connector,
        form=form,
        addressed=addressed,
        is_open=False,
        rank=100,
    )
    record("channel.opened", about=f"channel:{slug}", by=by, at=at, connector=connector, form=form)
    return channel


@transaction.atomic
def set_channel(channel: Channel, *, values: Mapping[str, Any], is_open: bool, by: User, at: datetime) -> None:
    """Set what the connector asks for. A secret that is left empty stays as it is. The next round tries at once."""
    policies.require(by, DEED, channel)
    asked = {setting.name: setting for setting in settings_of(channel)}
    _check(values, asked, channel)
    plain = {name: value for name, value in values.items() if name in asked and not asked[name].secret}
    secret = {name: value for name, value in values.items() if name in asked and asked[name].secret and value}
    before = (channel.settings, channel.is_open)
    channel.settings = {**channel.settings, **plain}
    channel.secrets = {**channel.secrets, **secret}
    channel.is_open, channel.failures, channel.error, channel.retry_at, channel.tried_at = is_open, 0, "", None, None
    channel.save(update_fields=["settings", "secrets", "is_open", "failures", "error", "retry_at", "tried_at"])
    changed = sorted(name for name in plain if before[0].get(name) != plain[name])
    facts = {"changed": changed, "secrets": sorted(secret), "open": is_open}
    record("channel.set", about=f"channel:{channel.slug}", by=by, at=at, **facts)


def settings_of(channel: Channel) -> tuple[Setting, ...]:
    """What an office sets for a channel of this kind."""
    found = connector(channel.connector)
    return found.settings if found else ()


def _check(values: Mapping[str, Any], asked: Mapping[str, Setting], channel: Channel) -> None:
    for name, setting in asked.items():
        there = values.get(name) or (setting.secret and channel.secrets.get(name))
        if setting.required and not there:
            raise InputError(_("“%(what)s” is needed.") % {"what": setting.label}, where=channel.name)
    _keep_secrets_from_another_server(values, asked, channel)
    check = getattr(connector(channel.connector), "check_settings", None)
    if check is not None:
        check({name: value for name, value in values.items() if name in asked})


def _keep_secrets_from_another_server(
    values: Mapping[str, Any], asked: Mapping[str, Setting], channel: Channel
) -> None:
    """Who names another server tells it the secrets: otherwise whoever may set a channel could have the one that is
    kept, and never shown, sent to a machine of their own.
    """
    for name, setting in asked.items():
        now, before = (told.get(name) or setting.default for told in (values, channel.settings))
        if not now or now == before:
            continue
        for secret in setting.given:
            if channel.secrets.get(secret) and not values.get(secret):
                raise InputError(
                    _("“%(place)s” is another one now, and what is kept as “%(what)s” would be sent there.")
                    % {"place": setting.label, "what": asked[secret].label},
                    where=channel.name,
                    fix=_("Enter “%(what)s” again.") % {"what": asked[secret].label},
                )


def try_channel(channel: Channel, *, by: User, at: datetime) -> str:
    """The test button: what was found in words. ChannelError says what is wrong; either stands on the channels page."""
    policies.require(by, DEED, channel)
    found = connector(channel.connector)
    if found is None:
        return _("People bring the voices of this channel; there is no connection to test.")
    told = Channel.objects.filter(pk=channel.pk)
    try:
        said = found.check(account(channel))
    except ChannelError as error:
        told.update(error=str(error)[:500], tried_at=at)
        raise
    told.update(error="", failures=0, retry_at=None, tried_at=None)
    record("channel.tested", about=f"channel:{channel.slug}", by=by, at=at)
    return said
