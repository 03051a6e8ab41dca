"""The ways to write to the office, for any page of the portal."""

from typing import Any

from django import template

from huiying.intake.channels.portal.forms import LetterForm, form_of
from huiying.intake.models import Channel

register = template.Library()


@register.inclusion_tag("intake/parts/ways.html")
def mailboxes(about: str = "") -> dict[str, Any]:
    """The open mailboxes and boards, each a large target; `about` goes along as the letter's subject."""
    channels = [channel for channel in Channel.objects.for_writing() if _takes_letters(channel)]
    return {"channels": channels, "about": about}


@register.simple_tag
def other_forms() -> list[Channel]:
    """The open forms that are no letters: disclosure requests, reports of errors."""
    return [channel for channel in Channel.objects.for_writing() if not _takes_letters(channel)]


def _takes_letters(channel: Channel) -> bool:
    return issubclass(form_of(channel), LetterForm)
