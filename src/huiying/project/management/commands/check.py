import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import check
from django.utils import timezone

from huiying.project.deploying import deployment
from huiying.project.health import Finding, findings


class Command(check.Command):
    help = (
        "Look at configuration, channels, loops, ledger, calendar horizon and storage: green, or what to do. "
        "With --deploy also whether the office may stand in the open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        is_asked = options.pop("deploy")
        super().handle(*app_labels, deploy=False, **options)
        found = list(findings(timezone.localdate()))
        if is_asked:
            found += deployment()  # Django's own deployment checks are among them
        is_good = all(finding.good for finding in found)
        if options.get("json"):
            told = {"ok": is_good, "findings": [asdict(finding) for finding in found]}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self._say(found)
        if not is_good:
            sys.exit(1)

    def _say(self, found: list[Finding]) -> None:
        for finding in found:
            mark = self.style.SUCCESS("✓") if finding.good else self.style.ERROR("✗")
            self.stdout.write(f"{mark} {finding.what}" + (f" {finding.fix}" if finding.fix else ""))
