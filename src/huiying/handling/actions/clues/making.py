"""A clue is made from a case, a topic or what was overheard; its facts, ground and suggestion are written."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.models import Topic
from huiying.core.cluelife import Move
from huiying.core.errors import InputError
from huiying.intake.models import Voice
from huiying.intake.numbers import take
from huiying.ledger.actions import record
from huiying.people import policies
from huiying.people.models import Unit, User

from ... import rulebook
from ...models import Case, Clue
from ..moving import tell_ledger
from .moving import checked, move, open_for_writing
from .posting import keep_voices

MOST_TITLE, MOST_TEXT, MOST_LINE, MOST_REASON = 120, 10_000, 300, 300


@transaction.atomic
def make_clue(
    *,
    title: str,
    voices: Sequence[Voice] = (),
    case: Case | None = None,
    topic: Topic | None = None,
    by: User,
    at: datetime,
) -> Clue:
    """Begin a clue with the posts of `voices`, whose figures are frozen at `at`. Without voices its posts are written
    by hand: a letter that tells of a rumour is no post of it.
    """
    policies.require(by, "handling.clues.make", case or topic)
    title = checked(title, "title", _("title"), MOST_TITLE, needed=True)
    year = timezone.localtime(at).year
    clue = Clue.objects.create(
        number=f"XS{year}-{take(f'clue:{year}')[0]:04d}",
        unit=_unit(case, topic, by),
        case=case,
        topic=topic,
        title=title,
        regulation=rulebook.regulation(at).key,
        made_by=by,
        made_at=at,
    )
    clue.writers.add(by)
    kept = keep_voices(clue, voices, at=at)
    record("clue.made", about=clue.ref, by=by, at=at, posts=kept, case=case.number if case else "")
    if case:
        tell_ledger("case.clue_made", case, by, at, clue=clue.number)
    return clue


def _unit(case: Case | None, topic: Topic | None, by: User) -> Unit:
    """That of the matter, or of whoever makes it."""
    unit = (case.unit if case else topic.unit if topic else None) or by.place()
    assert unit is not None
    return unit


@transaction.atomic
def write_clue(
    clue: Clue,
    *,
    title: str,
    facts: str = "",
    verified_by: str = "",
    source: str = "",
    ground: str = "",
    ground_checked: bool = False,
    suggestion: str = "",
    organ: str = "",
    organ_name: str = "",
    by: User,
    at: datetime,
) -> None:
    """Write what is true, who verified it on what source, on which ground and to whom the clue is handed."""
    open_for_writing(clue, by)
    if ground and ground not in rulebook.legal_grounds(clue.regulation):
        raise InputError(_("There is no such ground: %(ground)s.") % {"ground": ground[:40]}, where="ground")
    if organ and organ not in rulebook.clue_organs(clue.regulation):
        raise InputError(_("There is no such organ: %(organ)s.") % {"organ": organ[:40]}, where="organ")
    clue.title = checked(title, "title", _("title"), MOST_TITLE, needed=True)
    clue.facts = checked(facts, "facts", _("text"), MOST_TEXT)
    clue.verified_by = checked(verified_by, "verified_by", _("name"), MOST_TITLE)
    clue.source = checked(source, "source", _("source of the facts"), MOST_LINE)
    clue.suggestion = checked(suggestion, "suggestion", _("what we suggest"), MOST_TEXT)
    clue.organ_name = checked(organ_name, "organ_name", _("name"), MOST_TITLE)
    clue.ground, clue.ground_checked, clue.organ = ground, bool(ground) and ground_checked, organ
    clue.save(
        update_fields=[
            *("title", "facts", "verified_by", "source", "suggestion", "organ_name"),
            *("ground", "ground_checked", "organ"),
        ]
    )
    record("clue.written", about=clue.ref, by=by, at=at, ground=ground, checked=clue.ground_checked or None)


@transaction.atomic
def drop_clue(clue: Clue, *, reason: str, by: User, at: datetime) -> None:
    """Hand nothing over after all, and say why. The clue stays where it is."""
    policies.require(by, "handling.clues.make", clue)
    reason = checked(reason, "reason", _("reason"), MOST_REASON, needed=True)
    move(clue, Move.DROP)
    record("clue.dropped", about=clue.ref, by=by, at=at, reason=reason)
