import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.archive.ready import part
from huiying.assessment.hot import HotTopic, hot
from huiying.assessment.hottable import as_file, check_name
from huiying.core.errors import InputError
from huiying.language.privacy import veil
from huiying.project.archives import add_archive, archive_told
from huiying.project.periods import day_end, day_start
from huiying.project.writing import whole


class Command(BaseCommand):
    help = "Print the hot topics of a period: hot --from 2026-01-01 --to 2026-06-30 --top 10 --out hot.xlsx"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", type=day_start, metavar="D", help="first day, 2026-01-01")
        parser.add_argument("--to", dest="end", type=day_end, metavar="D", help="last day, 2026-06-30")
        parser.add_argument("--top", type=int, default=10, metavar="N")
        parser.add_argument("--detail", action="store_true", help="print the messages of each topic")
        parser.add_argument("--out", type=Path, metavar="FILE", help="write them to a file: .xlsx, .csv or .json")
        parser.add_argument("--json", action="store_true", help="print JSON")
        add_archive(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse(options)
        topics = self._archived(options) if options["archive"] else _of_the_office(options)
        if options["out"]:
            self._write(topics, options["out"], detail=options["detail"])
        if options["json"]:
            self.stdout.write(json.dumps([topic.to_json() for topic in topics], ensure_ascii=False))
        elif options["out"]:
            told = {"n": len(topics), "file": options["out"]}
            self.stdout.write(_("Written: %(n)d topics to %(file)s.") % told)
        else:
            self._print_all(topics, detail=options["detail"])

    def _archived(self, options: dict[str, Any]) -> list[HotTopic]:
        topics: list[HotTopic] = part("hot", "hot")(
            options["archive"],
            **archive_told(options, self.stderr),
            start=options["start"],
            end=options["end"],
            top=options["top"],
        )
        return topics

    def _write(self, topics: list[HotTopic], out: Path, *, detail: bool) -> None:
        content = as_file(topics, out.name, detail=detail)
        try:
            with whole(out) as partial:
                partial.write_bytes(content)
        except OSError as error:
            denied = isinstance(error, PermissionError)
            told = {"why": _("this account may not write there") if denied else error.strerror or error}
            raise InputError(
                _("The table cannot be written: %(why)s") % told, where=str(out), fix=_("Name another file.")
            ) from error

    def _print_all(self, topics: list[HotTopic], *, detail: bool) -> None:
        if not topics:
            self.stdout.write(_("No matter was raised by several voices in this period."))
            return
        self.stdout.write("  ".join((_("rank"), _("heat"), _("period"), _("place or people"), _("description"))))
        for topic in topics:
            self._print(topic, detail=detail)

    def _print(self, topic: HotTopic, *, detail: bool) -> None:
        period = f"{local(topic.start)}–{local(topic.end)}"
        told = f"{topic.rank:>3}  {topic.heat:>8.1f}  {period}  {topic.who_where or '—'}  {topic.description}"
        self.stdout.write(" ".join(veil(told).splitlines()))
        if detail:
            for message in topic.voices:
                headline = " ".join(veil(message.headline).split())
                self.stdout.write(f"       {message.external_id}  {local(message.said_at)}  {headline}")


def _of_the_office(options: dict[str, Any]) -> list[HotTopic]:
    return hot(options["start"], options["end"], top=options["top"])


def _refuse(options: dict[str, Any]) -> None:
    if options["top"] < 1:
        raise InputError(_("At least one topic must be asked for."), where="--top", fix=_("Write --top 10."))
    start, end = options["start"], options["end"]
    if start and end and end <= start:
        raise InputError(
            _("The last day is before the first."), where="--to", fix=_("Write the earlier day after --from.")
        )
    if options["out"]:
        check_name(options["out"].name)
        if not options["out"].absolute().parent.is_dir():
            raise InputError(_("There is no such folder."), where=str(options["out"].parent), fix=_("Make it first."))


def local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")
