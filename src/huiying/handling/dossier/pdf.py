"""The file of a case as one PDF, set by typst with the fonts that come along; it asks the network for nothing."""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.utils.translation import gettext as _

from .contents import Chapter, Dossier
from .pieces import Piece, moment

SHEET = Path(__file__).parent / "casefile.typ"
LONGEST_HEAD = 30
_BREAK_AFTER = 32  # characters of a digest, so that it can be broken in a narrow column


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def to_pdf(made: Dossier) -> bytes:
    """The pages; every word of the file goes in as data."""
    told = {
        "number": made.number,
        "title": made.title,
        "short": made.title if len(made.title) <= LONGEST_HEAD else f"{made.title[:LONGEST_HEAD]}…",
        "unit": made.unit,
        "facts": made.facts,
        "chapters": [_chapter(chapter) for chapter in made.chapters],
        "mark": _("With personal data · not for passing on") if made.unmasked else _("Personal data masked"),
        "made": _("Put together %(at)s by %(who)s.") % {"at": moment(made.at), "who": made.by},
        "words": {
            "title": _("File of case %(number)s") % {"number": made.number},
            "contents": _("What lies in this file"),
            "page": _("page {n} of {all}"),
        },
    }
    compiled = typst.compile(
        SHEET.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    )
    assert isinstance(compiled, bytes)
    return compiled


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {"title": chapter.title, "pieces": [_piece(piece) for piece in chapter.pieces]}


def _piece(piece: Piece) -> dict[str, object]:
    told = asdict(piece) | {"text": [line.strip() for line in piece.text.splitlines() if line.strip()]}
    return told | {"table": [[_breakable(cell) for cell in row] for row in piece.table]}


def _breakable(cell: str) -> str:
    """A digest in groups between which a line may end."""
    if len(cell) != 64 or not cell.isascii():
        return cell
    return "\u200b".join(cell[at : at + _BREAK_AFTER] for at in range(0, len(cell), _BREAK_AFTER))
