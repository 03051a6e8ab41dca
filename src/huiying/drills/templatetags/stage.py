"""The place of the strip on every page of the desk: nothing in the real world, and no question to the database."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("drills/stage/parts/strip_place.html")
def stage_strip() -> dict[str, Any]:
    return {"drill": settings.DRILL}
