"""What each deed of the table of permissions is called: in a refusal, in the manual, on the page of posts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Any] = {
    "intake.import": _("bring voices by file"),
    "intake.read": _("read every voice in the inbox"),
    "intake.channels": _("set up channels"),
    "intake.deliveries": _("settle what goes out to writers"),
    "intake.persons": _("join and part writers"),
    "intake.tokens": _("give tokens and webhooks to other systems"),
    "assessment.confirm": _("confirm what the machine proposes"),
    "assessment.topics": _("look at topics"),
    "assessment.topics.change": _("put topics right"),
    "assessment.thresholds": _("set the thresholds of levels"),
    "handling.open": _("open a case"),
    "handling.read": _("read cases"),
    "handling.unmask": _("see contacts and personal data"),
    "handling.assign": _("assign cases and set their kind"),
    "handling.accept": _("accept a case with a named handler"),
    "handling.return": _("return a case"),
    "handling.decline": _("leave a letter unaccepted, take one up again"),
    "handling.transfer": _("transfer a case to another organ"),
    "handling.merge": _("merge cases and part them"),
    "handling.ask": _("ask the writer or others"),
    "handling.extend": _("ask for a longer term"),
    "handling.extend.section_head": _("grant a longer term as section head"),
    "handling.extend.information": _("grant a longer term as information section"),
    "handling.extend.leader": _("grant a longer term as leader"),
    "handling.rules": _("adopt calendars and regulations"),
    "handling.draft": _("draft a reply"),
    "handling.submit": _("send a draft into review"),
    "handling.review.section_head": _("sign a draft as section head"),
    "handling.review.leader": _("sign a draft as leader"),
    "handling.deliver": _("send the signed reply"),
    "handling.close": _("close the file"),
    "publication.publish": _("publish an answer or keep it back"),
    "reporting.read": _("read figures and papers"),
    "reporting.write": _("freeze figures and write papers"),
    "people.appoint": _("make logins, give and take posts"),
    "people.absences": _("tell the absences of others"),
    "people.structure": _("found units, change sections, seat the leading group"),
    "ledger.read": _("read the ledger"),
}


def in_words(deed: str) -> str:
    """A deed for people; one that is missing here by its own name."""
    return str(WORDS.get(deed, deed))
