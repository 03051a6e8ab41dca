"""Whether snapshots and papers are what was hashed into the ledger: each that was changed, dropped or slipped in is
named. That the ledger itself holds is proved by `ledger.seal.verify`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from huiying.ledger.models import Entry

from .freezing import digest_of
from .models import Paper, PaperFile, PaperForm, Snapshot

TAKEN = ("snapshot.taken", "snapshot.renewed")
WRITTEN = "paper.written"
COLUMNS = ("kind", "subject", "version", "start", "end")


class Wrong(StrEnum):
    GONE = "gone"
    CHANGED = "changed"
    UNKNOWN = "unknown"  # it is not in the ledger


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with what: `snapshot:3`, its `facts`, a column, `rows received`, `paper:7`, its `docx`."""

    about: str
    part: str
    wrong: Wrong


@dataclass(slots=True)
class Proved:
    """How many were looked at, and the faults found in them."""

    snapshots: int
    papers: int
    faults: list[Fault]

    @property
    def ok(self) -> bool:
        return not self.faults


def prove(only: int | None = None) -> Proved:
    """Every snapshot with its rows and papers, or one; a snapshot at a time is in memory."""
    snapshots, papers = _sealed(TAKEN, "snapshot"), _sealed((WRITTEN,), "paper")
    found = Snapshot.objects.order_by("pk")
    keys = set(found.values_list("pk", flat=True))
    faults: list[Fault] = []
    if only is None:
        faults += [Fault(f"snapshot:{pk}", "", Wrong.GONE) for pk in sorted(set(snapshots) - keys)]
        faults += _papers_gone(papers)
    else:
        found = found.filter(pk=only)
        faults += _papers_gone({pk: told for pk, told in papers.items() if told.get("snapshot") == only})
    seen = written = 0
    for snapshot in found.iterator(chunk_size=1):
        seen += 1
        faults += _of_snapshot(snapshot, snapshots.get(snapshot.pk))
        for paper in snapshot.papers.order_by("pk"):
            written += 1
            faults += _of_paper(paper, papers.get(paper.pk))
    return Proved(seen, written, faults)


def _sealed(deeds: tuple[str, ...], thing: str) -> dict[int, Mapping[str, Any]]:
    """What the ledger says of each, by its key."""
    told = Entry.objects.filter(deed__in=deeds).order_by("pk").values_list("about", "facts")
    return {int(about.removeprefix(f"{thing}:")): facts for about, facts in told.iterator(chunk_size=500)}


def _of_snapshot(snapshot: Snapshot, sealed: Mapping[str, Any] | None) -> Iterator[Fault]:
    about = f"snapshot:{snapshot.pk}"
    if sealed is None:
        yield Fault(about, "", Wrong.UNKNOWN)
        return
    if sealed["digest"] != snapshot.digest or digest_of(snapshot.facts) != sealed["digest"]:
        yield Fault(about, "facts", Wrong.CHANGED)
    for name in COLUMNS:
        if name in sealed and str(sealed[name]) != str(getattr(snapshot, name)):
            yield Fault(about, name, Wrong.CHANGED)
    if "changes" in sealed and sealed["changes"] != digest_of(snapshot.changes):
        yield Fault(about, "changes", Wrong.CHANGED)
    if "supersedes" in sealed and sealed["supersedes"] != snapshot.supersedes_id:
        yield Fault(about, "supersedes", Wrong.CHANGED)
    if "rows" in snapshot.facts:  # kept so since the rows are hashed with the facts
        yield from _of_rows(snapshot, about)


def _of_rows(snapshot: Snapshot, about: str) -> Iterator[Fault]:
    behind = dict(snapshot.facts["rows"])
    for kept in snapshot.rows.order_by("reference").iterator(chunk_size=50):
        told = behind.pop(kept.reference, None)
        if told is None:
            yield Fault(about, f"rows {kept.reference}", Wrong.UNKNOWN)
        elif (kept.model, kept.count, _digest(kept.members)) != (told["model"], told["count"], told["digest"]):
            yield Fault(about, f"rows {kept.reference}", Wrong.CHANGED)
    for reference in behind:
        yield Fault(about, f"rows {reference}", Wrong.GONE)


def _of_paper(paper: Paper, sealed: Mapping[str, Any] | None) -> Iterator[Fault]:
    about = f"paper:{paper.pk}"
    if sealed is None:
        yield Fault(about, "", Wrong.UNKNOWN)
        return
    if sealed.get("snapshot", paper.snapshot_id) != paper.snapshot_id:
        yield Fault(about, "snapshot", Wrong.CHANGED)
    wanted = {form: sealed[form] for form in PaperForm.values if form in sealed}
    for file in PaperFile.objects.filter(paper=paper).order_by("form").iterator(chunk_size=1):
        digest = wanted.pop(file.form, None)
        if digest is None:
            yield Fault(about, file.form, Wrong.UNKNOWN)
        elif not digest == file.digest == _digest(file.content):
            yield Fault(about, file.form, Wrong.CHANGED)
    for form in wanted:
        yield Fault(about, form, Wrong.GONE)


def _papers_gone(papers: Mapping[int, Mapping[str, Any]]) -> Iterator[Fault]:
    there = set(Paper.objects.values_list("pk", flat=True))
    for pk in sorted(set(papers) - there):
        yield Fault(f"paper:{pk}", "", Wrong.GONE)


def _digest(content: bytes | memoryview) -> str:
    return hashlib.sha256(bytes(content)).hexdigest()
