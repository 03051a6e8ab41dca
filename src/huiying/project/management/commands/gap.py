import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.assessment.archive.ready import part
from huiying.core.errors import InputError
from huiying.project.archives import add_archive, archive_told
from huiying.project.periods import day_end, day_start
from huiying.publication.demand.asked import Asked
from huiying.publication.demand.files import letters, published
from huiying.publication.demand.matters import Held, matters
from huiying.publication.demand.thresholds import thresholds
from huiying.publication.demand.verdict import Best, Verdict, judge
from huiying.publication.demand.weighing import Supply
from huiying.publication.demand.words import because, ruling_words

PASSAGE = 80
HALF = 0.5


class Command(BaseCommand):
    help = "Match letters with what is published: gap --letters letters.csv --published items.csv --top 20"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        asked = parser.add_mutually_exclusive_group(required=True)
        asked.add_argument("--letters", type=Path, metavar="FILE", help="CSV or JSON: title, text, time")
        add_archive(parser, asked)
        parser.add_argument("--from", dest="start", type=day_start, metavar="D", help="first day of an archive")
        parser.add_argument("--to", dest="end", type=day_end, metavar="D", help="last day of an archive")
        parser.add_argument(
            "--published", type=Path, required=True, metavar="FILE", help="CSV or JSON: title, text, date"
        )
        parser.add_argument("--at", type=date.fromisoformat, metavar="D", help="the day of the judgement")
        parser.add_argument("--top", type=int, default=20, metavar="N")
        parser.add_argument("--information", action="store_true", help="only what asks to be told something")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["top"] < 1:
            raise InputError(_("At least one topic must be asked for."), where="--top", fix=_("Write --top 10."))
        things = published(options["published"])
        found = self._archived(options) if options["archive"] else matters(Held(letters(options["letters"])))
        asked = sorted(found, key=lambda one: (-one.served, one.key))
        days = [one.last for one in asked if one.last] + [thing.on for thing in things]
        today = options["at"] or max(days, default=date.min)
        if options["information"]:
            asked = [one for one in asked if one.asking >= HALF]
        judged = list(_judged(asked, Supply(things), today))
        if options["json"]:
            rows = [_row(rank, one, best, verdict) for rank, (one, best, verdict) in enumerate(judged, start=1)]
            self.stdout.write(json.dumps(rows[: options["top"]], ensure_ascii=False))
            return
        if not judged:
            self.stdout.write(_("No three letters ask for the same, and no letter has twenty people behind it."))
            return
        for rank, (one, best, verdict) in enumerate(judged[: options["top"]], start=1):
            self._print(rank, one, best, verdict)
        self._print_share(judged)

    def _archived(self, options: dict[str, Any]) -> list[Asked]:
        told = archive_told(options, self.stderr)
        read = part("letters", "letters")
        with read(options["archive"], **told, start=options["start"], end=options["end"]) as posts:
            return matters(posts, told["show"])

    def _print(self, rank: int, one: Asked, best: Best | None, verdict: Verdict) -> None:
        head = _("%(rank)d. [%(ruling)s] %(matter)s · %(n)d people served") % {
            "rank": rank,
            "ruling": ruling_words(verdict.ruling),
            "matter": one.matter,
            "n": one.served,
        }
        self.stdout.write(head)
        self.stdout.write(f"   {because(verdict)}")
        if best:
            passage = " ".join(best.passage.split())[:PASSAGE]
            self.stdout.write(f"   → {best.thing.on} {best.thing.title} | {passage} ({best.score:.2f})")

    def _print_share(self, found: list[tuple[Asked, Best | None, Verdict]]) -> None:
        whole = sum(one.served for one, _best, _verdict in found)
        by_ruling: dict[str, int] = {}
        for one, _best, verdict in found:
            by_ruling[verdict.ruling] = by_ruling.get(verdict.ruling, 0) + one.served
        for ruling, served in sorted(by_ruling.items(), key=lambda item: -item[1]):
            self.stdout.write(f"{ruling_words(ruling)}: {served} ({served / max(whole, 1):.0%})")


def _judged(asked: list[Asked], supply: Supply, today: date) -> Iterator[tuple[Asked, Best | None, Verdict]]:
    limits = thresholds()
    for one, best in zip(asked, supply.best_of(asked, limits), strict=True):
        yield one, best, judge(one, best, today=today, limits=limits)


def _row(rank: int, one: Asked, best: Best | None, verdict: Verdict) -> dict[str, Any]:
    page = {"title": best.thing.title, "on": best.thing.on.isoformat(), "passage": best.passage} if best else None
    return {
        "rank": rank,
        "matter": one.matter,
        "served": one.served,
        "voices": one.voices,
        "verdict": verdict.ruling,
        "because": because(verdict),
        "best": page,
        "evidence": dict(verdict.evidence),
        "questions": one.questions,
    }
