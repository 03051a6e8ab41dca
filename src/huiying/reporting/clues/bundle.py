"""The whole file of a signed clue as one zip: the letter, the captures, the content, and a manifest with the SHA-256 of
each. The same clue gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.core.errors import RuleError
from huiying.handling.clues.content import canonical, content_of, moment
from huiying.handling.models import Clue, ClueFile
from huiying.reporting.official import render
from huiying.reporting.papers.clue import HandedOver, compose

EPOCH = (1980, 1, 1, 0, 0, 0)
LETTER, CONTENT, MANIFEST, TEXT = "移送函.docx", "content.json", "manifest.json", "manifest.txt"


def letter(clue: Clue) -> bytes:
    """The letter as DOCX: of what was signed, or of the draft as it stands."""
    handover = getattr(clue, "handover", None)
    handed = None
    if handover:
        at = timezone.localtime(handover.at)
        handed = HandedOver(at=at, given_by=handover.given_by, received_by=handover.received_by)
    signed_on = timezone.localtime(clue.signed_at).date() if clue.signed_at else None
    return render(compose(content_of(clue), digest=clue.digest, signed_on=signed_on, handed_over=handed))


def bundle(clue: Clue) -> bytes:
    """The zip of a signed clue; RuleError where it is not signed, or a kept file is no longer what was signed."""
    if not clue.is_sealed:
        raise RuleError(_("The clue has not been signed yet."), where=clue.number)
    files = {LETTER: letter(clue), CONTENT: canonical(clue.content), **dict(_captures(clue))}
    manifest = manifest_of(clue, files)
    told = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in [*files.items(), (MANIFEST, told), (TEXT, _as_text(manifest).encode())]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return packed.getvalue()


def manifest_of(clue: Clue, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "clue": clue.number,
        "unit": clue.content["unit"],
        "organ": clue.content["organ"]["name"],
        "signed_by": str(clue.signed_by),
        "signed_at": moment(clue.signed_at),
        "content_sha256": clue.digest,
        "files": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }


def _captures(clue: Clue) -> Iterator[tuple[str, bytes]]:
    """Each capture under its place in the list of the letter, checked against the digest of its upload."""
    standing = clue.files.filter(sort=ClueFile.Sort.CAPTURE, withdrawn_at=None).order_by("id")
    for place, file in enumerate(standing, start=1):
        try:
            with file.file.open("rb") as opened:
                content: bytes = opened.read()
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != file.digest:
            raise RuleError(
                _("The kept file “%(name)s” is no longer what was uploaded.") % {"name": file.name},
                where=clue.number,
                fix=_("Restore it from a backup; nothing is handed over until then."),
            )
        yield f"captures/{place:02}-{file.name}", content


def _as_text(manifest: Mapping[str, Any]) -> str:
    """The manifest for people, in lines that `sha256sum --check` reads too."""
    head = (
        f"# 涉嫌网络谣言线索材料清单 {manifest['clue']}",
        f"# 移送机关 {manifest['unit']}  接收机关 {manifest['organ']}",
        f"# 签发 {manifest['signed_by']} {manifest['signed_at']}",
        f"# 线索内容 SHA-256 {manifest['content_sha256']}",
    )
    lines = (f"{file['sha256']}  {file['name']}" for file in manifest["files"])
    return "\n".join((*head, *lines, ""))
