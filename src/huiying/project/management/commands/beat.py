from typing import Any

from django.core.management.base import BaseCommand

from huiying.project import manymachines


class Command(BaseCommand):
    help = "Say by HUIYING_BROKER when it is time to look: one for all machines, and a second one harms nothing."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        manymachines.beat()
