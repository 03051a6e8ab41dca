"""The ways to write to the office, for any page of the portal."""

from typing import Any

from django import template

from huiying.intake.models import Channel

register = template.Library()


@register.inclusion_tag("intake/parts/ways.html")
def mailboxes(about: str = "") -> dict[str, Any]:
    """The open mailboxes and boards, each a large target; `about` goes along as the letter's subject."""
    return {"channels": Channel.objects.for_writing(), "about": about}
