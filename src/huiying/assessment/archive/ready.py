"""Whether the parts are installed that read archives: the rest of this folder cannot be imported without them."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError

PARTS = ("pyarrow", "duckdb")


def part(module: str, name: str) -> Callable[..., Any]:
    """A function of this folder by its name, or what to install."""
    missing = [one for one in PARTS if find_spec(one) is None]
    if missing:
        raise ConfigError(
            _("Archives cannot be read: %(parts)s is not installed.") % {"parts": ", ".join(missing)},
            fix=_("Install Huiying with its extra: pip install “huiying[archive]”."),
        )
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), name)
    return found
