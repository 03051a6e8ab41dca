"""A process that reads a mailbox into a home of its own, to be killed at any moment.

python -m huiying.intake.channels.mail.tests.reading_process build|read|lives|count …  (HUIYING_HOME names the home)
"""

import importlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from tests.patience import PATIENCE

SLUG = "mailbox"
MOST_STATEMENTS = 80  # of which a batch of five mails takes eighteen


def command(home: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    environment = {**os.environ, "HUIYING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "huiying.project.settings"}
    environment.pop("HUIYING_DATABASE", None)
    return [sys.executable, "-m", __spec__.name if __name__ == "__main__" else __name__, *arguments], environment


def run(home: Path, *arguments: str) -> dict[str, Any]:
    """Run it to its end; what it printed last."""
    told, environment = command(home, *arguments)
    done = subprocess.run(told, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def kill(home: Path, many: int, *, batch: int, meanwhile: Callable[[], None]) -> int:
    """Start and kill so many readers, while in each life `meanwhile` happens; how many were killed."""
    told, environment = command(home, "lives", str(many), str(batch))
    with subprocess.Popen(told, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            meanwhile()
    return lines.count("killed")


def build(settings: str, password: str) -> dict[str, Any]:
    from django.core.management import call_command  # noqa: PLC0415 - Django stands only after setup
    from django.db import connection  # noqa: PLC0415

    from huiying.intake.models import Channel  # noqa: PLC0415

    if Channel._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    told = {"name": "邮箱", "connector": "mail", "form": "mailbox", "settings": json.loads(settings)}
    Channel.objects.create(slug=SLUG, secrets={"password": password}, **told)
    return {}


def read(start: str, batch: str, until: str) -> dict[str, Any]:
    """Read on and on, as the loop does, until so many are there (0: for ever). The `start`-th process comes after the
    lease of the one before it, which died.
    """
    from django.utils import timezone  # noqa: PLC0415

    from huiying.intake.actions import listen  # noqa: PLC0415
    from huiying.intake.channels.mail import connector  # noqa: PLC0415
    from huiying.intake.models import Channel, Voice  # noqa: PLC0415

    connector.MOST_MAILS = int(batch)
    channel = Channel.objects.get(slug=SLUG)
    later = timedelta(minutes=11 * (int(start) + 1))
    warm()
    begun, worked = time.perf_counter(), time.process_time()
    while True:
        new = listen(channel, at=timezone.now() + later)
        channel.refresh_from_db()
        if channel.error:
            raise SystemExit(channel.error)
        if not new and int(until) and Voice.objects.count() >= int(until):
            spent = {"seconds": time.perf_counter() - begun, "cpu_seconds": time.process_time() - worked}
            return spent | {"peak_mb": _peak()}


def warm() -> None:
    """Load all that is loaded at its first use, as the loops of an office have done long ago."""
    from django.urls import reverse  # noqa: PLC0415

    from huiying.intake.connectors import connector  # noqa: PLC0415

    reverse("status")
    connector("mail")


def lives(many: str, batch: str) -> dict[str, Any]:
    """Start a reader and kill it when it has sent the database as many statements as chance told, again and again. It
    is forked from here, where Django stands already: a life then is reading, and not starting. No moment is counted in
    seconds, so that a slow machine kills at the same work as a quick one.
    """
    warm()
    chance = random.Random(7)
    for number in range(int(many)):
        statements, told = os.pipe()
        reader = os.fork()
        if not reader:
            _tell_of_each_statement(told)
            read(str(number), batch, "0")
        os.close(told)
        hangs = not _came(statements, chance.randint(1, MOST_STATEMENTS))
        os.kill(reader, signal.SIGKILL)
        _reader, status = os.waitpid(reader, 0)
        os.close(statements)
        killed = os.WIFSIGNALED(status) and not hangs
        print("killed" if killed else "hung, or ended by itself", flush=True)  # noqa: T201
    return {}


def _tell_of_each_statement(told: int) -> None:
    from django.db import connection  # noqa: PLC0415

    def tell(execute: Callable[..., Any], *arguments: Any) -> Any:
        os.write(told, b".")
        return execute(*arguments)

    connection.execute_wrappers.append(tell)


def _came(statements: int, many: int) -> bool:
    """Whether the reader began so many statements, before it ended or hung."""
    while many > 0:
        if not select.select([statements], [], [], PATIENCE)[0]:
            return False
        seen = len(os.read(statements, many))
        if not seen:
            return False
        many -= seen
    return True


def count() -> dict[str, Any]:
    from huiying.intake.models import Delivery, Voice  # noqa: PLC0415

    voices = Voice.objects.all()
    return {
        "voices": voices.count(),
        "texts": voices.values("text").distinct().count(),
        "receipts": Delivery.objects.count(),
    }


def _peak() -> float:
    import resource  # noqa: PLC0415

    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    home = importlib.import_module("huiying.project.home")
    home.make(home.path())
    django.setup()
    deed = {"build": build, "read": read, "lives": lives, "count": count}[sys.argv[1]]
    print(json.dumps(deed(*sys.argv[2:])))  # noqa: T201
