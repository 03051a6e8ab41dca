"""What is held on a person as one archive: JSON for machines, a page for people, the files of their letters."""

import json
import shutil
import zipfile
from typing import IO

from django.template.loader import render_to_string

from ..dossier.archive import CHUNK, safe_name
from .holding import Holding


def write(target: IO[bytes], held: Holding) -> int:
    """Write it; returns how many files of their letters are in it. A file that is missing is named on the page."""
    missing, files = [], 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (letter, row) in enumerate(held.files, 1):
            try:
                content = row.file.open("rb")
            except FileNotFoundError:
                missing.append(f"{letter} {row.name}")
                continue
            name = f"files/{letter}/{number:02}-{safe_name(row.name)}"
            with content, archive.open(name, "w", force_zip64=True) as place:
                shutil.copyfileobj(content, place, CHUNK)
            files += 1
        archive.writestr("personal-data.json", json.dumps(held.told, ensure_ascii=False, indent=1))
        page = render_to_string("handling/personal/copy.html", {"held": held.told, "missing": missing})
        archive.writestr("personal-data.html", page)
    return files
