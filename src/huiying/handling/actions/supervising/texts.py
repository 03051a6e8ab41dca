"""What a person writes in a deed of supervision: not empty, and not too long."""

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

MOST_TEXT = 2000
MOST_REASON = 500
MOST_MISSING = 1000


def written(text: str, where: str, *, most: int = MOST_TEXT) -> str:
    """The text without blanks around it; InputError names the field `where` it came from."""
    text = text.strip()
    if not text:
        raise InputError(_("Nothing is written here."), where=where, fix=_("Write it first."))
    if len(text) > most:
        raise InputError(_("This is longer than %(limit)d characters.") % {"limit": most}, where=where)
    return text
