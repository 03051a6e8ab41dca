"""Of what a source has now: what is new, watched for and not too old, in batches."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from ...channel import Batch, Heard, Refused
from .hearing import Piece, hear
from .plan import Plan
from .progress import Progress, Sources
from .sources import Source

BATCH = 100


def batches(
    found: Sequence[Piece], source: Source, plan: Plan, progress: Sources, *, base: str, at: datetime
) -> Iterator[Batch]:
    """What is not watched for is not marked as seen, for one day it may be. A batch holds the marks of its own voices
    and of those before, so that it can be the last that is kept.
    """
    mine = progress[source]
    seen = set(mine.seen)
    new = [piece for piece in found if piece.mark not in seen]
    fresh = iter(new if mine.looked else _first_look(new, source, mine, at - timedelta(days=plan.first_days)))
    while some := list(islice(fresh, BATCH)):
        told = [(piece, hear(piece, source, base=base, watches=plan.watches, at=at)) for piece in some]
        mine.remember(piece.mark for piece, one in told if one is not None)
        heard = tuple(one for _piece, one in told if isinstance(one, Heard))
        refused = tuple(one for _piece, one in told if isinstance(one, Refused))
        if heard or refused:
            yield Batch(heard=heard, refused=refused, cursor=progress.cursor())
    mine.remember(piece.mark for piece in found if piece.mark in seen)


def _first_look(found: Sequence[Piece], source: Source, mine: Progress, since: datetime) -> list[Piece]:
    """A page's first look only remembers, since nobody knows how long it has said this; of a feed the last days are
    heard.
    """
    old = [piece for piece in found if source.kind == "page" or (piece.said_at and piece.said_at < since)]
    mine.remember(piece.mark for piece in old)
    marks = {piece.mark for piece in old}
    return [piece for piece in found if piece.mark not in marks]
