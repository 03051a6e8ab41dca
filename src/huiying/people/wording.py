"""What is typed in is looked at before a deed: InputError names the field by its name and says what to do."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiying.core.errors import InputError


def line(told: str, where: str, *, most: int, needed: bool = False) -> str:
    """A text of one line."""
    return text(" ".join(told.split()), where, most=most, needed=needed)


def text(told: str, where: str, *, most: int, needed: bool = False) -> str:
    told = told.strip()
    if needed and not told:
        raise InputError(_("This is empty."), where=where, fix=_("Write it first."))
    if len(told) > most:
        raise InputError(_("This is longer than %(limit)d characters.") % {"limit": most}, where=where)
    return told


def past(moment: datetime, where: str, at: datetime) -> datetime:
    """A moment that has been."""
    if moment > at:
        raise InputError(_("This lies in the future."), where=where, fix=_("Look at the date and the hour again."))
    return moment
