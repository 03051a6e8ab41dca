"""The file of a case as one archive: the PDF, the texts, the ledger, the attached files, and a list with the SHA-256 of
each. It is written piece by piece, so that large files never stand in memory.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from huiying.language import privacy
from huiying.ledger.models import Entry

from .contents import Dossier, Kept
from .pdf import to_pdf
from .pieces import moment

CHUNK = 256 * 1024
WRITTEN = frozenset({"reason", "comment", "summary"})  # facts of the ledger in people's own words


@dataclass(slots=True)
class _Packed:
    """An archive being written, with its list."""

    archive: zipfile.ZipFile
    listed: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)

    def put(self, name: str, content: Iterator[bytes], **more: Any) -> None:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as place:
            for piece in content:
                digest.update(piece)
                size += len(piece)
                place.write(piece)
        self.listed.append({"name": name, "bytes": size, "sha256": digest.hexdigest()} | more)


def write_archive(target: IO[bytes], made: Dossier, *, with_files: bool) -> int:
    """Write the archive; returns how many attached files are in it as they are."""
    files = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        packed = _Packed(archive)
        packed.put("case-file.pdf", iter([to_pdf(made)]))
        for name, text in made.texts:
            packed.put(f"texts/{name}", iter([f"{text}\n".encode()]))
        packed.put("ledger.jsonl", (_line(entry, made.unmasked) for entry in made.entries))
        for number, kept in enumerate(made.files, 1):
            files += _put_file(packed, number, kept, with_files=with_files)
        manifest = json.dumps(_manifest(made, packed), ensure_ascii=False, indent=2)
        archive.writestr("manifest.json", manifest)
    return files


def _put_file(packed: _Packed, number: int, kept: Kept, *, with_files: bool) -> int:
    """One attached file under a safe name of its own; what is left out or missing is named with the reason."""
    named = {"name": kept.name, "sha256": kept.digest, "bytes": kept.size, "what": kept.what}
    if not with_files:
        packed.left_out.append(named | {"because": _("Files cannot be masked.")})
        return 0
    try:
        content = kept.row.file.open("rb")
    except FileNotFoundError:
        packed.left_out.append(named | {"because": _("The file is missing from the store.")})
        return 0
    with content:
        packed.put(f"files/{number:02}-{safe_name(kept.name)}", iter(lambda: content.read(CHUNK), b""), what=kept.what)
    packed.listed[-1]["as_it_came"] = packed.listed[-1]["sha256"] == kept.digest
    return 1


def safe_name(name: str) -> str:
    """What is left of a name once it can lead nowhere; stars are for masks and no file system takes them."""
    return "".join("_" if sign in '/\\:*?"<>|' or ord(sign) < 32 else sign for sign in name).strip(". ") or "file"


def _line(entry: Entry, unmasked: bool) -> bytes:
    """An entry as the ledger keeps it; masked, its digests still name the entry that `ledger verify` proves."""
    told = {
        "entry": entry.pk,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "deed": entry.deed,
        "about": entry.about,
        "facts": entry.facts if unmasked else _masked(entry.facts),
        "previous": entry.previous,
        "digest": entry.digest,
    }
    return f"{json.dumps(told, ensure_ascii=False)}\n".encode()


def _masked(told: Mapping[str, Any]) -> dict[str, Any]:
    """Only what people wrote can hold personal data; numbers, digests and names of staff stay."""
    return {key: privacy.mask(str(value)) if key in WRITTEN else value for key, value in told.items()}


def _manifest(made: Dossier, packed: _Packed) -> dict[str, Any]:
    return {
        "case": made.number,
        "made_at": moment(made.at),
        "made_by": made.by,
        "personal_data": "as it is" if made.unmasked else "masked",
        "files": packed.listed,
        "left_out": packed.left_out,
    }
