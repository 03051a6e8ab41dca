import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.assessment.hot import HotTopic, hot
from huiying.project.periods import day_end, day_start


class Command(BaseCommand):
    help = "Print the hot topics of a period: hot --from 2026-01-01 --to 2026-06-30 --top 10"
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", type=day_start, metavar="D", help="first day, 2026-01-01")
        parser.add_argument("--to", dest="end", type=day_end, metavar="D", help="last day, 2026-06-30")
        parser.add_argument("--top", type=int, default=10, metavar="N")
        parser.add_argument("--detail", action="store_true", help="print the messages of each topic")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        topics = hot(options["start"], options["end"], top=options["top"])
        if options["json"]:
            self.stdout.write(json.dumps([topic.to_json() for topic in topics], ensure_ascii=False))
            return
        if not topics:
            self.stdout.write(_("No matter was raised by several voices in this period."))
        for topic in topics:
            self._print(topic, detail=options["detail"])

    def _print(self, topic: HotTopic, *, detail: bool) -> None:
        period = f"{local(topic.start)}–{local(topic.end)}"
        self.stdout.write(f"{topic.rank:>3}  {topic.heat:>8.1f}  {period}  {topic.who_where}  {topic.description}")
        if detail:
            for message in topic.voices:
                self.stdout.write(f"       {message.external_id}  {local(message.said_at)}  {message.headline}")


def local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")
