"""What a disclosure request has from its first moment: its day of receipt, and whom it comes from, so far as told."""

from collections.abc import Iterable

from django.utils import timezone

from ..models import Applicant, Case, DisclosureRequest

KIND = "disclosure"


def begin(cases: Iterable[Case]) -> None:
    """Give each request among the cases its row; one that has it keeps it."""
    rows = [fresh(case) for case in cases if case.kind == KIND]
    if rows:
        DisclosureRequest.objects.bulk_create(rows, ignore_conflicts=True)


def request_of(case: Case) -> DisclosureRequest:
    """The row of a request, or a fresh one, not saved, where it has none yet."""
    found = DisclosureRequest.objects.filter(case=case).first() or fresh(case)
    if found.pk is not None:
        found.case = case
    return found


def fresh(case: Case) -> DisclosureRequest:
    # by its key, so that the case does not take a row that is not kept for its own
    day = timezone.localtime(case.opened_at).date()
    return DisclosureRequest(case_id=case.pk, received_on=day, applicant=_told(case))


def _told(case: Case) -> str:
    """A citizen says so in the form; of an organisation somebody looks which sort it is."""
    raw = case.voice.raw
    return Applicant.NATURAL if isinstance(raw, dict) and raw.get("applicant") == "citizen" else ""
