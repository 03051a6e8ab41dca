import sys
from typing import Any

from django.core.management.commands import check
from django.utils import timezone

from huiying.project.deploying import deployment
from huiying.project.health import findings


class Command(check.Command):
    help = (
        "Look at configuration, channels, calendar horizon and storage: green, or what to do. "
        "With --deploy also whether the office may stand in the open."
    )

    def handle(self, *app_labels: Any, **options: Any) -> None:
        is_asked = options.pop("deploy")
        super().handle(*app_labels, deploy=False, **options)
        found = list(findings(timezone.localdate()))
        if is_asked:
            found += deployment()  # Django's own deployment checks are among them
        for finding in found:
            mark = self.style.SUCCESS("✓") if finding.good else self.style.ERROR("✗")
            self.stdout.write(f"{mark} {finding.what}" + (f" {finding.fix}" if finding.fix else ""))
        if not all(finding.good for finding in found):
            sys.exit(1)
