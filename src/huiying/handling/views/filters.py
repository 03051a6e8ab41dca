"""What the lists of the desk have in common: a filter in the address that outlives a deed."""

from django.http import HttpRequest


def kept(request: HttpRequest, *dropped: str) -> str:
    """The filters of a list as a query string, without what names one row of it."""
    query = request.GET.copy()
    for name in dropped:
        query.pop(name, None)
    return query.urlencode()
