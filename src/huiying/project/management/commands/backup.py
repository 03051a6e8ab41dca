import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyrage
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.project.backups.manifest import Manifest
from huiying.project.backups.reading import check, manifest_of
from huiying.project.backups.writing import backup


class Command(BaseCommand):
    help = "Write the whole office into one file; backup key FILE makes a key to seal with, backup show FILE reads one."
    requires_system_checks = ()  # pages are not touched, so they need not be loaded

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="+", metavar="FILE", help="where to write; or: key FILE, show FILE")
        parser.add_argument("--key", default="", metavar="age1…", help="seal for whoever has the key to this")
        parser.add_argument("--since", type=Path, metavar="BACKUP", help="leave the files that this backup has to it")
        parser.add_argument("--identity", type=Path, metavar="FILE", help="the key of a sealed backup")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["what"]:
            case ["key", file]:
                self._key(Path(file))
            case ["show", file]:
                self._told(manifest_of(Path(file), options["identity"]), json_told=options["json"])
            case [file]:
                self._write(Path(file), options)
            case _:
                raise InputError(_("Name one file."), where=" ".join(options["what"]))

    def _key(self, file: Path) -> None:
        """The secret half into a file that only its owner reads; the other half is printed."""
        if file.exists():
            raise InputError(_("This file is there already."), where=str(file), fix=_("Choose another name."))
        made = pyrage.x25519.Identity.generate()
        file.touch(mode=0o600)
        file.write_text(f"# {made.to_public()}\n{made}\n", "utf-8")
        self.stdout.write(str(made.to_public()))
        self.stderr.write(
            _("Keep %(file)s away from this machine: without it no sealed backup opens.") % {"file": file}
        )

    def _write(self, file: Path, options: dict[str, Any]) -> None:
        quiet = options["json"]
        show = (lambda _step: None) if quiet else (lambda step: self.stdout.write(f"  {step}"))
        told = backup(file, at=timezone.now(), recipient=options["key"], since=options["since"], show=show)
        if options["key"] and options["identity"]:
            check(file, options["identity"])
        self._told(told, json_told=quiet)
        if not told.with_settings:
            self.stderr.write(_("It does not hold the office's keys: keep huiying.toml too, in another place."))

    def _told(self, told: Manifest, *, json_told: bool) -> None:
        if json_told:
            self.stdout.write(json.dumps(asdict(told), ensure_ascii=False))
            return
        rows = sum(table.count for table in told.tables.values())
        here = sum(facts.here for facts in told.files.values())
        counts = {"rows": rows, "files": len(told.files), "here": here, "at": told.made_at}
        self.stdout.write(_("%(at)s: %(rows)d rows, %(files)d files, %(here)d of them in this backup.") % counts)
