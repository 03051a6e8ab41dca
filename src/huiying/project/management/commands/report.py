import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.reporting import progress, spans, subjects
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.figures import Period
from huiying.reporting.models import Paper, PaperKind, Snapshot
from huiying.reporting.papers.sorts import SORTS
from huiying.reporting.progress import WORDS, Step
from huiying.reporting.saving import form_of, save

LIST, AGAIN = "list", "again"
NEWEST = 50


class Command(BaseCommand):
    help = "Write a paper: report monthly --period 2026-03 --out X.docx; report list; report again 12 --out X.docx"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", metavar="KIND", help=f"{', '.join(SORTS)}; {LIST} or {AGAIN}")
        parser.add_argument("snapshot", nargs="?", default="", metavar="SNAPSHOT", help=f"for {AGAIN}: its number")
        parser.add_argument("--from", dest="start", default="", metavar="D", help="first day")
        parser.add_argument("--to", dest="end", default="", metavar="D", help="last day")
        parser.add_argument("--period", default="", metavar="P", help=spans.NAMES)
        parser.add_argument("--subject", default="", metavar="S", help="the one matter: topic:12, case:2026031500001")
        parser.add_argument("--out", type=Path, metavar="X.docx", help="the ending says in which form")
        parser.add_argument("--notice", default="", help="the notice that asks for the report, without 《》")
        parser.add_argument("--notice-number", default="", help="its number, as 江政办〔2026〕12号")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"] == LIST:
            self._list(as_json=options["json"])
            return
        out: Path | None = options["out"]
        if out is None:
            raise InputError(_("It is not said into which file."), where="--out", fix=_("Write --out paper.docx."))
        with progress.heard_by(self._progress):
            paper = self._again(options["snapshot"], out) if options["kind"] == AGAIN else self._new(options, out)
        self._say(paper, out, as_json=options["json"])

    def _new(self, options: dict[str, Any], out: Path) -> Paper:
        """Everything that can be wrong is asked before the first figure is counted."""
        kind, now = kind_of(options["kind"]), timezone.now()
        if options["snapshot"]:
            raise InputError(
                _("“%(text)s” is not understood.") % {"text": options["snapshot"]}, where=kind, fix=_("Leave it out.")
            )
        form = form_of(out, kind)
        today = timezone.localdate(now)
        start, end = spans.asked_days(options["period"], options["start"], options["end"], today=today)
        subject = subjects.checked(kind, options["subject"], None, where="--subject")
        told = {"notice": options["notice"], "notice_number": options["notice_number"]}
        snapshot = take_snapshot(start, end, kind=kind, subject=subject, **told, by=None, at=now)
        paper = write_paper(snapshot, by=None, at=now)
        save(paper, form, out)
        return paper

    def _again(self, number: str, out: Path) -> Paper:
        """The latest paper of a snapshot, as it was written."""
        papers = Paper.objects.select_related("snapshot").filter(snapshot=int(number) if number.isdecimal() else 0)
        paper = papers.first()
        if paper is None:
            raise InputError(
                _("No paper was written from snapshot “%(number)s”.") % {"number": number},
                where=AGAIN,
                fix=_("“huiying report list” shows those there are."),
            )
        save(paper, form_of(out, PaperKind(paper.kind)), out)
        return paper

    def _list(self, *, as_json: bool) -> None:
        papers = Paper.objects.select_related("snapshot").defer("snapshot__facts")[:NEWEST]
        if as_json:
            self.stdout.write(json.dumps([_told(paper) for paper in papers], ensure_ascii=False))
            return
        self.stdout.write(_("Kinds:"))
        for kind, sort in SORTS.items():
            self.stdout.write(f"  {kind}  {kind.label}  {' '.join(f'.{form}' for form in sort.writers)}")
        self.stdout.write(_("Papers, the latest first (snapshot, period, kind, title):"))
        for paper in papers:
            self.stdout.write(f"  {paper.snapshot_id}  {paper.snapshot}  {paper.kind}  {paper.title}")

    def _say(self, paper: Paper, out: Path, *, as_json: bool) -> None:
        snapshot = paper.snapshot
        remark = spans.remark(Period(snapshot.start, snapshot.end))
        if as_json:
            self.stdout.write(json.dumps(_told(paper) | {"file": str(out), "remark": remark}, ensure_ascii=False))
            return
        self.stdout.write(_("Written: %(file)s (snapshot %(digest)s)") % {"file": out, "digest": snapshot.digest[:12]})
        if remark:
            self.stdout.write(remark)

    def _progress(self, step: Step) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"[{step.value}/{len(Step)}] {WORDS[step]}")


def kind_of(text: str) -> PaperKind:
    """A kind by its name; InputError with those that are nearest."""
    kinds = [str(kind) for kind in SORTS]
    if text in kinds:
        return PaperKind(text)
    near = get_close_matches(text, kinds) or kinds
    raise InputError(
        _("There is no kind of paper “%(name)s”.") % {"name": text},
        where="report",
        fix=_("Write one of these: %(names)s") % {"names": ", ".join(near)},
    )


def _told(paper: Paper) -> dict[str, Any]:
    snapshot: Snapshot = paper.snapshot
    return {
        "kind": paper.kind,
        "title": paper.title,
        "paper": paper.pk,
        "snapshot": snapshot.pk,
        "digest": snapshot.digest,
        "start": snapshot.start.isoformat(),
        "end": snapshot.end.isoformat(),
        "subject": snapshot.subject,
    }
