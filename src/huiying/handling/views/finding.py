"""The case that an address names."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from huiying.people.access import staff

from ..models import Case
from ..work import visible


def find_case(request: HttpRequest, number: str) -> Case:
    """The case, if the person may read it; what one may not read does not exist."""
    found = visible(staff(request)).select_related(
        "voice__channel", "voice__correspondent", "voice__proposal__topic", "merged_into", "inquiry"
    )
    found = found.prefetch_related("clocks", "parts__section", "parts__handler", "parts__given_by")
    return get_object_or_404(found, number=number)
