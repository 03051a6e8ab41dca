"""What an applicant told of themselves to prove who they are: sealed with the way back, shown by a recorded deed only
(个人信息保护法 arts. 28, 51).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .models import Voice

PARTICULARS = "particulars"  # in the sealed `Voice.reply_to`
LABELS = {
    "applicant": gettext_noop("Who asks"),
    "name": gettext_noop("Name of the applicant"),
    "document": gettext_noop("Identity document"),
    "document_number": gettext_noop("Number of the document"),
    "organisation": gettext_noop("Name of the organisation"),
    "credit_code": gettext_noop("Unified social credit code"),
    "representative": gettext_noop("Legal representative"),
    "contact_person": gettext_noop("Contact person"),
    "phone": gettext_noop("Phone"),
    "mail": gettext_noop("Mail address"),
    "address": gettext_noop("Postal address"),
    "post_code": gettext_noop("Post code"),
}


def particulars(voice: Voice) -> tuple[tuple[str, str], ...]:
    """The particulars in words; none where the form asked for none."""
    told = voice.reply_to.get(PARTICULARS, {})
    return tuple((_(label), str(told[name])) for name, label in LABELS.items() if told.get(name))
