"""代签 · Who signed, and for whom: a stand-in is named with the person whose post it was. The ledger has it."""

from django.utils.translation import gettext as _

from huiying.ledger.models import Entry
from huiying.ledger.sentences import who

from .models import Case, Review


def signed(case: Case) -> list[Review]:
    """All reviews of a case as they were asked for, each decided one with `signer`: its name, and whom they stood in
    for.
    """
    told = list(Review.objects.filter(draft__case=case).select_related("by", "draft", "section").order_by("id"))
    if any(review.at for review in told):
        entries = Entry.objects.filter(about=case.ref, deed="draft.reviewed")
        lent = {f"{entry.at} {entry.actor}": entry.told["for"] for entry in entries if entry.told.get("for")}
        for review in told:
            review.signer = _named(review, lent.get(f"{review.at} {review.by.ledger_name}") if review.by else None)
    return told


def _named(review: Review, lender: str | None) -> str:
    if review.by is None:
        return ""
    return _("%(who)s for %(other)s") % {"who": review.by, "other": who(lender)} if lender else str(review.by)
