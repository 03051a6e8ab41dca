"""The watch over the chain, beside the work: anchored and proved once a day, piece by piece, so that no round is long
and a million entries hold up nobody.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from huiying.core.errors import ConfigError

from .anchors import Loose, anchor, copy_outside, first_loose_of_all, home_folder, read
from .models import Entry, Watch
from .seal import BEGINNING, Place, Proof, verify

log = logging.getLogger(__name__)

PIECE = 20_000  # entries a round: a fifth of a second
WHOLE_EVERY = timedelta(days=7)


def keep_watch(at: datetime) -> bool:
    """A round: write today's anchor if it is not written, and prove a piece of the chain if today's proof is not
    complete. Whether anything was done.
    """
    written = anchor(at=at) is not None
    watch, _made = Watch.objects.get_or_create(pk=1)
    if written or watch.not_copied:
        _copy()
    return _prove_on(watch, at) or written


def remember(proof: Proof, loose: Loose | None, *, is_whole: bool, at: datetime) -> None:
    """Keep what a proof found, so that `check`, the ledger's page and the metrics can tell."""
    Watch.objects.get_or_create(pk=1)
    Watch.objects.filter(pk=1).update(**_found(proof, loose, is_whole=is_whole, at=at))
    _tell(proof, loose)


def _copy() -> None:
    """At once where there is a new anchor, and each round until it went well."""
    try:
        copy_outside()
    except ConfigError:
        Watch.objects.filter(pk=1).update(not_copied=True)
        return
    Watch.objects.filter(pk=1, not_copied=True).update(not_copied=False)


def _prove_on(watch: Watch, at: datetime) -> bool:
    """Several workers may walk: who comes second finds that the place is another, and has lost a fifth of a second."""
    if watch.walk_number is None:
        if watch.proved_at is not None and timezone.localdate(watch.proved_at) >= timezone.localdate(at):
            return False
        is_whole = _whole_is_due(watch, at)
        start = BEGINNING if is_whole else _last_proved_anchor(watch)
        is_whole = is_whole or start == BEGINNING
    else:
        is_whole, start = watch.walk_is_whole, Place(watch.walk_number, watch.walk_digest)
    proof = verify(start, most=PIECE)
    mine = Watch.objects.filter(pk=1, walk_number=watch.walk_number, proved_at=watch.proved_at)
    if proof.ok and proof.entries == start.number + PIECE:
        mine.update(walk_number=proof.entries, walk_digest=proof.digest, walk_is_whole=is_whole)
        return True
    loose = first_loose_of_all()[1]
    if mine.update(**_found(proof, loose, is_whole=is_whole, at=at)):
        _tell(proof, loose)
    return True


def _tell(proof: Proof, loose: Loose | None) -> None:
    if not proof.ok:
        log.error("The ledger does not hold at entry %s: %s", proof.first_broken, proof.why)
    if loose:
        log.error("The ledger does not hold against its anchor of %s: %s", loose.anchor.day, loose.why)


def _whole_is_due(watch: Watch, at: datetime) -> bool:
    return not watch.ok or watch.whole_at is None or at - watch.whole_at >= WHOLE_EVERY


def _last_proved_anchor(watch: Watch) -> Place:
    """The newest anchor within what was proved, if the chain has that entry still: what lies before it waits for the
    week's whole walk.
    """
    anchors = read(home_folder()) if home_folder().is_dir() else []
    for each in reversed(anchors):
        if each.number <= watch.proved_number and Entry.objects.filter(pk=each.number, digest=each.digest).exists():
            return Place(each.number, each.digest)
    return BEGINNING


def _found(proof: Proof, loose: Loose | None, *, is_whole: bool, at: datetime) -> dict[str, object]:
    holds = proof.ok and loose is None
    told: dict[str, object] = {
        "ok": holds,
        "proved_at": at,
        "why": proof.why or (loose.why if loose else ""),
        "first_broken": proof.first_broken,
        "loose_on": loose.anchor.day if loose else None,
        "walk_number": None,
        "walk_digest": "",
    }
    if holds:
        told |= {"proved_number": proof.entries, "whole_at": at if is_whole else F("whole_at")}
    return told
