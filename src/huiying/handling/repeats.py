"""来件之间 · Other voices beside one: those that say the same, joined by their words and each still counted, and the
others of the same person.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from huiying.assessment.models import Proposal
from huiying.intake.models import Voice

SHOWN = 5
LINE = ("number", "title", "text", "said_at", "channel__name", "correspondent__name", "case__number", "case__state")


@dataclass(frozen=True, slots=True)
class Beside:
    """The first few that say the same and how many there are, the person's own first; and what the same person said
    of other matters, the newest first.
    """

    same: tuple[tuple[Voice, bool], ...] = ()
    count: int = 0
    others: tuple[Voice, ...] = ()


def voices_beside(voice: Voice, proposal: Proposal | None) -> Beside:
    """One query, however many there are."""
    first = (proposal.same_as_id or voice.pk) if proposal else None
    rows = _rows(voice, first)
    same = [row for row in rows if row.says_same]
    told = tuple((row, row.own) for row in same)
    others = tuple(row for row in rows if not row.says_same)
    return Beside(told, same[0].all if same else 0, others)


def _rows(voice: Voice, first: int | None) -> list[Any]:
    """Those to be shown, in their order, with what a line shows of them, each with `says_same`, `own` (of the same
    person) and `all`: how many there are of its sort.
    """
    person = voice.correspondent_id
    own = Q(correspondent=person) if person else Q(pk__in=())
    later = Proposal.objects.filter(same_as=first).values("voice")
    said_same = Q(pk=first) | Q(pk__in=later) if first else Q(pk__in=())
    if not (person or first):
        return []
    # Each by its own index: of “one or the other” PostgreSQL makes a walk over all voices.
    ways: list[QuerySet[Any, Any]] = [Voice.objects.filter(own).order_by().values("pk")]
    if first:
        ways += [later.order_by(), Voice.objects.filter(pk=first).order_by().values("pk")]
    keys = ways[0].union(*ways[1:])
    found = Voice.objects.filter(pk__in=keys).exclude(pk=voice.pk)
    placed = found.annotate(says_same=_flag(said_same), own=_flag(own)).annotate(
        all=Window(Count("pk"), partition_by=F("says_same")),
        place=Window(RowNumber(), partition_by=F("says_same"), order_by=[F("own").desc(), F("said_at").desc()]),
    )
    shown = placed.filter(place__lte=SHOWN).select_related("channel", "correspondent", "case").order_by("place")
    return list(shown.only(*LINE))


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def with_repeats(voices: QuerySet[Voice]) -> QuerySet[Voice]:
    """Each voice with `repeats`: how many say the same as it and came later."""
    later = Proposal.objects.filter(same_as=OuterRef("pk")).order_by().values("same_as").annotate(n=Count("pk"))
    return voices.annotate(repeats=Coalesce(Subquery(later.values("n")), Value(0)))
