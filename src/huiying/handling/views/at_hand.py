"""What a handler has at hand on the page of a case: who else looks, notes, files, templates, the export."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from huiying.intake.outbox import carries_files, way_back
from huiying.people import policies
from huiying.people.models import User

from ..actions.enclosing import FROZEN, may_send_files
from ..actions.looking import others
from ..actions.noting import may_withdraw
from ..forms_at_hand import EnclosureForm, ExportForm, NoteForm
from ..models import Case, CaseFile, CaseFileQuerySet, Mention, Note, Reply, ReplyTemplate
from ..present import Present
from ..work import readers

NOTES_SHOWN = 30


def at_hand(case: Case, there: Present, person: User, *, at: datetime, may_draft: bool) -> dict[str, Any]:
    """The context of those parts of the page; `there` is what hangs on the case."""
    may_note = policies.allows(person, "handling.note", case)
    may_enclose = policies.allows(person, "handling.enclose", case)
    may_send = may_enclose and may_send_files(case, person)
    may_export = policies.allows(person, "handling.export", case)
    may_unmask = policies.allows(person, "handling.unmask", case)
    return {
        "others": others(case, person, at=at) if "presences" in there else [],
        "case_files": _files(case) if "case_files" in there else (),
        "by_mail": _by_mail(case) if may_send else False,
        "files_frozen": case.state in FROZEN,
        "may_enclose": may_enclose,
        "may_send_files": may_send,
        "enclosure_form": EnclosureForm(may_send=may_send) if may_enclose else None,
        "note_form": NoteForm(auto_id="note-%s") if may_note else None,
        "readers": readers(case).exclude(pk=person.pk) if may_note else (),
        "templates": offered(case) if may_draft else (),
        "export_form": ExportForm(may_unmask=may_unmask) if may_export else None,
        **(_notes(case, person, at) if "notes" in there else {"case_notes": [], "called": False}),
    }


def _notes(case: Case, person: User, at: datetime) -> dict[str, Any]:
    """The newest notes, the oldest of them first; `called` is whether one of them calls this person for the first time,
    and `withdrawable` the keys of those that this person may still withdraw.
    """
    mentions = Prefetch("mentions", Mention.objects.select_related("user"))
    newest = case.notes.select_related("by").prefetch_related(mentions).order_by("-pk")[: NOTES_SHOWN + 1]
    notes: list[Note] = list(newest)
    unread = any(m.user_id == person.pk and m.read_at is None for note in notes for m in note.mentions.all())
    return {
        "case_notes": notes[:NOTES_SHOWN][::-1],
        "more_notes": len(notes) > NOTES_SHOWN,
        "called": unread,
        "withdrawable": {note.pk for note in notes if may_withdraw(note, person, at)},
    }


def _files(case: Case) -> CaseFileQuerySet:
    """Each with `sent`: whether it went out with a reply."""
    sent = Reply.files.through.objects.filter(casefile=OuterRef("pk"))
    return CaseFile.objects.filter(case=case).select_related("by").annotate(sent=Exists(sent))


def _by_mail(case: Case) -> bool:
    way = way_back(case.voice)
    return way is not None and carries_files(way[0])


def offered(case: Case) -> list[ReplyTemplate]:
    """The templates of the lead section's unit: those for the kind of this letter first, then those for all."""
    part = case.lead_part()
    if part is None:
        return []
    kind = getattr(getattr(case.voice, "proposal", None), "kind", "")
    found = ReplyTemplate.objects.filter(unit=part.section.unit_id, retired_at=None)
    fitting = [template for template in found if not template.kinds or kind in template.kinds]
    return sorted(fitting, key=lambda template: not template.kinds)
