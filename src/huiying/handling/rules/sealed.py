"""A previewed change on its way through the browser: signed for one person, so that what returns is what was shown."""

from dataclasses import asdict, dataclass

from django.core import signing
from django.utils.translation import gettext as _

from huiying.core.errors import InputError
from huiying.people.models import User

from .changing import Change

GOOD_FOR_SECONDS = 4 * 3600
# A form may bring 2 MB; a year or a regulation is a few thousand characters.
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A change as it was previewed under `edition` of the rules."""

    change: Change
    edition: int


def sealed(seen: Seen, user: User) -> str:
    """The change as text that only the server can have written."""
    told = {"change": asdict(seen.change), "edition": seen.edition}
    text = signing.dumps(told, salt=_salt(user), compress=True)
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            _("The file is too large to be previewed in the browser."),
            where=seen.change.source,
            fix=_("Adopt it from the command line."),
        )
    return text


def opened(text: str, user: User) -> Seen:
    """What `sealed` wrote for this person; InputError where it was changed, is somebody else's, or is too old."""
    try:
        told = signing.loads(text[:MOST_CHARACTERS], salt=_salt(user), max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature as error:
        raise InputError(_("This preview is not valid any more."), fix=_("Make the preview again.")) from error
    return Seen(Change(**told["change"]), told["edition"])


def _salt(user: User) -> str:
    return f"huiying.handling.rules.{user.pk}"
