"""导调 · What a trainer does on the stage while it plays: brings a voice or a call in, gives a hint."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiying.core.errors import InputError, NotAllowed, RuleError
from huiying.ledger.actions import record
from huiying.people import policies, wording
from huiying.people.models import User

from ..models import Call, Prompt, Stage, Utterance
from ..scenario.happening import Said
from ..scenario.model import MomentKind
from .bringing import MOST_HINT, VOICES, Stagehand
from .channels import Channels

RUN = "drills.run"
MOST_TEXT, MOST_TITLE, MOST_WHO, MOST_NAME = 4000, 120, 40, 80
LONGEST = timedelta(hours=12)
BROUGHT = "brought"
"""In the stage's state: how many things trainers brought in, which numbers the next."""


def ref(stage: Stage) -> str:
    """What the ledger calls it."""
    return f"drill:{stage.key}"


def require_trainer(by: User, stage: Stage) -> None:
    policies.require(by, RUN)
    if not stage.trainers.filter(pk=by.pk).exists():
        raise NotAllowed(
            _("%(who)s is not a trainer of this drill.") % {"who": by},
            where=stage.title,
            fix=_("Ask whoever set the drill up."),
        )


def locked(stage: Stage) -> Stage:
    """The stage as it is now, which nobody else changes until the transaction ends."""
    return Stage.objects.select_for_update().get(pk=stage.pk)


def playing(stage: Stage) -> tuple[Stage, datetime]:
    """The stage as it is now, locked, and when it began; RuleError where it does not play."""
    now = locked(stage)
    return now, begun(now)


def begun(now: Stage) -> datetime:
    """When the stage began that plays; RuleError where it does not, or no longer."""
    if now.began_at is None:
        raise RuleError(_("The drill has not begun."), where=now.title, fix=_("Begin it first."))
    if now.finished_at is not None:
        raise RuleError(_("The drill is over."), where=now.title, fix=_("Set up another one."))
    return now.began_at


@transaction.atomic
def inject(
    stage: Stage,
    *,
    kind: str,
    text: str,
    by: User,
    at: datetime,
    channel: str = "",
    title: str = "",
    who: str = "",
    stream: str = "",
    rumour: str = "",
    addressed: bool = False,
    within: timedelta = timedelta(minutes=10),
) -> Utterance | Call:
    """Bring a letter, a post, news or a call in, as if the scenario had told it."""
    require_trainer(by, stage)
    now, began = playing(stage)
    said = Said(
        at=at - began,
        kind=_kind(kind),
        ident=_number(now),
        text=wording.text(text, "text", most=MOST_TEXT, needed=True),
        title=wording.text(title, "title", most=MOST_TITLE),
        who=wording.text(who, "who", most=MOST_WHO, needed=kind == MomentKind.CALL),
        channel=channel,
        stream=stream[:MOST_NAME],
        rumour=rumour[:MOST_NAME],
        addressed=addressed,
        within=_within(within),
    )
    row = _laid(said, Stagehand(now, began, Channels.open_ones()), by)
    facts = {"kind": kind, "ident": said.ident, "stream": said.stream, "channel": channel}
    record("drill.injected", about=ref(now), by=by, at=at, **facts)
    return row


def _laid(said: Said, hand: Stagehand, by: User) -> Utterance | Call:
    if said.kind is MomentKind.CALL:
        call = hand.call(said)
        call.save()
        return call
    try:
        row = hand.utterance(said)
    except RuleError as missing:
        raise InputError(missing.what, where="channel", fix=missing.fix) from missing
    row.injected_by = by
    row.save()
    return row


def _kind(kind: str) -> MomentKind:
    if kind not in (*VOICES, MomentKind.CALL):
        raise InputError(
            _("This cannot be brought in."), where="kind", fix=_("Choose a letter, a post, news or a call.")
        )
    return MomentKind(kind)


def _within(within: timedelta) -> timedelta:
    if not timedelta(minutes=1) <= within <= LONGEST:
        raise InputError(_("A call waits from one minute to twelve hours."), where="within")
    return within


def _number(stage: Stage) -> str:
    number = int(stage.state.get(BROUGHT, 0)) + 1
    stage.state[BROUGHT] = number
    Stage.objects.filter(pk=stage.pk).update(state=stage.state)
    return f"brought:{number}"


@transaction.atomic
def give_hint(stage: Stage, *, text: str, by: User, at: datetime) -> Prompt:
    """Show the players a hint, on every screen until they close it."""
    require_trainer(by, stage)
    now, _began = playing(stage)
    text = wording.text(text, "text", most=MOST_HINT, needed=True)
    hint = Prompt.objects.create(stage=now, ident=_number(now), text=text, at=at, by=by)
    record("drill.hinted", about=ref(now), by=by, at=at, hint=hint.pk, comment=text)
    return hint
