"""意见汇总表 · What was said, as a workbook: masked as on the desk, and no cell that runs."""

from collections.abc import Iterable
from io import BytesIO

import openpyxl
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.handling.gate import harmless

from ..models import Opinion

COLUMNS = (
    gettext_lazy("Number"),
    gettext_lazy("Said at"),
    gettext_lazy("Article"),
    gettext_lazy("Opinion"),
    gettext_lazy("Standing"),
    gettext_lazy("Point"),
    gettext_lazy("What became of it"),
    gettext_lazy("Reason"),
)
LONGEST = 32_000  # a cell takes 32,767 characters


def workbook(opinions: Iterable[Opinion]) -> bytes:
    """A row for each opinion; nothing in it tells who wrote it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_("Opinions"))
    sheet.append([str(word) for word in COLUMNS])
    for one in opinions:
        point = one.point
        cells = (
            one.number,
            f"{timezone.localtime(one.said_at):%Y-%m-%d %H:%M}",
            one.article.label if one.article else _("As a whole"),
            one.masked,
            _("Copy of the same writer") if one.copy_of_id else one.get_standing_display(),
            point.name if point else "",
            point.get_outcome_display() if point else "",
            point.reason if point else "",
        )
        sheet.append([harmless(_without_control(str(cell)))[:LONGEST] for cell in cells])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _without_control(text: str) -> str:
    """XML has no place for these."""
    return "".join(c for c in text if c in "\n\t" or c.isprintable() or c == "\u3000")
