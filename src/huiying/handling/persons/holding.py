"""All that is held on one person, as plain facts for them (个人信息保护法 art. 45: they may read and copy it).

It is what they said and what the office knows, answered and did: not what staff wrote among themselves, which is no
datum of theirs, and nobody else's data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from huiying.intake.models import Attachment, Correspondent, Delivery, Voice
from huiying.intake.particulars import particulars
from huiying.ledger.models import Entry
from huiying.people.models import Unit

from ..models import Case
from .letters import FOLLOWERS, OPINIONS, left_elsewhere, letters_of_person

LOOKS = ("contact.shown", "case.exported")  # deeds by which their data were seen or left


@dataclass(frozen=True, slots=True)
class Holding:
    """`told` goes into JSON as it is; `files` came with their letters, each with the number of its letter."""

    told: dict[str, Any]
    files: tuple[tuple[str, Attachment], ...]


def holding(person: Correspondent, unit: Unit, at: datetime) -> Holding:
    found = letters_of_person(person, unit)
    files = Attachment.objects.filter(voice__in=found.voices).select_related("voice")
    told = {
        "office": unit.name,
        "made_at": _at(at),
        "name": person.name,
        "addresses": [
            {"kind": str(row.get_kind_display()), "value": row.value, "verified_at": _at(row.verified_at)}
            for row in person.addresses.all()
        ],
        "letters": [_letter(voice, found.cases.get(voice.pk)) for voice in found.voices],
        "opinions": [_opinion(row) for row in left_elsewhere(person, unit, OPINIONS)],
        "follows": [
            {"thread": row.thread.reference, "address": row.address, "since": _at(row.confirmed_at)}
            for row in left_elsewhere(person, unit, FOLLOWERS).select_related("thread")
        ],
    }
    return Holding(told, tuple((row.voice.number, row) for row in files))


def _letter(voice: Voice, case: Case | None) -> dict[str, Any]:
    proposal = getattr(voice, "proposal", None)
    return {
        "number": voice.number,
        "channel": voice.channel.name,
        "said_at": _at(voice.said_at),
        "heard_at": _at(voice.heard_at),
        "title": voice.title,
        "text": voice.text,
        "as_it_came": voice.raw,
        "way_back": {key: value for key, value in voice.reply_to.items() if isinstance(value, str)},
        "particulars": dict(particulars(voice)),
        "may_be_published": voice.wants_public,
        "understood_by_the_machine_as": {"kind": proposal.kind, "theme": proposal.theme, "level": proposal.level}
        if proposal
        else {},
        "files": [{"name": row.name, "bytes": row.size, "sha256": row.digest} for row in voice.attachments.all()],
        "messages": [_message(one) for one in Delivery.objects.filter(voice=voice).order_by("pk")],
        "case": _case(case) if case else {},
    }


def _case(case: Case) -> dict[str, Any]:
    seen = Entry.objects.filter(about=case.ref, deed__in=LOOKS).order_by("pk").values_list("deed", "at")
    return {
        "number": case.number,
        "state": str(case.get_state_display()),
        "sections": [str(part.section) for part in case.parts.all()],
        "opened_at": _at(case.opened_at),
        "answered_at": _at(case.answered_at),
        "closed_at": _at(case.closed_at),
        "asked": [{"question": q.text, "answer": q.answer, "at": _at(q.asked_at)} for q in case.questions.all()],
        "replies": [_reply(reply) for reply in case.replies.all()],
        "data_seen": [{"how": deed, "at": _at(moment)} for deed, moment in seen],
        "restricted_since": _at(_first(case.restrictions.filter(lifted_at=None).values_list("at", flat=True))),
    }


def _message(sent: Delivery) -> dict[str, Any]:
    told = {"kind": str(sent.get_kind_display()), "title": sent.title, "text": sent.text, "to": sent.to}
    return told | {"at": _at(sent.sent_at)}


def _reply(reply: Any) -> dict[str, Any]:
    rating = getattr(reply, "rating", None)
    rated = {"stars": rating.stars, "comment": rating.comment, "at": _at(rating.at)} if rating else {}
    return {"text": reply.text, "at": _at(reply.delivered_at), "published_at": _at(reply.published_at), "rating": rated}


def _opinion(row: Any) -> dict[str, Any]:
    told = {"number": row.number, "text": row.text, "writer": row.writer, "contact": row.contact}
    return told | {"said_at": _at(row.said_at)}


def _first(values: Iterable[datetime]) -> datetime | None:
    return next(iter(values), None)


def _at(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
