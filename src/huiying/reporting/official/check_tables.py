"""Tables that are longer than a page say on each what their columns are."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from .departure import Departure, Rule
from .reading import Reading

MOST_ROWS = 30
"""Rows of table text that surely fit no page with the others."""


def table_departures(reading: Reading) -> Iterator[Departure]:
    for number, table in enumerate(reading.docx.element.body.iter(qn("w:tbl")), start=1):
        rows = table.findall(qn("w:tr"))
        if len(rows) <= MOST_ROWS:
            continue
        mark = rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        if mark is None or mark.get(qn("w:val"), "1") in ("0", "false", "off"):
            told = _("%(rows)d rows, the head on the first page only") % {"rows": len(rows)}
            where = _("table %(number)d") % {"number": number}
            yield Departure(Rule.TABLE_HEADER, told, _("the head again on every page"), where)
