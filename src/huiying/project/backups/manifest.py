"""What a backup says of itself: when and of what it was made, and the digest of everything in it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from huiying.core.errors import InputError

from .rows import Tally

FORMAT: Final = 1
NAME: Final = "manifest.json"
DATABASE: Final = "huiying.sqlite3"
SETTINGS: Final = "huiying.toml"
MOST_BYTES: Final = 256 * 1024 * 1024
PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of the office: its digest, and whether its content is in this backup or in one that it goes on from."""

    size: int
    digest: str
    here: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """`keys` are fingerprints of the keys that open what is sealed. `ledger` is the last link of the chain."""

    made_at: str
    version: str
    source: str
    database: str
    tables: Mapping[str, Tally]
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    ledger: str = ""
    with_settings: bool = False
    format: int = FORMAT

    def dumps(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()


def loads(content: bytes, where: str) -> Manifest:
    """InputError where it is none of ours, or of a later version."""
    try:
        told: dict[str, Any] = json.loads(content)
        if told["format"] != FORMAT:
            raise InputError(
                _("A newer version made this backup."), where=where, fix=_("Restore it with that version.")
            )
        told["tables"] = tallies(told["tables"])
        told["files"] = {name: FileFacts(**facts) for name, facts in told["files"].items()}
        return Manifest(**{**told, "keys": tuple(told["keys"])})
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(_("This is no whole backup."), where=where, fix=_("Take another file.")) from error


def tallies(told: Mapping[str, Any]) -> dict[str, Tally]:
    return {name: Tally(**{**facts, "columns": tuple(facts["columns"])}) for name, facts in told.items()}


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prints(keys: tuple[str, ...]) -> tuple[str, ...]:
    """By what a key is known without telling it."""
    return tuple(hashlib.sha256(f"huiying backup {key}".encode()).hexdigest()[:16] for key in keys)
