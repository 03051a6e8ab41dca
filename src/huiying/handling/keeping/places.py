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


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that stands in public under a letter's number. Of what was signed only what is known of its people goes:
    the office's own telephone stays.
    """

    model: str
    texts: tuple[str, ...]
    signed: tuple[str, ...] = ()


OF_THE_CASE = (
    Place("handling.Case", "pk", ("title", "summary")),
    Place("handling.Part", "case", ("because", "contribution", "former", "reason")),
    Place("handling.Question", "case", ("text", "answer", "ended_because")),
    Place("handling.Extension", "clock__case", ("reason", "comment")),
    Place("handling.Draft", "case", ("text",)),
    Place("handling.Review", "draft__case", ("comment",)),
    Place("handling.Reply", "case", ("text",)),
    Place("handling.Ending", "case", ("note", "contact")),
    Place("handling.InquiryStep", "inquiry__case", ("text", "who")),
    Place("handling.Adoption", "case", ("reason",)),
    Place("handling.Hold", "case", ("reason",)),
    Place("handling.PassageComment", "draft__case", ("quote", "text")),
    Place("handling.Note", "case", ("text",)),
    Place("handling.CaseFile", "case", ("name", "description")),
    Place("handling.Card", "case", ("explanation", "withdrawn_because")),
    Place("handling.ChaseOrder", "case", ("subject", "demanded", "cancelled_because")),
    Place("handling.ChaseAnswer", "order__case", ("text", "missing")),
    Place("handling.Instruction", "case", ("subject", "text", "withdrawn_because")),
    Place("handling.ErrandReport", "errand__instruction__case", ("text", "missing")),
    Place("handling.LateRow", "case", ("title",)),
    Place("handling.Incident", "case", ("title", "place", "starts_because", "end_reason")),
    Place("handling.Conferral", "incident__case", ("guests", "points", "decisions")),
    Place("handling.IncidentTask", "incident__case", ("what", "note")),
    Place("handling.AfterAction", "incident__case", ("well", "wrong", "causes")),
    Place("handling.DisclosureRequest", "case", ("evidence", "reasons", "why")),
    Place("handling.DisclosureNotice", "request__case", ("addressee", "paragraphs")),
    Place("handling.ConsultedParty", "request__case", ("name", "contact", "about", "reasons", "overridden_because")),
    Place("feedback.Rating", "reply__case", ("comment",)),
)
OF_ITS_VOICES = (
    Place("intake.Voice", "pk", ("title", "text", "answered_text")),
    Place("intake.Delivery", "voice", ("title", "text", "sent_text", "error")),
    Place("intake.Attachment", "voice", ("name",)),
    Place("assessment.Proposal", "voice", ("said", "criteria")),
    Place("handling.SearchText", "voice", ("text",)),
    # what was made of several letters: its words may be those of this one
    Place("assessment.Topic", "proposals__voice", ("description", "who_where")),
    Place("publication.Demand", "askings__proposal__voice", ("matter", "questions")),
    Place("publication.PublishingTask", "demand__askings__proposal__voice", ("title", "why", "questions")),
)
IN_PUBLIC = (
    Copy("publication.BoardThread", ("title", "text")),
    Copy("publication.PublishedAnswer", ("title", "question"), signed=("answer",)),
)
# Taken away with everything in it, or emptied, beside the tables.
EMPTIED: Mapping[str, tuple[str, ...]] = {
    "handling.Slip": ("deed", "before"),
    "intake.Voice": ("raw", "reply_to", "code", "external_id"),
    "intake.Delivery": ("to", "external_id"),
    "intake.Attachment": ("file",),
    "handling.CaseFile": ("file",),
}
# Evidence as it was signed and handed over: a rumour clue is kept whole for the organ that has it.
KEPT: Mapping[str, tuple[str, ...]] = {
    "handling.Clue": (
        *("number", "title", "regulation", "facts", "verified_by", "source", "ground", "suggestion"),
        *("organ", "organ_name", "content", "digest"),
    ),
    "handling.CluePost": ("platform", "account", "link", "words", "spread", "by_hand"),
    "handling.ClueFile": ("name", "media_type", "digest", "file", "withdrawn_because"),
    "handling.Handover": ("given_by", "received_by", "outcome", "outcome_by"),
}
# Names of the office's own, keys, figures and choices: they tell nothing of a member of the public.
TELLS_NOTHING: Mapping[str, tuple[str, ...]] = {
    "handling.Case": ("number", "kind", "regulation"),
    "handling.DisclosureRequest": ("way", "applicant", "outcome", "ground", "row"),
    "handling.DisclosureNotice": ("number", "title", "organ"),
    "handling.Redaction": ("ground",),
    "handling.Restriction": ("because",),
    "handling.Clock": ("term", "role", "pauses", "because"),
    "handling.Ending": ("ground", "to"),
    "handling.Draft": ("chain", "writers"),
    "handling.Review": ("step", "digest", "checklist"),
    "handling.Proofreading": ("digest",),
    "handling.Part": ("due_because",),
    "handling.CaseFile": ("media_type", "digest"),
    "handling.LateRow": ("number", "section_name", "handler_name", "count_unit", "cards"),
    "handling.Incident": ("level", "disposal"),
    "handling.Conferral": ("level",),
    "handling.AfterAction": ("figures",),
    # public words, as they were signed and published
    "handling.Release": (
        *("situation", "verified", "measures", "advice", "title", "text", "comment", "digest", "page"),
    ),
    "handling.Reply": ("signed_as",),
    "handling.InquiryStep": ("outcome",),
    "intake.Voice": ("number", "digest", "spread", "answered_by", "set_aside"),
    "intake.Attachment": ("media_type", "digest"),
    "intake.Delivery": ("key", "link", "files"),
    "assessment.Proposal": ("theme",),
    "assessment.Confirmation": ("before", "after"),
}
