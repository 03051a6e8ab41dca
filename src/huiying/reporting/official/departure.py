"""A departure from the standard: which rule of which clause, where, what was found and what is wanted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Rule(StrEnum):
    PAGE_SIZE = "page-size"
    MARGINS = "margins"
    GRID = "grid"
    COLOUR = "colour"
    COPY_NUMBER = "copy-number"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    CORNER_ORDER = "corner-order"
    ORGAN_MARK = "organ-mark"
    NUMBER = "number"
    SIGNERS = "signers"
    RED_LINE = "red-line"
    TITLE = "title"
    TITLE_MARKS = "title-marks"
    TITLE_GAP = "title-gap"
    ADDRESSEE = "addressee"
    BODY_FONT = "body-font"
    BODY_SIZE = "body-size"
    BODY_PITCH = "body-pitch"
    INDENT = "indent"
    HEADING_NUMBER = "heading-number"
    HEADING_ORDER = "heading-order"
    HEADING_LEVEL = "heading-level"
    HEADING_FONT = "heading-font"
    HEADING_MARKS = "heading-marks"
    ATTACHMENT_NOTE = "attachment-note"
    SIGNATURE = "signature"
    DATE = "date"
    REMARK = "remark"
    ATTACHMENT_MARK = "attachment-mark"
    ATTACHMENT_TITLE = "attachment-title"
    TABLE_HEADER = "table-header"
    COPIES = "copies"
    ISSUED = "issued"
    IMPRINT_LINES = "imprint-lines"
    PAGE_NUMBER = "page-number"


RULES: Final[dict[Rule, tuple[str, Promise]]] = {
    Rule.PAGE_SIZE: ("5.1", gettext_lazy("size of the paper")),
    Rule.MARGINS: ("5.2.1", gettext_lazy("margins")),
    Rule.GRID: ("5.2.3", gettext_lazy("lines and characters")),
    Rule.COLOUR: ("5.2.4", gettext_lazy("colour of the text")),
    Rule.COPY_NUMBER: ("7.2.1", gettext_lazy("copy number")),
    Rule.SECRECY: ("7.2.2", gettext_lazy("class of secrecy")),
    Rule.URGENCY: ("7.2.3", gettext_lazy("degree of urgency")),
    Rule.CORNER_ORDER: ("7.2.3", gettext_lazy("order at the top left")),
    Rule.ORGAN_MARK: ("7.2.4", gettext_lazy("mark of the organ")),
    Rule.NUMBER: ("7.2.5", gettext_lazy("number of the document")),
    Rule.SIGNERS: ("7.2.6", gettext_lazy("signer")),
    Rule.RED_LINE: ("7.2.7", gettext_lazy("red line")),
    Rule.TITLE: ("7.3.1", gettext_lazy("title of the paper")),
    Rule.TITLE_MARKS: ("7.3.1", gettext_lazy("marks in the title")),
    Rule.TITLE_GAP: ("7.3.2", gettext_lazy("lines around the title")),
    Rule.ADDRESSEE: ("7.3.2", gettext_lazy("line of the addressee")),
    Rule.BODY_FONT: ("5.2.2", gettext_lazy("face of the text")),
    Rule.BODY_SIZE: ("5.2.2", gettext_lazy("size of the text")),
    Rule.BODY_PITCH: ("5.2.3", gettext_lazy("line pitch")),
    Rule.INDENT: ("7.3.3", gettext_lazy("indent of a paragraph")),
    Rule.HEADING_NUMBER: ("7.3.3", gettext_lazy("form of a heading's number")),
    Rule.HEADING_ORDER: ("7.3.3", gettext_lazy("order of headings")),
    Rule.HEADING_LEVEL: ("7.3.3", gettext_lazy("levels of headings")),
    Rule.HEADING_FONT: ("7.3.3", gettext_lazy("face of a heading")),
    Rule.HEADING_MARKS: ("9", gettext_lazy("mark at the end of a heading")),
    Rule.ATTACHMENT_NOTE: ("7.3.4", gettext_lazy("attachment note")),
    Rule.SIGNATURE: ("7.3.5", gettext_lazy("place of organ and date")),
    Rule.DATE: ("7.3.5.4", gettext_lazy("date of the paper")),
    Rule.REMARK: ("7.3.6", gettext_lazy("remark")),
    Rule.ATTACHMENT_MARK: ("7.3.7", gettext_lazy("attachment mark")),
    Rule.ATTACHMENT_TITLE: ("7.3.7", gettext_lazy("title of an attachment")),
    Rule.TABLE_HEADER: ("8", gettext_lazy("head of a table")),
    Rule.COPIES: ("7.4.2", gettext_lazy("copies")),
    Rule.ISSUED: ("7.4.3", gettext_lazy("who printed it and when")),
    Rule.IMPRINT_LINES: ("7.4.1", gettext_lazy("lines of the imprint")),
    Rule.PAGE_NUMBER: ("7.5", gettext_lazy("page number")),
}


@dataclass(frozen=True, slots=True)
class Departure:
    rule: Rule
    found: str
    wanted: str
    where: str = ""

    @property
    def clause(self) -> str:
        return RULES[self.rule][0]

    @property
    def label(self) -> str:
        return str(RULES[self.rule][1])

    def __str__(self) -> str:
        told = {"label": self.label, "clause": self.clause, "found": self.found, "wanted": self.wanted}
        if not self.where:
            return _("%(label)s (clause %(clause)s): is %(found)s, should be %(wanted)s") % told
        told["where"] = self.where
        return _("%(label)s (clause %(clause)s), %(where)s: is %(found)s, should be %(wanted)s") % told
