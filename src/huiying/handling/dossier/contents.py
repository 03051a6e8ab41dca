"""What stands in the file of a case, in its order, as frozen facts: masked, unless it is to leave as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiying.core import deadline
from huiying.core.words import LANGUAGES
from huiying.intake.models import Address, AddressKind, Attachment, Voice
from huiying.intake.particulars import particulars
from huiying.language import privacy
from huiying.ledger.models import Entry
from huiying.ledger.sentences import quoted, sentence

from ..clocks.terms import term_title
from ..models import Case, CaseFile, Clock, Decision, Draft, Reply
from ..spoken import due
from .disclosing import disclosed
from .pieces import Piece, Shown, moment


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the case: its name as shown, where it is kept, its size in bytes and SHA-256, and what it is."""

    name: str
    what: str
    size: int
    digest: str
    row: Attachment | CaseFile


@dataclass(frozen=True, slots=True)
class Dossier:
    """`texts` are the words of the file by the name of the file that they become; `entries` the ledger's."""

    number: str
    title: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    files: tuple[Kept, ...]
    texts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    unmasked: bool
    by: str
    at: datetime


def dossier(case: Case, *, unmasked: bool, by: str, at: datetime) -> Dossier:
    """Everything that is known of a case but its notes, which are for staff alone."""
    shown: Shown = str if unmasked else privacy.mask
    voice, part = case.voice, case.lead_part()
    more = list(voice.continued_by.select_related("channel").prefetch_related("attachments").order_by("id"))
    drafts = list(case.drafts.select_related("by").prefetch_related("reviews__by", "files"))
    replies = list(case.replies.prefetch_related("files"))
    entries = tuple(Entry.objects.filter(about__in=[case.ref, f"voice:{voice.number}"]))
    files = tuple(_files(case, voice, more, shown))
    chapters = [
        Chapter(_("The letter"), (_letter(voice, shown, unmasked),)),
        Chapter(_("More from the writer"), tuple(_said(one, shown) for one in more)),
        Chapter(_("Who does what"), _parts(case)),
        Chapter(_("Time limits"), tuple(_clock(clock) for clock in case.clocks.all())),
        Chapter(_("What was asked outside"), _questions(case, shown)),
        Chapter(_("Disclosure request"), disclosed(case, shown)),
        Chapter(_("Drafts and sign-off"), tuple(_draft(draft, shown) for draft in drafts)),
        Chapter(_("The reply"), tuple(_reply(reply, shown) for reply in replies)),
        Chapter(_("The life of this case"), _life(entries, shown)),
        Chapter(_("Files"), _listed(files)),
    ]
    return Dossier(
        number=case.number,
        title=shown(case.title),
        unit=str(part.section.unit) if part else "",
        facts=_facts(case, shown),
        chapters=tuple(chapter for chapter in chapters if any(chapter.pieces)),
        files=files,
        texts=tuple(_texts(voice, more, drafts, replies, shown)),
        entries=entries,
        unmasked=unmasked,
        by=by,
        at=at,
    )


def _facts(case: Case, shown: Shown) -> tuple[tuple[str, str], ...]:
    part, proposal = case.lead_part(), getattr(case.voice, "proposal", None)
    judged = (proposal.kind, proposal.theme, proposal.level) if proposal else ()
    return (
        (_("Number of the letter"), case.voice.number),
        (_("Channel"), case.voice.channel.name),
        (_("Received"), moment(case.opened_at)),
        (_("Assessment"), " · ".join(filter(None, judged)) or "—"),
        (_("Lead section"), str(part.section) if part else "—"),
        (_("Handler"), str(part.handler) if part and part.handler else "—"),
        (_("State"), str(case.get_state_display())),
        (_("Answered on"), moment(case.answered_at)),
        (_("Closed on"), moment(case.closed_at)),
        (_("Closing summary"), shown(case.summary) or "—"),
        (_("Regulation"), case.regulation),
    )


def _letter(voice: Voice, shown: Shown, unmasked: bool) -> Piece:
    writer = voice.correspondent
    who = (writer.name if unmasked else writer.masked_name) if writer else ""
    facts = [
        (_("Writer"), who or _("Anonymous")),
        (_("Written"), moment(voice.said_at)),
        (_("Title"), shown(voice.title)),
    ]
    if unmasked:
        facts += [(label, value) for label, value in particulars(voice)]
        facts += [(str(row.get_kind_display()), row.value) for row in _addresses(voice)]
    return Piece(facts=tuple(facts), text=shown(voice.text))


def _addresses(voice: Voice) -> Sequence[Address]:
    writer = voice.correspondent
    return list(writer.addresses.exclude(kind=AddressKind.NAME)) if writer else []


def _said(voice: Voice, shown: Shown) -> Piece:
    return Piece(heading=f"{moment(voice.said_at)} · {voice.channel.name} · {voice.number}", text=shown(voice.text))


def _parts(case: Case) -> tuple[Piece, ...]:
    head = (_("Section"), _("Part"), _("Handler"), _("Assigned on"), _("Accepted on"))
    rows = tuple(
        (
            str(one.section),
            _("lead") if one.is_lead else _("helps"),
            str(one.handler or "—"),
            moment(one.assigned_at),
            moment(one.accepted_at),
        )
        for one in case.parts.all()
    )
    return (Piece(table=(head, *rows), widths=(3, 1.2, 2, 2.4, 2.4)),) if rows else ()


def _clock(clock: Clock) -> Piece:
    state = _("stopped %(at)s") % {"at": moment(clock.stopped_at)} if clock.stopped_at else _("running")
    facts = (
        (_("Began"), moment(clock.started_at)),
        (_("Due"), f"{due(clock)}{f' ({provisional})' if (provisional := _provisional(clock)) else ''}"),
        (_("State"), f"{state}{f' · {kept}' if (kept := _kept(clock)) else ''}"),
    )
    because = deadline.say(clock.because, _language()) if clock.because else ""
    return Piece(heading=term_title(clock), facts=facts, text=because)


def _provisional(clock: Clock) -> str:
    return _("provisional") if clock.provisional else ""


def _kept(clock: Clock) -> str:
    """Whether the term was met, where that can be said."""
    if clock.stopped_at is None or clock.stopped_because:
        return str(clock.get_stopped_because_display()) if clock.stopped_because else ""
    return _("Done in time") if clock.met else _("Done late")


def _questions(case: Case, shown: Shown) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            heading=f"{asked.get_why_display()} · {moment(asked.asked_at)} · {asked.by}",
            facts=(
                (_("Question"), shown(asked.text)),
                (_("Answer"), shown(asked.answer) or asked.ended_because or "—"),
            ),
        )
        for asked in case.questions.select_related("by")
    )


def _draft(draft: Draft, shown: Shown) -> Piece:
    told = {"n": draft.version, "who": draft.by, "at": moment(draft.at)}
    head = (_("Step"), _("Decided"), _("Decided by"), _("When"), _("Remark"))
    steps = {"section_head": _("Section head"), "leader": _("Leader")}
    rows = tuple(
        (
            steps.get(review.step, review.step),
            str(Decision(review.decision).label),
            str(review.by or "—"),
            moment(review.at),
            shown(review.comment) or "—",
        )
        for review in draft.reviews.all()
    )
    return Piece(
        heading=_("Version %(n)d · %(who)s · %(at)s") % told,
        text=shown(draft.text),
        table=(head, *rows) if rows else (),
        widths=(1.7, 1.3, 1.7, 2.4, 4),
    )


def _reply(reply: Reply, shown: Shown) -> Piece:
    sent = "、".join(shown(file.name) for file in reply.files.all())
    facts = [(_("Sent on"), moment(reply.delivered_at)), (_("Signed as"), reply.signed_as or "—")]
    if sent:
        facts.append((_("Files sent along"), sent))
    return Piece(facts=tuple(facts), text=shown(reply.text))


def _life(entries: Sequence[Entry], shown: Shown) -> tuple[Piece, ...]:
    head = (_("Entry"), _("When"), _("What was done"))
    rows = tuple((str(entry.pk), moment(entry.at), shown(_told(entry))) for entry in entries)
    return (Piece(table=(head, *rows), widths=(1, 2.4, 8)),) if rows else ()


def _told(entry: Entry) -> str:
    words = quoted(entry)
    return f"{sentence(entry)}“{words}”" if words else sentence(entry)


def _files(case: Case, voice: Voice, more: Sequence[Voice], shown: Shown) -> Sequence[Kept]:
    public = [(one, row) for one in (voice, *more) for row in one.attachments.all()]
    heard = [
        Kept(shown(row.name), _("with %(number)s") % {"number": one.number}, row.size, row.digest, row)
        for one, row in public
    ]
    ours = [
        Kept(shown(row.name), shown(_what(row)), row.size, row.digest, row)
        for row in case.case_files.prefetch_related("replies")
    ]
    return [*heard, *ours]


def _what(row: CaseFile) -> str:
    marks = [row.description]
    if row.replies.all():
        marks.append(_("went to the writer"))
    if row.removed_at:
        marks.append(_("taken out %(at)s") % {"at": moment(row.removed_at)})
    return " · ".join(marks)


def _listed(files: Sequence[Kept]) -> tuple[Piece, ...]:
    head = (_("No."), _("File name"), _("What it is"), _("Bytes"), "SHA-256")
    rows = tuple((str(n), kept.name, kept.what, str(kept.size), kept.digest) for n, kept in enumerate(files, 1))
    return (Piece(table=(head, *rows), widths=(0.8, 2.4, 2.4, 1.2, 4.6)),) if rows else ()


def _texts(
    voice: Voice, more: Sequence[Voice], drafts: Sequence[Draft], replies: Sequence[Reply], shown: Shown
) -> Sequence[tuple[str, str]]:
    return [
        ("letter.txt", shown(f"{voice.title}\n\n{voice.text}".strip())),
        *((f"letter-more-{n}.txt", shown(one.text)) for n, one in enumerate(more, 1)),
        *((f"draft-{draft.version}.txt", shown(draft.text)) for draft in drafts),
        *((f"reply-{n}.txt", shown(reply.text)) for n, reply in enumerate(replies, 1)),
    ]


def _language() -> str:
    language = get_language() or LANGUAGES[0]
    return language if language in LANGUAGES else LANGUAGES[0]
