"""What the office tells a drill's world before it first wakes, and what both know of it afterwards, as one file."""

import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

FILE = "drill.json"
STRUCTURE = "structure.json"
LOG = "drill.log"
FOLDER = "drills"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another


def new_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _group in range(3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`password` is that of every login in this world; `token` is known to the office and this world alone."""

    slug: str
    title: str
    scenario: str
    seed: int
    speed: float
    trainers: tuple[int, ...] = ()
    players: tuple[int, ...] = ()
    password: str = field(default_factory=new_password)
    token: str = field(default_factory=lambda: secrets.token_hex(24))

    def mark(self, asked: str, process: int) -> str:
        """By what this world shows whoever knows its token, and asked just now, that it is the one in this process."""
        return hmac.digest(self.token.encode(), f"{asked} {process}".encode(), "sha256").hex()


def folder_of(slug: str) -> Path:
    """Where the world of a drill stands, below this office's home."""
    return Path(settings.HOME) / FOLDER / slug


def write(folder: Path, plan: Plan) -> None:
    file = folder / FILE
    keep_private(file, json.dumps(asdict(plan), ensure_ascii=False))


def read(folder: Path) -> Plan | None:
    """The plan of the world in this folder; None where there is none."""
    try:
        told: Mapping[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Plan(**{**told, "trainers": tuple(told["trainers"]), "players": tuple(told["players"])})


def keep_private(file: Path, text: str) -> None:
    """A file that nobody else on the machine reads, from its first moment on."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
