"""意见汇总表 · What was said, as a workbook: masked as on the desk, and no cell that runs."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.sheets import Book, Column, Value, as_bytes, headed

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
WIDTHS = (16, 17, 14, 60, 16, 20, 16, 40)


def workbook(opinions: Iterable[Opinion]) -> bytes:
    """A row for each opinion; nothing in it tells who wrote it."""
    columns = [Column(str(word), width) for word, width in zip(COLUMNS, WIDTHS, strict=True)]
    return as_bytes(Book(_("Opinions"), (headed(_("Opinions"), columns, _rows(opinions)),)))


def _rows(opinions: Iterable[Opinion]) -> Iterator[list[Value]]:
    for one in opinions:
        point = one.point
        yield [
            one.number,
            f"{timezone.localtime(one.said_at):%Y-%m-%d %H:%M}",
            one.article.label if one.article else _("As a whole"),
            one.masked,
            _("Copy of the same writer") if one.copy_of_id else one.get_standing_display(),
            point.name if point else "",
            point.get_outcome_display() if point else "",
            point.reason if point else "",
        ]
