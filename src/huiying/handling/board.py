"""百姓畅言 · What the public board may know of a letter: its words before they are redacted, for whoever redacts
them; its state and days afterwards. The board holds copies and reference numbers, so it asks here by number.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.lifecycle import WITHOUT_REPLY, State
from huiying.core.provisions import RefusalGround
from huiying.intake import outbox
from huiying.intake.models import Channel, Delivery, Form, Voice
from huiying.intake.sealing import fingerprint

from . import rulebook
from .keeping.masking import known_of
from .models import Case, Restriction

LATELY = timedelta(days=90)  # older letters are no news to anybody: they are not offered any more
NOT_SEEN_YET = (State.REGISTERED, State.RETURNED)
LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far the matter of a letter has come, as the board tells it: `state` is waiting, running or done; `ending`
    how it was over without an answer (not_accepted, transferred), "" otherwise; `answered_under` the number of the
    letter whose reply answered it: its own, or that of the case it was merged into.
    """

    reference: str
    state: str
    ending: str
    running_on: date | None
    done_on: date | None
    answered_under: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLetter:
    """What a thread begins from. The words are the writer's own: they stay on the desk until they are redacted."""

    reference: str
    title: str
    text: str
    channel: str
    theme: str
    accepted_on: date
    unit: int | None
    writers: tuple[str, ...] = ()  # what is known of its writer, a name or a number, and stands in it


def letters(at: datetime) -> QuerySet[Case]:
    """Cases of the board's letters of the last months whose writers agreed to show them, the oldest first; without
    those that were not accepted, as a flood of advertising is.
    """
    lately = at - LATELY
    # by the index of a channel's voices: the desk counts these on every page
    on_board = Voice.objects.filter(channel__in=Channel.objects.filter(form=Form.BOARD), said_at__gte=lately)
    board = Case.objects.filter(
        voice__in=on_board.order_by().values("pk"),
        voice__addressed=True,
        voice__wants_public=True,
        voice__continues=None,
        anonymised_at=None,
        opened_at__gte=lately,
    )
    restricted = Restriction.objects.filter(lifted_at=None).values("case")
    return (
        board.exclude(state=State.NOT_ACCEPTED)
        .exclude(pk__in=restricted)
        .select_related("voice__channel", "voice__proposal")
        .order_by("opened_at", "pk")
    )


def board_letter(case: Case) -> BoardLetter:
    voice = case.voice
    proposal = getattr(voice, "proposal", None)
    said = f"{voice.headline}\n{voice.text}"
    return BoardLetter(
        reference=voice.number,
        title=voice.headline,
        text=voice.text,
        channel=voice.channel.name,
        theme=proposal.theme if proposal else "",
        accepted_on=_day(case.opened_at),
        unit=case.unit_id,
        writers=tuple(sorted({word for word in known_of([voice]) if word in said})),
    )


def standings(references: Collection[str]) -> Iterator[Standing]:
    """How the matters of these letters stand; two queries."""
    found = Case.objects.filter(voice__number__in=references).select_related("voice", "merged_into__voice")
    for case in found.prefetch_related("parts"):
        yield _standing(case)


def _standing(case: Case) -> Standing:
    lead = case.lead_part()
    waits_with_another = case.state == State.MERGED and not case.answered_with_another
    reached = "running" if case.is_open or waits_with_another else "done"
    state = "waiting" if case.state in NOT_SEEN_YET else reached
    over = case.answered_at or case.closed_at
    return Standing(
        reference=case.voice.number,
        state=state,
        ending=str(case.state) if case.state in WITHOUT_REPLY - {State.MERGED} else "",
        running_on=_day(lead.assigned_at) if lead and state != "waiting" else None,
        done_on=_day(over) if over and state == "done" else None,
        answered_under=(case.merged_into or case).voice.number,
    )


def grounds(case: Case) -> tuple[RefusalGround, ...]:
    """On which grounds a letter is not shown: those on which a message need not be accepted at all."""
    return rulebook.grounds_for_declining(case.regulation, case.kind) or rulebook.grounds_for_declining(
        case.regulation, LETTER
    )


def tell_not_shown(case: Case, *, ground: RefusalGround, note: str, at: datetime) -> None:
    """The writer hears that the letter does not stand on the board, why, and that its answer comes all the same."""
    told = [_("We do not show your letter on the public board: %(ground)s.") % {"ground": ground.title}, note]
    if case.is_open or case.answered_at:
        told.append(_("You are answered all the same; the answer goes to you alone."))
    _tell(case, _("“%(title)s” is not shown on the board"), told, at)


def tell_shown(case: Case, *, joined: bool, link: str, at: datetime) -> None:
    """The writer hears where the letter stands, or with which it was joined."""
    told = (
        _("Others wrote about the same matter. Your letter counts with theirs on the public board: %(link)s")
        if joined
        else _("Your letter stands on the public board, without personal data: %(link)s")
    )
    _tell(case, _("“%(title)s” on the public board"), [told % {"link": link}], at)


def _tell(case: Case, title: str, told: list[str], at: datetime) -> None:
    voice = case.voice
    outbox.put(
        voice,
        kind=Delivery.Kind.REPLY,
        about="board",
        title=title % {"title": voice.headline},
        text="\n".join(filter(None, told)),
        link=f"{settings.SITE_ADDRESS}{reverse('status')}?number={voice.number}",
        at=at,
    )


def note_support(counts: Mapping[str, int]) -> int:
    """How many said of a letter that they meet the same: with it the letter weighs in the heat of its topic and in the
    hot table, and its page says so. What was said itself stays untouched, and so do the likes that its source told.
    """
    voices = list(Voice.objects.filter(number__in=counts).only("pk", "number", "same"))
    for voice in voices:
        voice.same = counts[voice.number]
    return Voice.objects.bulk_update(voices, ["same"], batch_size=200)


def board_channel() -> Channel | None:
    """The open form by which one writes to the board."""
    return Channel.objects.for_writing().filter(form=Form.BOARD).first()


def mail_to_followers() -> Channel | None:
    """The mail channel by which whoever follows a thread is told; None where none can speak."""
    channel = board_channel()
    return outbox.mail_channel(channel) if channel else None


def address_digest(mail: str) -> str:
    """By what a follower's address is found again."""
    return fingerprint("board follower", mail)


def write_to_follower(*, key: str, address: str, title: str, text: str, link: str, at: datetime) -> bool:
    """Lay a mail to somebody who follows a thread in the outbox, once for each key."""
    channel = mail_to_followers()
    if channel is None:
        return False
    to: dict[str, Any] = {"mail": address}
    outbox.put_release(channel, key=key, title=title, text=text, link=link, to=to, at=at)
    return True


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
