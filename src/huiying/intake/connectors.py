"""The connectors of this house by their names: a folder of `channels/` each, with a `connector.py` where it is more
than a form or a file.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from .channel import Account, Connector
from .models import Channel


@cache
def connector(name: str) -> Connector | None:
    """The connector of this name; None where the public or a person brings its voices."""
    module = f"{__package__}.channels.{name}.connector"
    if not name.isidentifier() or find_spec(f"{__package__}.channels.{name}") is None or find_spec(module) is None:
        return None
    found: Connector = import_module(module).CONNECTOR
    return found


def account(channel: Channel) -> Account:
    return Account(slug=channel.slug, name=channel.name, settings=channel.settings, secrets=channel.secrets)
