"""What the settings of a channel of feeds ask for, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from ...channel import ChannelError
from ...watching import Watch, watches
from .hearing import digest
from .sources import Source, sources

FIRST_DAYS = 7
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Plan:
    """`watched` stands for the watches: where it changes, all that is there is looked at anew."""

    sources: tuple[Source, ...]
    watches: tuple[Watch, ...]
    first_days: int

    @property
    def watched(self) -> str:
        return digest("\n".join(watch.expression for watch in self.watches), 12)


def plan_of(settings: Mapping[str, Any]) -> Plan:
    """InputError with the source and the key, or the line and the place, where the settings cannot work."""
    return Plan(sources(settings), watches(settings.get("watch") or ""), _days(settings.get("first_days")))


def required(settings: Mapping[str, Any]) -> Plan:
    """The same, told as what only a person can mend."""
    try:
        return plan_of(settings)
    except InputError as error:
        raise ChannelError(error.what, retry=False, where=error.where, fix=error.fix) from error


def _days(told: Any) -> int:
    if told is None or told == "":
        return FIRST_DAYS
    if not isinstance(told, int) or not 0 <= told <= MOST_DAYS:
        raise InputError(_("A whole number of days from 0 to %(most)d") % {"most": MOST_DAYS}, where="first_days")
    return told
