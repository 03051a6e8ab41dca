"""锚 · What the chain was on a day, kept outside the database: whoever rewrites the chain and its seals from some entry
on cannot rewrite what was written down elsewhere.

An anchor is a line: the day, the number of the last entry, its digest, how many entries there were, and the SHA-256 of
the anchor before it. The home has them in one file, to which lines are added and nothing else. A folder outside, which
may be a medium that takes a file once, has one file for each.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import ConfigError, InputError

from .models import GENESIS, Entry, Head, Watch

FOLDER = "anchors"
FILE = "ledger.txt"
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d{1,18}) ([0-9a-f]{64}) (\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Anchor:
    day: date
    number: int
    digest: str
    entries: int
    before: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.number} {self.digest} {self.entries} {self.before}"

    @property
    def seal(self) -> str:
        """What the next anchor says of this one."""
        return hashlib.sha256(str(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Loose:
    """An anchor that does not hold. `why`: "missing", the entry is not there; "changed", it has another digest;
    "unlinked", the anchor before it is not the one that it followed.
    """

    anchor: Anchor
    why: str


def home_folder() -> Path:
    return Path(settings.HOME) / FOLDER


def read(folder: Path) -> list[Anchor]:
    """The anchors of every text in a folder, each once, in the order of their days. A line that was cut off while it
    was written is passed over: the next one tells whether anything is missing.
    """
    if not folder.is_dir():
        raise InputError(_("This folder is not there."), where=str(folder))
    found: dict[Anchor, None] = {}
    for file in sorted(folder.glob("*.txt")):
        found |= dict.fromkeys(_parsed(file.read_text("utf-8", errors="replace")))
    return sorted(found, key=lambda anchor: anchor.day)


def _parsed(text: str) -> list[Anchor]:
    lines = (_LINE.fullmatch(line.strip()) for line in text.splitlines())
    return [Anchor(date.fromisoformat(m[1]), int(m[2]), m[3], int(m[4]), m[5]) for m in lines if m]


def first_loose(anchors: Sequence[Anchor], *, linked: bool = True) -> Loose | None:
    """The first anchor that the chain as it stands contradicts. Digests are compared, not proved: `verify` does that.
    `linked`: every anchor is expected to follow the one before it, as in the home's own file.
    """
    numbers = {anchor.number for anchor in anchors}
    digests = dict(Entry.objects.filter(pk__in=numbers).values_list("pk", "digest"))
    before = None
    for anchor in anchors:
        if linked and before is not None and anchor.before != before.seal:
            return Loose(anchor, "unlinked")
        if anchor.number not in digests:
            return Loose(anchor, "missing")
        if anchor.digest != digests[anchor.number] or anchor.entries != anchor.number:
            return Loose(anchor, "changed")
        before = anchor
    return None


def first_loose_of_all(folders: Iterable[Path] = ()) -> tuple[int, Loose | None]:
    """How many anchors there are at home, in the folder outside and in these; and the first that does not hold."""
    own = read(home_folder()) if home_folder().is_dir() else []
    loose = [first_loose(own)]
    elsewhere = [outside] if (outside := outside_folder()) and outside.is_dir() else []
    known = dict.fromkeys(own)
    for folder in (*elsewhere, *folders):
        kept = read(folder)
        known |= dict.fromkeys(kept)
        loose.append(first_loose(kept, linked=False))
    return len(known), min((each for each in loose if each), key=lambda each: each.anchor.day, default=None)


def outside_folder() -> Path | None:
    """The folder outside the home that the office's settings name."""
    return Path(settings.ANCHORS) if settings.ANCHORS else None


def anchor(*, at: datetime, again: bool = False) -> Anchor | None:
    """Write down what the chain is today, at home and outside. None where today's anchor is written already, by
    whichever worker, or nothing was recorded yet; `again` writes another if entries came since.
    """
    day = timezone.localdate(at)
    if not again and Watch.objects.filter(pk=1, anchored_on=day).exists():
        return None
    with transaction.atomic():
        watch, _made = Watch.objects.select_for_update().get_or_create(pk=1)
        own = read(home_folder()) if home_folder().is_dir() else []
        last = own[-1] if own else None
        head = Head.objects.filter(pk=1).first()
        is_written = watch.anchored_on == day or (last is not None and last.day >= day)
        if head is None or not head.last or (is_written and not (again and last and last.number < head.last)):
            written = None
            if (
                last is not None and last.day == day and watch.anchored_on != day
            ):  # it fell between the file and the row
                watch.anchored_on, watch.anchored_number = last.day, last.number
        else:
            written = Anchor(day, head.last, head.digest, head.entries, last.seal if last else GENESIS)
            _append(home_folder() / FILE, written)
            watch.anchored_on, watch.anchored_number = day, head.last
        watch.save(update_fields=["anchored_on", "anchored_number"])
    return written


def copy_outside() -> int:
    """Write the home's anchors that the folder outside lacks, each as a file; returns how many. ConfigError where it
    cannot be written to, and the next time tries again.
    """
    outside = outside_folder()
    if outside is None or not home_folder().is_dir():
        return 0
    try:
        names = {path.name for path in outside.iterdir()}
        missing = [each for each in read(home_folder()) if _name(each) not in names]
        for each in missing:
            _write_once(outside / _name(each), each)
    except OSError as error:
        raise ConfigError(
            _("The folder for anchors outside cannot be written to."),
            where=f"{outside}: {error.strerror}",
            fix=_("See “anchors” in huiying.toml, and whether the folder is mounted."),
        ) from error
    return len(missing)


def _name(anchor: Anchor) -> str:
    return f"{anchor.day.isoformat()}-{anchor.number:012}.txt"


def _append(file: Path, anchor: Anchor) -> None:
    """One line at the end, on the disk before we go on; a line that was cut off is ended first."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    is_cut_off = file.exists() and file.stat().st_size and not file.read_bytes().endswith(b"\n")
    before = "\n" if is_cut_off else ""
    _to_disk(file, os.O_APPEND, f"{before}{anchor}\n")


def _write_once(file: Path, anchor: Anchor) -> None:
    _to_disk(file, os.O_EXCL, f"{anchor}\n")


def _to_disk(file: Path, way: int, text: str) -> None:
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | way, 0o600)
    try:
        os.write(opened, text.encode())
        os.fsync(opened)
    finally:
        os.close(opened)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
