"""The chapter of a disclosure request: how it was received and answered, whom it concerned, and its papers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..disclosure.beginning import KIND
from ..models import Case, ConsultedParty, DisclosureNotice, DisclosureRequest
from .pieces import Piece, Shown


def disclosed(case: Case, shown: Shown) -> tuple[Piece, ...]:
    asked = DisclosureRequest.objects.filter(case=case).first() if case.kind == KIND else None
    return tuple(_pieces(asked, shown)) if asked else ()


def _pieces(asked: DisclosureRequest, shown: Shown) -> Iterator[Piece]:
    yield Piece(
        facts=(
            (_("Received"), f"{asked.received_on} · {asked.get_way_display()}"),
            (_("What proves the day"), shown(asked.evidence) or "—"),
            (_("Sort of applicant"), str(asked.get_applicant_display()) or "—"),
            (_("Row of the annual report"), asked.row or "—"),
            (_("Answered on"), str(asked.answered_on or "—")),
        )
    )
    for party in asked.parties.select_related("notice"):
        yield _party(party, shown)
    for notice in asked.notices.all():
        yield _paper(notice, shown)


def _party(party: ConsultedParty, shown: Shown) -> Piece:
    facts = [
        (_("Letter"), f"{party.sent_on} · {party.notice.number}"),
        (_("Opinion"), str(party.get_opinion_display())),
        (_("Their reasons"), shown(party.reasons) or "—"),
    ]
    if party.overridden_because:
        facts.append((_("Why it is disclosed all the same"), shown(party.overridden_because)))
    return Piece(heading=f"{party.get_sort_display()} · {shown(party.name)}", facts=tuple(facts))


def _paper(notice: DisclosureNotice, shown: Shown) -> Piece:
    text = "\n".join(shown(paragraph) for paragraph in notice.paragraphs)
    return Piece(heading=f"{notice.title} · {notice.number} · {notice.dated}", text=text)
