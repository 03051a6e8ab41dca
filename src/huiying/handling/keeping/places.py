"""Where personal data of a case may stand: every text that a case or its letters lead to, and what becomes of it.

A test walks the models and asks that each text stands in one of these tables; whoever adds one says here what it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Texts of a model that are masked; `by` leads from its rows to the case, or to the voice."""

    model: str
    by: str
    texts: tuple[str, ...]


OF_THE_CASE = (
    Place("handling.Case", "pk", ("title", "summary")),
    Place("handling.Part", "case", ("because",)),
    Place("handling.Question", "case", ("text", "answer", "ended_because")),
    Place("handling.Extension", "clock__case", ("reason", "comment")),
    Place("handling.Draft", "case", ("text",)),
    Place("handling.Review", "draft__case", ("comment",)),
    Place("handling.Reply", "case", ("text",)),
    Place("handling.Ending", "case", ("note", "contact")),
    Place("handling.InquiryStep", "inquiry__case", ("text", "who")),
    Place("handling.Adoption", "case", ("reason",)),
    Place("handling.Hold", "case", ("reason",)),
    Place("feedback.Rating", "reply__case", ("comment",)),
)
OF_ITS_VOICES = (
    Place("intake.Voice", "pk", ("title", "text", "answered_text")),
    Place("intake.Delivery", "voice", ("title", "text", "sent_text", "error")),
    Place("intake.Attachment", "voice", ("name",)),
    Place("assessment.Proposal", "voice", ("said", "criteria")),
)
# Taken away with everything in it, or emptied, beside the tables.
EMPTIED: Mapping[str, tuple[str, ...]] = {
    "handling.Slip": ("deed", "before"),
    "intake.Voice": ("raw", "reply_to", "code", "external_id"),
    "intake.Delivery": ("to", "external_id"),
    "intake.Attachment": ("file",),
}
# Names of the office's own, keys, figures and choices: they tell nothing of a member of the public.
TELLS_NOTHING: Mapping[str, tuple[str, ...]] = {
    "handling.Case": ("number", "kind", "regulation"),
    "handling.Clock": ("term", "role", "pauses", "because"),
    "handling.Ending": ("ground", "to"),
    "handling.Review": ("step",),
    "handling.Reply": ("signed_as",),
    "handling.InquiryStep": ("outcome",),
    "intake.Voice": ("number", "digest", "spread", "answered_by", "set_aside"),
    "intake.Attachment": ("media_type", "digest"),
    "intake.Delivery": ("key", "link"),
    "assessment.Proposal": ("theme",),
    "assessment.Confirmation": ("before", "after"),
}
