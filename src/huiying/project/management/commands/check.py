import sys
from typing import Any

from django.core.management.commands import check
from django.utils import timezone

from huiying.project.health import findings


class Command(check.Command):
    help = "Look at configuration, channels, calendar horizon and storage: green, or what to do."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        found = list(findings(timezone.localdate()))
        for finding in found:
            mark = self.style.SUCCESS("✓") if finding.good else self.style.ERROR("✗")
            self.stdout.write(f"{mark} {finding.what}" + (f" {finding.fix}" if finding.fix else ""))
        if not all(finding.good for finding in found):
            sys.exit(1)
