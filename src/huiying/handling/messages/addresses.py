"""Where messages may go: addresses of the few services that an office allows, and no others, since this machine calls
them.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from huiying.core.errors import InputError

MOST = 5


def checked(text: str) -> list[str]:
    """The addresses, one a line; InputError names the first line that cannot be used, without what it holds."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise InputError(_("More than %(most)d addresses.") % {"most": MOST}, where="addresses")
    for number, line in enumerate(lines, 1):
        scheme, mark, _rest = line.partition("://")
        if not mark or scheme.lower() not in settings.MESSAGE_SCHEMES:
            raise InputError(
                _("Line %(number)d is of no service that this office allows.") % {"number": number},
                where="addresses",
                fix=_("Allowed: %(schemes)s") % {"schemes": ", ".join(f"{one}://" for one in settings.MESSAGE_SCHEMES)},
            )
        if service(line) is None:
            raise InputError(
                _("Line %(number)d cannot be read.") % {"number": number},
                where="addresses",
                fix=_("Compare it with the examples below the field."),
            )
    return lines


def service(address: str) -> Any:
    """What apprise makes of an address; None where it cannot read it. It is loaded here, where it is needed, since that
    takes half a second.
    """
    return import_module("apprise").Apprise.instantiate(address)
