from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from huiying.project.steps import require_passable


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        require_passable(options["database"])
        super().handle(*args, **options)
