"""Verdicts in words: what is wrong, and the figures that say so in one sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .verdict import Ruling, Verdict

RULINGS: Mapping[str, Any] = {
    Ruling.MISSING: gettext_lazy("missing"),
    Ruling.OUT_OF_DATE: gettext_lazy("out of date"),
    Ruling.HARD_TO_FIND: gettext_lazy("hard to find"),
    Ruling.UNCLEAR: gettext_lazy("unclear"),
    Ruling.FINE: gettext_lazy("fine"),
}


def ruling_words(ruling: str) -> str:
    return str(RULINGS.get(ruling, ruling))


def because(verdict: Verdict) -> str:
    """The sentence under a verdict."""
    return reason(verdict.ruling, verdict.evidence)


def reason(ruling: str, told: Mapping[str, Any]) -> str:
    """Evidence as it is kept, in words."""
    if not told.get("share"):
        return _("No page answers any of the questions.")
    answered = _("One page answers %(share)s of the questions.") % {"share": _percent(told["share"])}
    more = {
        Ruling.MISSING: _missing,
        Ruling.OUT_OF_DATE: _old,
        Ruling.HARD_TO_FIND: _hidden,
        Ruling.UNCLEAR: _unclear,
        Ruling.FINE: _fine,
    }.get(Ruling(ruling))
    return _("%(first)s %(second)s") % {"first": answered, "second": more(told)} if more else answered


def _missing(told: Mapping[str, Any]) -> str:
    return _("That is less than %(needed)s, so it is not the answer.") % {"needed": _percent(told["needed"])}


def _old(told: Mapping[str, Any]) -> str:
    if ended := told.get("ended"):
        return _("What it tells ended on %(day)s.") % {"day": date.fromisoformat(ended).isoformat()}
    return _("It was last changed %(age)d days ago, more than %(limit)d.") % {
        "age": told["age"],
        "limit": told["limit"],
    }


def _hidden(told: Mapping[str, Any]) -> str:
    if told.get("deep"):
        return _("It lies %(clicks)d clicks below the front page.") % {"clicks": told["clicks"]}
    return _("The portal’s search shows it for %(found)s of the questions people ask.") % {
        "found": _percent(told["found"])
    }


def _unclear(told: Mapping[str, Any]) -> str:
    return _("%(after)d people have asked since it was published, %(before)d before.") % {
        "after": told["after"],
        "before": told["before"],
    }


def _fine(told: Mapping[str, Any]) -> str:
    return _("Since it was published %(after)d people have asked.") % {"after": told["after"]}


def _percent(share: float) -> str:
    return f"{share:.0%}"
