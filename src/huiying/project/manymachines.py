"""The loops under Celery, as a process: what must be there first, and the command that takes our place."""

import os
import sys
from importlib.util import find_spec
from typing import NoReturn

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError

APP = "huiying.project.celery"
# What somebody waits for, what waits for others' servers, what takes minutes.
QUEUES = ("shelves", "channels", "beside")


def require_many() -> None:
    """Refuse where tasks would reach nobody, or workers could not hold rows apart."""
    if find_spec("celery") is None:
        raise ConfigError(
            _("Celery is not installed."), where="huiying[many]", fix=_("Install it: pip install 'huiying[many]'")
        )
    if not settings.BROKER:
        raise ConfigError(
            _("No broker is named."),
            where="HUIYING_BROKER",
            fix=_("Name a Redis (redis://host:6379/0) or a RabbitMQ (amqp://user:password@host:5672/name)."),
        )
    if connection.vendor != "postgresql":
        raise ConfigError(
            _("Many machines need PostgreSQL."),
            where="HUIYING_DATABASE",
            fix=_("Move the office: huiying move postgresql://…"),
        )


def become(*words: str) -> NoReturn:
    """Celery in the place of this process, so that what stops us stops it."""
    require_many()
    sys.stdout.flush()
    command = [sys.executable, "-m", "celery", "-A", APP, *words]
    os.execv(sys.executable, command)  # noqa: S606


def worker(queues: str, processes: int, name: str) -> NoReturn:
    """Work on the queues that are named with commas between; `name` tells this worker from others on the machine."""
    if unknown := set(queues.split(",")) - set(QUEUES):
        raise ConfigError(
            _("There is no queue named “%(name)s”.") % {"name": min(unknown)},
            where="--queues",
            fix=_("The queues are: %(queues)s") % {"queues": ", ".join(QUEUES)},
        )
    told = ["--loglevel", "WARNING", "--queues", queues, "--concurrency", str(processes)]
    become("worker", "--without-gossip", "--without-mingle", *told, *(["--hostname", f"{name}@%h"] if name else []))


def beat() -> NoReturn:
    become("beat", "--loglevel", "WARNING", "--pidfile", "")
