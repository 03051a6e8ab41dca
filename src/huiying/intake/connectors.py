"""The connectors of this house by their names: a folder of `channels/` each, with a `connector.py` where it is more
than a form or a file.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.utils.module_loading import import_string

from .channel import Account, Connector
from .models import Channel


def connector(name: str) -> Connector | None:
    """The connector of this name; None where the public or a person brings its voices. In a drill's world another
    answers for all (`CHANNEL_CONNECTORS`).
    """
    if settings.CHANNEL_CONNECTORS:
        given: Connector | None = import_string(settings.CHANNEL_CONNECTORS)(name)
        return given
    return _of_the_house(name)


@cache
def _of_the_house(name: str) -> Connector | None:
    module = f"{__package__}.channels.{name}.connector"
    if not name.isidentifier() or find_spec(f"{__package__}.channels.{name}") is None or find_spec(module) is None:
        return None
    found: Connector = import_module(module).CONNECTOR
    return found


def account(channel: Channel) -> Account:
    return Account(slug=channel.slug, name=channel.name, settings=channel.settings, secrets=channel.secrets)
