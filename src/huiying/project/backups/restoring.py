"""An office stands again from its backup: in a new home with SQLite, or in an empty PostgreSQL database."""

import json
import shutil
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError, InputError

from .copying import make_tables, run, workspace
from .manifest import SETTINGS, Manifest, prints, tallies
from .reading import extract, fetch
from .rows import differences

Show = Callable[[str], None]
MADE_ANEW = frozenset({"auth_permission", "django_content_type"})  # by each version, as its tables are


def restore(
    path: Path,
    home: Path,
    *,
    identity: Path | None = None,
    keys: Path | None = None,
    bases: Sequence[Path] = (),
    show: Show = lambda _step: None,
) -> Manifest:
    """Put a backup into a home that is not there yet, and prove it: digests, rows, the chain of the ledger.

    `keys` is the settings file of the office where the backup does not hold it; `bases` are the backups that this one
    goes on from, for the files that it left to them. The home stands whole, or not at all.
    """
    if home.exists() and any(home.iterdir()):
        raise InputError(
            _("There is an office in this folder already."), where=str(home), fix=_("Name a folder that is not there.")
        )
    home.parent.mkdir(parents=True, exist_ok=True)
    with workspace(home.parent) as folder:
        made = folder / "home"
        made.mkdir(mode=0o700)
        show(_("The backup is opened and its digests are compared"))
        manifest = extract(path, made, identity)
        for base in bases:
            fetch(manifest, made, base, identity)
        _all_there(manifest, made, path)
        _settings(manifest, made, keys, path)
        show(_("Tables are brought to this version"))
        make_tables(made)
        show(_("Rows and the ledger are proved"))
        prove(manifest, made)
        if home.exists():
            home.rmdir()
        made.rename(home)
    return manifest


def _all_there(manifest: Manifest, home: Path, path: Path) -> None:
    missing = [name for name in manifest.files if not (home / name).is_file()]
    if missing:
        raise InputError(
            _("%(n)d files of the office are in an earlier backup.") % {"n": len(missing)},
            where=f"{path} {missing[0]}",
            fix=_("Name it with --base."),
        )


def _settings(manifest: Manifest, home: Path, keys: Path | None, path: Path) -> None:
    """The office's own keys open what is sealed; with others its contacts would be lost."""
    if keys is not None:
        shutil.copyfile(keys, home / SETTINGS)
    if not (home / SETTINGS).is_file():
        raise InputError(
            _("The keys of the office are not in this backup."),
            where=str(path),
            fix=_("Name the settings file of the office: --keys huiying.toml."),
        )
    (home / SETTINGS).chmod(0o600)
    told: dict[str, Any] = tomllib.loads((home / SETTINGS).read_text("utf-8"))
    sealing = tuple(told.get("sealing_keys") or (told.get("secret_key", ""),))
    held = prints((*sealing, told.get("fingerprint_key") or told.get("secret_key", "")))
    if not set(manifest.keys) <= set(held):
        raise InputError(
            _("These are not the keys of the office that was backed up."),
            where=str(keys or path),
            fix=_("Take its own."),
        )


def prove(manifest: Manifest, home: Path, database: str = "") -> None:
    """Ask the restored office itself what it holds; ConfigError where that is not what was backed up."""
    told = asked(home, "tally", "--json", database=database)
    backed_up = {name: table for name, table in manifest.tables.items() if name not in MADE_ANEW}
    if wrong := differences(backed_up, tallies(told["tables"])):
        raise ConfigError(_("These rows are not those that were backed up."), where="、".join(wrong))
    if not told["ledger"]:
        raise ConfigError(_("The chain of the ledger does not hold."), where=str(home))


def asked(home: Path, *words: str, database: str = "") -> dict[str, Any]:
    """What a command says in another home, whose settings are not ours."""
    said = run(home, *words, database=database)
    told: Mapping[str, Any] = json.loads(said)
    return dict(told)
