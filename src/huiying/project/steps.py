"""Whether the tables can go on: a home in the middle of steps that were summed up lacks the files that lead out."""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError

LAST_WITH_EVERY_STEP = "83b094f"  # the commit before the steps were summed up


def require_passable(alias: str = DEFAULT_DB_ALIAS) -> None:
    """ConfigError where a home took some of the steps of a room that one file replaces, and not all.

    Django itself would refuse with a traceback, or pass over a room on which no other depends.
    """
    taken = MigrationRecorder(connections[alias]).applied_migrations().keys()
    for (room, name), step in MigrationLoader(None).disk_migrations.items():
        lacking = [each for each in step.replaces if each not in taken]
        if lacking and len(lacking) < len(step.replaces):
            told = {"room": room, "first": lacking[0][1], "whole": name}
            raise ConfigError(
                _("The tables of %(room)s lack the step %(first)s, which %(whole)s replaces.") % told,
                where=str(connections[alias].settings_dict["NAME"]),
                fix=_("Run huiying migrate of commit %(commit)s first, and then that of this version.")
                % {"commit": LAST_WITH_EVERY_STEP},
            )
