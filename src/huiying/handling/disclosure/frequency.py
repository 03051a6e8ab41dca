"""How often an applicant asks: what a fee by item is counted from (国办函〔2020〕109号 art. 4)."""

from ..models import DisclosureRequest


def earlier_in_month(request: DisclosureRequest) -> int:
    """The requests that the same applicant made to the same unit earlier in the calendar month, so far as known."""
    case, day = request.case, request.received_on
    writer = case.voice.correspondent_id
    if writer is None:
        return 0
    same = DisclosureRequest.objects.filter(case__voice__correspondent=writer, case__unit=case.unit_id)
    of_month = same.filter(case__kind=case.kind, received_on__year=day.year, received_on__month=day.month)
    return of_month.filter(received_on__lte=day, case__lt=case.pk).count()
