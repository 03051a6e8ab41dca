"""`sealing_keys` in the settings file is replaced: whole or not at all, readable by its owner alone."""

import os
import re
import tomllib
from pathlib import Path

from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError

NAME = "sealing_keys"
# To the first bracket that closes: no key of ours has one in it, and what comes out is read again before it counts.
LINE = re.compile(rf"^[ \t]*{NAME}[ \t]*=[ \t]*\[[^\]]*\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def write(file: Path, keys: tuple[str, ...]) -> None:
    """Set the keys and nothing else. ConfigError where the file cannot be written, is being written by somebody else,
    or would not mean the same besides; it is then as it was.
    """
    file = file.resolve()  # where it is a link, what it leads to is replaced
    unfinished = file.with_suffix(".keys-unfinished")
    try:
        before = file.read_text("utf-8")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ConfigError(
            _("Somebody else is changing the keys."), where=str(unfinished), fix=_("If nobody is, remove this file.")
        ) from error
    except OSError as error:
        raise elsewhere(str(file)) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            _same_owner(file, handle)
            out.write(_changed(file, before, keys))
            out.flush()
            os.fsync(handle)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _changed(file: Path, before: str, keys: tuple[str, ...]) -> str:
    line = f"{NAME} = [{', '.join(_quoted(key) for key in keys)}]"
    if LINE.search(before):
        after = LINE.sub(lambda _found: line, before, count=1)
    else:
        table = TABLE.search(before)
        at = table.start() if table else len(before)
        after = f"{before[:at].rstrip()}\n{line}\n{before[at:]}"
    expected = {**tomllib.loads(before), NAME: list(keys)}
    try:
        same = tomllib.loads(after) == expected
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise ConfigError(
            _("The keys cannot be set in this file."), where=str(file), fix=_("Write sealing_keys in one line.")
        )
    return after


def _quoted(key: str) -> str:
    """As a basic string of TOML: an older home's secret may hold anything."""
    told = "".join(f"\\u{ord(char):04x}" if char in '"\\' or not char.isprintable() else char for char in key)
    return f'"{told}"'


def _same_owner(file: Path, handle: int) -> None:
    """By whomever the command is run, the office must read its settings afterwards."""
    told, made = file.stat(), os.fstat(handle)
    if (told.st_uid, told.st_gid) != (made.st_uid, made.st_gid):
        os.fchown(handle, told.st_uid, told.st_gid)


def elsewhere(where: str) -> ConfigError:
    """The file is not ours to write: it is made by whoever deploys the office."""
    return ConfigError(
        _("The keys come from elsewhere and cannot be changed here."),
        where=where,
        fix=_(
            "Make one with “huiying keys new”, put it first in sealing_keys where they are kept, the old ones behind."
        ),
    )
