from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.project.backups.copying import run, workspace
from huiying.project.backups.restoring import restore


class Command(BaseCommand):
    help = "Restore a backup into a folder that is not there yet; --check proves it and leaves nothing behind."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--home", type=Path, help="the folder of the restored office")
        parser.add_argument("--check", action="store_true", help="restore it beside, prove it, and take it away again")
        parser.add_argument("--identity", type=Path, metavar="FILE", help="the key of a sealed backup")
        parser.add_argument(
            "--keys", type=Path, metavar="huiying.toml", help="the settings file where it is not inside"
        )
        parser.add_argument(
            "--base", type=Path, action="append", default=[], metavar="BACKUP", help="one it goes on from"
        )
        parser.add_argument("--database", default="", metavar="ADDRESS", help="go on in this empty PostgreSQL database")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {"identity": options["identity"], "keys": options["keys"], "bases": options["base"]}
        show = lambda step: self.stdout.write(f"  {step}")  # noqa: E731
        if options["check"]:
            keys = options["keys"] or _own_settings()
            with workspace(options["file"].absolute().parent) as folder:
                told = restore(options["file"], folder / "home", **{**known, "keys": keys}, show=show)
            self.stdout.write(_("The backup of %(at)s holds: it was restored and proved.") % {"at": told.made_at})
            return
        if options["home"] is None:
            raise InputError(_("Name the folder of the restored office."), where="--home")
        told = restore(options["file"], options["home"].absolute(), **known, show=show)
        if options["database"]:
            self.stdout.write(run(options["home"].absolute(), "move", options["database"]))
        self.stdout.write(_("The office of %(at)s stands in %(home)s.") % {"at": told.made_at, "home": options["home"]})


def _own_settings() -> Path | None:
    """A backup of this very office is proved with its own keys."""
    file: Path = settings.HOME / "huiying.toml"
    return file if file.is_file() else None
